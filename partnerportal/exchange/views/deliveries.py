"""Take files in and list the deliveries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from uuid import UUID

from django.http import HttpResponseBase, JsonResponse
from django.http.request import UnreadablePostError
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from partnerportal.accounts.guards import for_administrator
from partnerportal.accounts.http import PortalRequest
from partnerportal.exchange.forms import FULL, SCOPES, DeliveryForm
from partnerportal.exchange.queries import parked_firms, run_page
from partnerportal.exchange.rules.detection import ENOUGH_BYTES, detect_format
from partnerportal.exchange.services import start_import
from partnerportal.exchange.views.frame import UNREADABLE, box_of, done_sentence, place_behind
from partnerportal.kernel.errors import Refused
from partnerportal.kernel.errors import marked_for_translation as _
from partnerportal.privacy.derive_visibility import ObjectKind

MOST_BYTES = 100 * 1000 * 1000
"""What the page takes; the proxies of deploy/ let no larger body through. Folder and command take more."""
CHUNK_BYTES = 256 * 1024
CREATED = 201


@for_administrator
@require_http_methods(["GET", "HEAD", "POST"])
def deliveries(request: PortalRequest) -> HttpResponseBase:
    """List the deliveries, newest first; take a file whose browser runs no script."""
    form = DeliveryForm(request.POST, request.FILES) if request.method == "POST" else DeliveryForm()
    if form.is_valid():
        is_full = form.cleaned_data["umfang"] == FULL
        try:
            return redirect(
                "exchange:run", _begun(request, form.cleaned_data["datei"].chunks(), is_full=is_full)
            )
        except Refused as refused:
            form.add_error("datei", gettext(refused.sentence))
    after = place_behind(request)
    context = {
        "form": form,
        "scopes": [(value, label, hint) for value, label, hint in SCOPES],
        "most_bytes": MOST_BYTES,
        "page": run_page(viewer=request.viewer, after=after),
        "first_url": reverse("exchange:deliveries") if after else None,
        "parked": parked_firms(viewer=request.viewer),
        "done": done_sentence(request),
        "box": box_of(request, ObjectKind.IMPORT),
    }
    return render(request, "exchange/deliveries.html", context, status=UNREADABLE if form.errors else 200)


@for_administrator
@require_POST
def upload(request: PortalRequest) -> HttpResponseBase:
    """Take a file a script sends as the body, sealed piece by piece as it comes; tell where to look on."""
    try:
        _check_length(request)
        run_id = _begun(request, _body(request), is_full=request.GET.get("umfang") == FULL)
    except Refused as refused:
        return JsonResponse({"sentence": gettext(refused.sentence)}, status=UNREADABLE)
    except UnreadablePostError:
        return JsonResponse({"sentence": gettext("Die Datei kam nicht ganz an.")}, status=400)
    return JsonResponse({"url": reverse("exchange:run", args=[run_id])}, status=CREATED)


def _begun(request: PortalRequest, chunks: Iterable[bytes], *, is_full: bool) -> UUID:
    """Start the import of a file whose beginning says what it is. Raises: Refused."""
    pieces = iter(chunks)
    start = b""
    while len(start) < ENOUGH_BYTES and (piece := next(pieces, b"")):
        start += piece
    return start_import(
        actor=request.viewer,
        file_format=detect_format(start[:ENOUGH_BYTES]),
        origin="upload",
        chunks=chain([start], pieces),
        now=request.now,
        is_full_delivery=is_full,
    )


def _body(request: PortalRequest) -> Iterator[bytes]:
    while chunk := request.read(CHUNK_BYTES):
        yield chunk


def _check_length(request: PortalRequest) -> None:
    length = request.headers.get("Content-Length", "")
    if length.isdigit() and int(length) > MOST_BYTES:
        raise Refused(
            "import.too_large_for_page",
            _("Die Datei ist größer als 100 MB. Größere Dateien nimmt der Ordner an."),
        )

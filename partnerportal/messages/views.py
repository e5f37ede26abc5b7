"""Show threads to both sides, and take what they write."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from partnerportal.accounts.guards import requires
from partnerportal.accounts.http import PortalRequest
from partnerportal.kernel.viewer import Role
from partnerportal.messages import queries, services
from partnerportal.messages.forms import MessageForm
from partnerportal.privacy.derive_visibility import ObjectKind, visibility_box

UNPROCESSABLE = 422
# What may be shown, by the word in the address: each side sees first what waits for it.
SHOWN = {"alle": "", "offen": "open", "beantwortet": "answered", "erledigt": "closed"}

either_side = requires(Role.OWNER, Role.STAFF, Role.CLERK, right="statements")


@either_side
@require_safe
def thread_list(request: PortalRequest) -> HttpResponse:
    """List the threads, the newest words first; `?zeige=` narrows, `?nach=` is the last one seen."""
    word = request.GET.get("zeige", "alle")
    shown = word if word in SHOWN else "alle"
    page = queries.thread_page(
        viewer=request.viewer, state=SHOWN[shown], after=_id_in(request.GET.get("nach", ""))
    )
    request.records_shown = len(page.rows)
    address = reverse("messages:list")
    counts = {
        "alle": sum(page.counts.values()),
        **{name: page.counts.get(SHOWN[name], 0) for name in SHOWN if SHOWN[name]},
    }
    context = {
        "page": page,
        "shown": shown,
        "filters": [(name, f"{address}?zeige={name}", counts[name], name == shown) for name in SHOWN],
        "next_url": f"{address}?zeige={shown}&nach={page.next_after}" if page.next_after else None,
        "first_url": f"{address}?zeige={shown}" if "nach" in request.GET else None,
    }
    return render(request, "messages/list.html", context)


@either_side
@require_http_methods(["GET", "HEAD", "POST"])
def thread(request: PortalRequest, thread_id: UUID) -> HttpResponseBase:
    """Show a thread; take an answer."""
    found = queries.thread_for(viewer=request.viewer, thread_id=thread_id)
    if found is None:
        raise Http404
    form = MessageForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        text = form.cleaned_data["text"]
        services.reply(actor=request.viewer, thread_id=thread_id, text=text, now=request.now)
        return redirect("messages:thread", thread_id)
    context = {
        "thread": found.row,
        "messages": found.messages,
        "form": form,
        "box": visibility_box(ObjectKind.THREAD, viewer_role=request.viewer.role, translate=_),
    }
    return render(request, "messages/thread.html", context, status=UNPROCESSABLE if form.errors else 200)


@either_side
@require_POST
def close(request: PortalRequest, thread_id: UUID) -> HttpResponseBase:
    """Note that the matter is settled."""
    try:
        services.close_thread(actor=request.viewer, thread_id=thread_id)
    except services.UnknownThread:
        raise Http404 from None
    return redirect("messages:thread", thread_id)


def _id_in(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None

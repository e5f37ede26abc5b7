"""Show clerks who keep contracts where a file and a corrected contract differ, and take their decision."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from partnerportal.accounts.guards import requires
from partnerportal.accounts.http import PortalRequest
from partnerportal.exchange.queries import conflict_page
from partnerportal.exchange.queries.reconciling import compared, lacking_page, last_full_delivery
from partnerportal.exchange.services import UnknownConflict, decide_conflict
from partnerportal.exchange.views.frame import REFUSED, box_of, done, done_sentence, place_behind
from partnerportal.kernel.errors import Refused
from partnerportal.kernel.viewer import Role
from partnerportal.privacy.derive_visibility import ObjectKind

LIST = "exchange:conflicts"
for_contract_clerk = requires(Role.CLERK, right="contracts")


@for_contract_clerk
@require_safe
def conflicts(request: PortalRequest) -> HttpResponseBase:
    """List what waits for a decision, the oldest first, and what the newest full delivery lacked."""
    return _page(request)


@for_contract_clerk
@require_safe
def lacking(request: PortalRequest) -> HttpResponseBase:
    """List the contracts and people the newest full delivery lacked."""
    delivery = last_full_delivery(viewer=request.viewer)
    after = request.GET.get("nach", "")
    place = int(after) if after.isdecimal() else None
    page = lacking_page(viewer=request.viewer, run_id=delivery.id, after=place) if delivery else None
    request.place = reverse(LIST)
    context = {
        "delivery": delivery,
        "page": page,
        "is_first": not after,
        "box": box_of(request, ObjectKind.CONTRACT),
    }
    return render(request, "exchange/lacking.html", context)


@for_contract_clerk
@require_POST
def conflict_keep(request: PortalRequest, conflict_id: UUID) -> HttpResponseBase:
    """Keep our value."""
    return _decided(request, conflict_id, "kept", "behalten")


@for_contract_clerk
@require_POST
def conflict_take(request: PortalRequest, conflict_id: UUID) -> HttpResponseBase:
    """Let the file's value be written into the contract."""
    return _decided(request, conflict_id, "taken", "uebernommen")


def _decided(request: PortalRequest, conflict_id: UUID, decision: str, word: str) -> HttpResponseBase:
    try:
        decide_conflict(actor=request.viewer, conflict_id=conflict_id, decision=decision, now=request.now)
    except UnknownConflict:
        raise Http404 from None
    except Refused as refused:
        return _page(request, gettext(refused.sentence))
    return done(LIST, word)


def _page(request: PortalRequest, refusal: str = "") -> HttpResponseBase:
    after = place_behind(request)
    page = conflict_page(viewer=request.viewer, after=after)
    request.place = reverse(LIST)
    context = {
        "page": page,
        "rows": compared(viewer=request.viewer, rows=page.rows),
        "first_url": reverse(LIST) if after else None,
        "delivery": last_full_delivery(viewer=request.viewer),
        "refusal": refusal,
        "done": "" if refusal else done_sentence(request),
        "box": box_of(request, ObjectKind.CONFLICT),
    }
    return render(request, "exchange/conflicts.html", context, status=REFUSED if refusal else 200)

"""Show firms that are no partners here yet, and take over what waits for them."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from partnerportal.accounts.guards import for_administrator
from partnerportal.accounts.http import PortalRequest
from partnerportal.exchange.queries import parked_firms
from partnerportal.exchange.services import UnknownFirm, take_parked
from partnerportal.exchange.views.frame import DELIVERIES, REFUSED, box_of, done, done_sentence
from partnerportal.kernel.errors import Refused
from partnerportal.partners.queries import ids_by_number
from partnerportal.privacy.derive_visibility import ObjectKind


@for_administrator
@require_safe
def parked(request: PortalRequest) -> HttpResponseBase:
    """List the firms whose contracts wait, and which of them are partners by now."""
    return _page(request)


@for_administrator
@require_POST
def parked_take(request: PortalRequest, parked_id: UUID) -> HttpResponseBase:
    """Take over what waits for a firm that is a partner by now."""
    try:
        take_parked(actor=request.viewer, firm_id=parked_id, now=request.now)
    except UnknownFirm:
        raise Http404 from None
    except Refused as refused:
        return _page(request, gettext(refused.sentence))
    return done("exchange:parked", "geparkt")


def _page(request: PortalRequest, refusal: str = "") -> HttpResponseBase:
    known = ids_by_number()
    firms = parked_firms(viewer=request.viewer)
    request.place = reverse(DELIVERIES)
    context = {
        "firms": [(firm, known.get(firm.intermediary_number)) for firm in firms],
        "refusal": refusal,
        "done": "" if refusal else done_sentence(request),
        "box": box_of(request, ObjectKind.IMPORT),
    }
    return render(request, "exchange/parked.html", context, status=REFUSED if refusal else 200)

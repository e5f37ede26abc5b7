"""Decide about lost second factors, and call off one's own recovery."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from partnerportal.accounts.freshness import requires_fresh
from partnerportal.accounts.guards import for_account, requires
from partnerportal.accounts.http import PortalRequest
from partnerportal.accounts.queries.recovery import recoveries
from partnerportal.accounts.services import recovery
from partnerportal.kernel.errors import Refused
from partnerportal.kernel.viewer import Role

for_deciders = requires(Role.OWNER, Role.ADMINISTRATOR)


@for_deciders
@require_GET
def recovery_list(request: PortalRequest) -> HttpResponse:
    """Show whose second factor is lost."""
    return _page(request)


@for_deciders
@requires_fresh(back_to="accounts:recoveries")
@require_POST
def recovery_agree(request: PortalRequest, recovery_id: UUID) -> HttpResponse:
    """Agree to take a lost factor off."""
    try:
        recovery.agree_to_recovery(actor=request.viewer, recovery_id=recovery_id, now=request.now)
    except recovery.UnknownRecovery:
        raise Http404 from None
    except Refused as refused:
        return _page(request, refused.sentence, 409)
    return redirect("accounts:recoveries")


@for_deciders
@requires_fresh(back_to="accounts:recoveries")
@require_POST
def recovery_refuse(request: PortalRequest, recovery_id: UUID) -> HttpResponse:
    """End a recovery."""
    try:
        recovery.refuse_recovery(actor=request.viewer, recovery_id=recovery_id)
    except recovery.UnknownRecovery:
        raise Http404 from None
    except Refused as refused:
        return _page(request, refused.sentence, 409)
    return redirect("accounts:recoveries")


@for_account
@require_POST
def recovery_call_off(request: PortalRequest) -> HttpResponse:
    """End the recovery of the own account."""
    recovery.call_off_recovery(actor=request.viewer)
    return redirect("accounts:security")


def _page(request: PortalRequest, refusal: str = "", status: int = 200) -> HttpResponse:
    page = {"rows": recoveries(viewer=request.viewer), "refusal": refusal}
    return render(request, "accounts/recovery_list.html", page, status=status)

"""Show what protects the own account, and end sessions."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from partnerportal.accounts.guards import for_account
from partnerportal.accounts.http import PortalRequest
from partnerportal.accounts.queries.factors import factors_of
from partnerportal.accounts.queries.recovery import recovery_of
from partnerportal.accounts.queries.security import own_sessions
from partnerportal.accounts.rules.factors import needs_factor
from partnerportal.accounts.services import security


@for_account
@require_GET
def security_page(request: PortalRequest) -> HttpResponse:
    """Show password, factors and sessions of the own account."""
    viewer = request.viewer
    page = {
        "factors": factors_of(viewer=viewer),
        "is_required": needs_factor(viewer.role),
        "sessions": own_sessions(viewer=viewer, current=_current(request), now=request.now),
        "recovery": recovery_of(viewer.account),
    }
    return render(request, "accounts/security.html", page)


@for_account
@require_POST
def session_end(request: PortalRequest, handle: UUID) -> HttpResponse:
    """End one of the own sessions."""
    if not security.end_session(actor=request.viewer, handle=handle):
        raise Http404
    return redirect("accounts:security")


@for_account
@require_POST
def sessions_end_others(request: PortalRequest) -> HttpResponse:
    """End every own session but this one."""
    current = _current(request)
    if current is not None:
        security.end_other_sessions(actor=request.viewer, keep=current)
    return redirect("accounts:security")


def _current(request: PortalRequest) -> UUID | None:
    row = getattr(request.session, "row", None)
    return row.handle if row is not None else None

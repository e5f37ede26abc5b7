"""Remove an account: one's own, or one a leader removes; first the page says what goes now and what stays."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from partnerportal.accounts.freshness import requires_fresh
from partnerportal.accounts.guards import for_account, for_leaders, public
from partnerportal.accounts.http import PortalRequest
from partnerportal.accounts.queries.directory import person
from partnerportal.accounts.services.directory import UnknownAccount
from partnerportal.accounts.services.removal import ForgetUnsent, remove_account
from partnerportal.accounts.views.directory_frame import REFUSED, answers_404, done, home_of
from partnerportal.accounts.views.directory_person import PEOPLE, TEAM
from partnerportal.database.context import acting_as
from partnerportal.kernel.errors import Refused
from partnerportal.kernel.viewer import GATE, Role
from partnerportal.privacy.derive_parting import parting

View = Callable[..., HttpResponseBase]


def own_removal_view(forget_unsent: ForgetUnsent) -> View:
    """Return the view that removes the viewer's own account."""

    @for_account
    @requires_fresh()
    @require_http_methods(["GET", "POST"])
    def own_removal(request: PortalRequest) -> HttpResponseBase:
        refusal = ""
        if request.method == "POST":
            try:
                remove_account(
                    actor=request.viewer,
                    account_id=request.viewer.account,
                    forget_unsent=forget_unsent,
                    now=request.now,
                )
                return _farewell(request)
            except Refused as refused:
                refusal = gettext(refused.sentence)
        context = {
            "parting": parting(request.viewer.role, request.now, translate=gettext),
            "refusal": refusal,
        }
        status = REFUSED if refusal else 200
        return render(request, "accounts/removal_own.html", context, status=status)

    return own_removal


def removal_view(forget_unsent: ForgetUnsent) -> View:
    """Return the view with which a leader removes somebody's account."""

    @for_leaders
    @requires_fresh()
    @answers_404
    @require_http_methods(["GET", "POST"])
    def removal(request: PortalRequest, account_id: UUID) -> HttpResponseBase:
        shown = person(viewer=request.viewer, account_id=account_id)
        if shown is None or shown.removed_at is not None:
            raise UnknownAccount
        if account_id == request.viewer.account_id:
            return redirect("removal:own")
        refusal = ""
        if request.method == "POST":
            try:
                remove_account(
                    actor=request.viewer, account_id=account_id, forget_unsent=forget_unsent, now=request.now
                )
                return done(home_of(request), "entfernt")
            except Refused as refused:
                refusal = gettext(refused.sentence)
        request.place = TEAM if request.viewer.role is Role.OWNER else PEOPLE
        context = {
            "person": shown,
            "parting": parting(shown.role, request.now, translate=gettext),
            "refusal": refusal,
        }
        return render(request, "accounts/removal_other.html", context, status=REFUSED if refusal else 200)

    return removal


@public
@require_safe
def removed(request: PortalRequest) -> HttpResponseBase:
    """Say that the account is removed."""
    return render(request, "accounts/removal_done.html")


def _farewell(request: PortalRequest) -> HttpResponseBase:
    """End this session too and empty what the browser keeps of it (clause C31)."""
    with acting_as(GATE):
        logout(request)
    response = redirect("removal:done")
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    response.delete_cookie(settings.SESSION_COOKIE_NAME, samesite="Lax")
    return response

"""Guard every address: public by name, or for stated roles (clause C34). A view without a guard fails a house test."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import HttpResponseBase, HttpResponseRedirect

from partnerportal.accounts.http import PortalRequest
from partnerportal.accounts.reading import counted
from partnerportal.accounts.rules.entrance import Step, open_step
from partnerportal.kernel.viewer import Role

View = Callable[..., HttpResponseBase]
# Where an account does what is still open between its login and the first page with data.
STEP_PAGES = {
    Step.SECOND_FACTOR: "/konto/sicherheit/einrichten",
    Step.TERMS: "/nutzungsbedingungen/annehmen",
}


def public(view: View) -> View:
    """Mark a view as open to everyone."""

    @wraps(view)
    def guarded(request: PortalRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return view(request, *args, **kwargs)

    guarded.guard = "public"  # type: ignore[attr-defined]
    return guarded


def requires(*roles: Role, right: str | None = None, entrance: bool = True) -> Callable[[View], View]:
    """Open a view to signed-in accounts of these roles (all, when none is named), optionally with a right.

    Strangers are sent to the sign-in page, others get 403. An account that lacks its second factor, or has not
    accepted terms and notice in force, is sent there first (clauses C03 and C06); `entrance=False` is for the pages
    needed before. An address that names roles shows data: what a partner is shown there is counted (clause C04).
    Raises: PermissionDenied.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: PortalRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            viewer = request.viewer
            if not viewer.is_signed_in:
                return _sent_to("/anmelden", back_to=request.path)
            if (roles and viewer.role not in roles) or (right and not getattr(viewer, f"may_see_{right}")):
                raise PermissionDenied
            if entrance and (step := _open_step(request)):
                request.is_turned_away = True
                return _sent_to(STEP_PAGES[step], back_to=request.path if request.method == "GET" else None)
            request.records_shown = None
            response = view(request, *args, **kwargs)
            return counted(request, response) if roles and viewer.is_partner else response

        guarded.guard = {  # type: ignore[attr-defined]
            "roles": frozenset(roles or Role),
            "right": right,
            "entrance": entrance,
        }
        return guarded

    return decorate


def by_side(*, partner: View, clerk: View) -> View:
    """Lead a clerk to one view and everybody else to the other, where both sides share an address.

    Each of the two has its own guard, and keeps it.
    """

    @wraps(partner)
    def led(request: PortalRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return (clerk if request.viewer.is_clerk else partner)(request, *args, **kwargs)

    ours, theirs = partner.guard, clerk.guard  # type: ignore[attr-defined]
    led.guard = {**ours, "roles": ours["roles"] | theirs["roles"]}  # type: ignore[attr-defined]
    return led


def _open_step(request: PortalRequest) -> Step | None:
    account: Any = request.user
    return open_step(
        role=request.viewer.role,
        has_second_factor=account.has_second_factor,
        terms_version=account.terms_version,
        notice_version=account.notice_version,
    )


def _sent_to(page: str, *, back_to: str | None) -> HttpResponseRedirect:
    return HttpResponseRedirect(f"{page}?{urlencode({'next': back_to})}" if back_to else page)


for_partner = requires(Role.OWNER, Role.STAFF)
for_contracts = requires(Role.OWNER, Role.STAFF, right="contracts")
for_claims = requires(Role.OWNER, Role.STAFF, right="claims")
for_clerk = requires(Role.CLERK)
for_contract_clerk = requires(Role.CLERK, right="contracts")
for_account = requires()
for_owner = requires(Role.OWNER)
for_administrator = requires(Role.ADMINISTRATOR)
for_leaders = requires(Role.OWNER, Role.ADMINISTRATOR)
before_entrance = requires(entrance=False)

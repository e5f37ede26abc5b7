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
from partnerportal.kernel.viewer import Role

View = Callable[..., HttpResponseBase]


def public(view: View) -> View:
    """Mark a view as open to everyone."""

    @wraps(view)
    def guarded(request: PortalRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return view(request, *args, **kwargs)

    guarded.guard = "public"  # type: ignore[attr-defined]
    return guarded


def requires(*roles: Role, right: str | None = None) -> Callable[[View], View]:
    """Open a view to signed-in accounts of these roles (all, when none is named), optionally with a right.

    Strangers are sent to the sign-in page, others get 403. An address that names roles shows data: what a partner
    is shown there is counted (clause C04). Raises: PermissionDenied.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: PortalRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            viewer = request.viewer
            if not viewer.is_signed_in:
                return HttpResponseRedirect(f"/anmelden?{urlencode({'next': request.path})}")
            if (roles and viewer.role not in roles) or (right and not getattr(viewer, f"may_see_{right}")):
                raise PermissionDenied
            request.records_shown = None
            response = view(request, *args, **kwargs)
            return counted(request, response) if roles and viewer.is_partner else response

        guarded.guard = {"roles": frozenset(roles or Role), "right": right}  # type: ignore[attr-defined]
        return guarded

    return decorate


for_partner = requires(Role.OWNER, Role.STAFF)
for_contracts = requires(Role.OWNER, Role.STAFF, right="contracts")
for_claims = requires(Role.OWNER, Role.STAFF, right="claims")
for_clerk = requires(Role.CLERK)
for_account = requires()

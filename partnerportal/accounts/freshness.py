"""Ask again who is there before acts that could do harm in wrong hands (security.md, "Login")."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from allauth.account.authentication import get_authentication_records
from django.http import HttpResponseBase, HttpResponseRedirect
from django.urls import reverse

from partnerportal.accounts.http import PortalRequest

View = Callable[..., HttpResponseBase]
CONFIRM_PAGE = "/konto/bestaetigen"


def requires_fresh(*, minutes: int = 5, back_to: str = "") -> Callable[[View], View]:
    """Open a view only when its person proved who they are in the last minutes; else ask for it and lead back.

    Put it below the guard. `back_to` names the route of the page whose form an address takes, where it has no page
    itself. What was sent is lost on the way, so a page with much to fill in carries it too.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def fresh(request: PortalRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if is_fresh(request, timedelta(minutes=minutes)):
                return view(request, *args, **kwargs)
            request.is_turned_away = True
            page = reverse(back_to) if back_to else request.path
            return HttpResponseRedirect(f"{CONFIRM_PAGE}?{urlencode({'next': page})}")

        return fresh

    return decorate


def is_fresh(request: PortalRequest, within: timedelta) -> bool:
    """Say whether password, factor or passkey were proven in this session within that time."""
    proofs = get_authentication_records(request, request.user)
    newest = max((float(proof["at"]) for proof in proofs), default=0.0)
    return newest > (request.now - within).timestamp()

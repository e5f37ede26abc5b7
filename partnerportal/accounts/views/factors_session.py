"""Keep in the session what one step of a factor hands to the next, for no longer than that."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from partnerportal.accounts.http import PortalRequest
from partnerportal.accounts.services.factors_passkeys import Ceremony
from partnerportal.accounts.services.factors_totp import new_secret, opened_secret, sealed_secret

ADDING, SECOND, ALONE, AGAIN = "adding", "second", "alone", "again"
_CEREMONY, _SECRET = "passkey_ceremony", "totp_secret"


def asked(request: PortalRequest, ceremony: Ceremony, purpose: str) -> str:
    """Remember the challenge and return what the browser is asked, as JSON."""
    request.session[_CEREMONY] = {"purpose": purpose, "state": ceremony.state}
    return ceremony.options


def challenge(request: PortalRequest, purpose: str) -> dict[str, Any] | None:
    """Return the challenge of that purpose and forget it: an answer is taken once, and only for what was asked."""
    kept = request.session.pop(_CEREMONY, None)
    if kept is None or kept["purpose"] != purpose:
        return None
    state: dict[str, Any] = kept["state"]
    return state


def pending_secret(request: PortalRequest, account_id: UUID) -> str:
    """Return the secret of an app being set up: the one shown before, or a new one. It lies sealed in the session."""
    kept = request.session.get(_SECRET)
    if kept:
        return opened_secret(account_id=account_id, box=kept)
    secret = new_secret()
    request.session[_SECRET] = sealed_secret(account_id=account_id, secret=secret, now=request.now)
    return secret


def forget_secret(request: PortalRequest) -> None:
    """Forget the secret of an app that is set up."""
    request.session.pop(_SECRET, None)

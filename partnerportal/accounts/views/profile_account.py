"""Name the account that asks."""

from __future__ import annotations

from partnerportal.accounts.http import PortalRequest
from partnerportal.accounts.models import Account


def own_account(request: PortalRequest) -> Account:
    """Return the signed-in account behind a guard. Raises: LookupError behind none."""
    if not isinstance(request.user, Account):
        raise LookupError("a guard lets accounts in only")
    return request.user

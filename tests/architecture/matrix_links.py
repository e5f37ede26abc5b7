"""Links from mails for the matrix: whoever holds one is let in, a link nobody was sent opens nothing."""

from __future__ import annotations

from datetime import datetime, timedelta
from secrets import token_urlsafe
from uuid import UUID

from partnerportal.accounts.models import OneTimeLink
from partnerportal.accounts.services.links import token_hash

# Routes with a token, and what the link at hand is for; it leads to the account of lindner.
LINKS = {
    "accounts:password_set": "password.reset",
    "accounts:unlock": "account.unlock",
    "accounts:email_confirm": "email.confirm_new",
}


def tokens_of(account_id: UUID, now: datetime) -> dict[str, str]:
    """Make a link for each of the routes and return its token."""
    tokens = {route: token_urlsafe(32) for route in LINKS}
    for route, purpose in LINKS.items():
        OneTimeLink.objects.create(
            token_hash=token_hash(tokens[route]), purpose=purpose, account_id=account_id,
            created_at=now, expires_at=now + timedelta(minutes=30),
        )  # fmt: skip
    return tokens

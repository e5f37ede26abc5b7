"""Make, find and use the links of mails: each opens once, and only its hash is stored."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from partnerportal.accounts.models import Letter, OneTimeLink
from partnerportal.accounts.rules.occasions import Link
from partnerportal.kernel.errors import Refused
from partnerportal.kernel.errors import marked_for_translation as _

TOKEN_BYTES = 32
_LEADS_TO_NOBODY = Q(account__blocked_at__isnull=False) | Q(account__removed_at__isnull=False)


def token_hash(token: str) -> str:
    """Return the stored form of a token. 256 random bits need no salt and no slow hash."""
    return hashlib.sha256(token.encode()).hexdigest()


def make_link(*, letter: Letter, link: Link, now: datetime) -> tuple[OneTimeLink, str]:
    """Store a link for what the letter is about and return it with its token; earlier ones of this kind end.

    For the worker: it is the only one that ever holds a token it did not get from the person.
    """
    change = letter.email_change
    target = {
        "account_id": change.account_id if change is not None else letter.account_id,
        "registration_id": letter.registration_id,
        "invitation_id": letter.invitation_id,
    }
    OneTimeLink.objects.filter(purpose=link.purpose, used_at__isnull=True, **target).delete()
    token = secrets.token_urlsafe(TOKEN_BYTES)
    row = OneTimeLink(
        token_hash=token_hash(token),
        purpose=link.purpose,
        email_change=change,
        created_at=now,
        expires_at=now + link.lifetime,
        **target,
    )
    row.save(force_insert=True)
    return row, token


def find_link(*, token: str, purpose: str | Collection[str], now: datetime) -> OneTimeLink | None:
    """Return the link of that token while it is valid, unused and leads to somebody; opening it changes nothing.

    `purpose` is one purpose or several. Its account, partner, registration and invitation come with it. For the gate.
    """
    purposes = [purpose] if isinstance(purpose, str) else list(purpose)
    found = OneTimeLink.objects.filter(
        token_hash=token_hash(token), purpose__in=purposes, used_at__isnull=True, expires_at__gt=now
    )
    related = ("account__partner", "registration", "invitation", "email_change")
    return found.exclude(_LEADS_TO_NOBODY).select_related(*related).first()


def use_link(*, link: OneTimeLink, now: datetime) -> None:
    """Use the link up. Two clicks at once: one of them wins. For the gate, in the transaction of what it opens.

    Raises: Refused ("link.spent").
    """
    unused = OneTimeLink.objects.filter(id=link.id, used_at__isnull=True, expires_at__gt=now)
    if not unused.update(used_at=now):
        raise Refused("link.spent", _("Dieser Link gilt nicht mehr. Bitte fordern Sie einen neuen an."))


def end_links(*, account_id: UUID, purpose: str | Collection[str]) -> None:
    """End the unused links of an account for a purpose. For the gate and the worker."""
    purposes = [purpose] if isinstance(purpose, str) else list(purpose)
    OneTimeLink.objects.filter(account_id=account_id, purpose__in=purposes, used_at__isnull=True).delete()


def remove_ended_links(*, now: datetime) -> int:
    """Remove links that are past their end and return how many there were. For the worker."""
    return OneTimeLink.objects.filter(expires_at__lte=now).delete()[0]

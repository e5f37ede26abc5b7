"""Make and end tokens of the interface, and find out who stands behind one."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from secrets import token_urlsafe
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Q

from partnerportal.accounts.models import ApiToken
from partnerportal.accounts.queries.accounts import may_enter, viewer_of
from partnerportal.accounts.rules.api_tokens import (
    HINT_LENGTH,
    PREFIX,
    check_wish,
    effective_scopes,
    narrowed,
)
from partnerportal.accounts.rules.entrance import open_step
from partnerportal.kernel.clock import berlin_date
from partnerportal.kernel.viewer import Viewer

SECRET_BYTES = 32
USE_NOTED_EVERY = timedelta(hours=1)
KEPT_AFTER_END = timedelta(days=30)


class UnknownToken(LookupError):  # noqa: N818 - reads as what it says
    """No such token is the actor's own; the page answers 404."""


@dataclass(frozen=True, slots=True, repr=False)
class Bearer:
    """Say who stands behind a token: the viewer it acts as, what it may do, and its requests of the window."""

    token_id: UUID
    viewer: Viewer
    scopes: frozenset[str]
    window_began_at: datetime | None
    window_requests: int


@transaction.atomic
def create_token(*, actor: Viewer, name: str, scopes: Collection[str], ends_on: date, now: datetime) -> str:
    """Make a token and return it: 256 random bits behind a readable prefix. It is never seen again.

    Raises: Refused (`token.…`).
    """
    today = berlin_date(now)
    active = ApiToken.objects.filter(account_id=actor.account, revoked_at=None, ends_on__gte=today).count()
    check_wish(actor, scopes=scopes, ends_on=ends_on, today=today, active=active)
    secret = f"{PREFIX}{token_urlsafe(SECRET_BYTES)}"
    ApiToken(
        account_id=actor.account,
        partner_id=actor.partner,
        name=name.strip(),
        token_hash=secret_hash(secret),
        hint=secret[:HINT_LENGTH],
        scopes=" ".join(sorted(scopes)),
        created_at=now,
        ends_on=ends_on,
    ).save(force_insert=True)
    return secret


def revoke_token(*, actor: Viewer, token_id: UUID, now: datetime) -> None:
    """End one of the actor's tokens at once; ending it twice changes nothing. Raises: UnknownToken."""
    own = ApiToken.objects.filter(account_id=actor.account, id=token_id)
    if not own.exists():
        raise UnknownToken
    own.filter(revoked_at=None).update(revoked_at=now)


def revoke_all(*, actor: Viewer, now: datetime) -> int:
    """End every token of the actor and return how many there were: the service was switched off."""
    return ApiToken.objects.filter(account_id=actor.account, revoked_at=None).update(revoked_at=now)


def bearer_of(*, secret: str, now: datetime) -> Bearer | None:
    """Return who stands behind a token, None for one that opens nothing (any more). For the gate.

    Account, firm, rights, terms and second factor count as they are at this moment, as for a session.
    """
    rows = ApiToken.objects.select_related("account__partner", "account__department")
    token = rows.filter(
        token_hash=secret_hash(secret), revoked_at=None, ends_on__gte=berlin_date(now)
    ).first()
    if token is None or not may_enter(token.account, berlin_date(now)):
        return None
    account, viewer = token.account, viewer_of(token.account)
    step = open_step(
        role=viewer.role,
        has_second_factor=account.has_second_factor,
        terms_version=account.terms_version,
        notice_version=account.notice_version,
    )
    if step is not None or viewer.partner_id != token.partner_id:
        return None
    scopes = effective_scopes(viewer, token.scopes.split())
    return Bearer(token.id, narrowed(viewer, scopes), scopes, token.window_began_at, token.window_requests)


def count_request(*, token_id: UUID, window: timedelta, now: datetime) -> None:
    """Count one request in the token's window, and note the use when the last note is an hour old."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            UPDATE accounts_apitoken SET
                window_requests = CASE WHEN window_began_at > %(since)s THEN window_requests + 1 ELSE 1 END,
                window_began_at = CASE WHEN window_began_at > %(since)s THEN window_began_at ELSE %(now)s END,
                last_used_at = CASE WHEN last_used_at > %(noted)s THEN last_used_at ELSE %(now)s END
             WHERE id = %(token)s AND revoked_at IS NULL
            """,
            {"token": token_id, "since": now - window, "noted": now - USE_NOTED_EVERY, "now": now},
        )


def remove_ended_tokens(*, now: datetime) -> int:
    """Remove tokens that ended 30 days ago and return how many there were (R-KONTO). For the worker."""
    before = now - KEPT_AFTER_END
    ended = Q(revoked_at__lt=before) | Q(ends_on__lt=berlin_date(before))
    return ApiToken.objects.filter(ended).delete()[0]


def secret_hash(secret: str) -> str:
    """Return the stored form of a token. 256 random bits need no salt and no slow hash."""
    return hashlib.sha256(secret.encode()).hexdigest()

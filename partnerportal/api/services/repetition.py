"""Keep which request a key belongs to, and what it created; never what was sent or answered."""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

from django.db import connection

from partnerportal.api.models import RepeatableRequest
from partnerportal.api.rules.repetition import KEPT_FOR
from partnerportal.kernel.viewer import Viewer


class DifferentRequest(LookupError):  # noqa: N818 - reads as the finding it is
    """The key came with another request before."""


def begin(*, actor: Viewer, key_hash: str, route: str, content_hash: str, now: datetime) -> str | None:
    """Take the key for this request; return what the first request with it created, None when this is the first.

    Waits while another request with the same key runs; a key older than 24 hours is free again.
    Raises: DifferentRequest; OperationalError when the wait takes too long.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO api_repeatablerequest AS kept (id, account_id, key_hash, route, content_hash, created, begun_at)
            VALUES (%(id)s, %(account)s, %(key)s, %(route)s, %(content)s, '', %(now)s)
            ON CONFLICT (account_id, key_hash) DO UPDATE
                SET route = excluded.route, content_hash = excluded.content_hash, created = '',
                    begun_at = excluded.begun_at
                WHERE kept.begun_at <= %(over)s
            RETURNING id
            """,
            {
                "id": uuid4(),
                "account": actor.account,
                "key": key_hash,
                "route": route,
                "content": content_hash,
                "now": now,
                "over": now - KEPT_FOR,
            },
        )
        if cursor.fetchone() is not None:
            return None
    first = RepeatableRequest.objects.get(account_id=actor.account, key_hash=key_hash)
    if (first.route, first.content_hash) != (route, content_hash):
        raise DifferentRequest
    return first.created


def finish(*, actor: Viewer, key_hash: str, created: str) -> None:
    """Keep what the request created: a claim number or an opaque id."""
    RepeatableRequest.objects.filter(account_id=actor.account, key_hash=key_hash).update(created=created)


def remove_old_requests(*, now: datetime) -> int:
    """Remove keys older than 24 hours and return how many there were (R-WIEDERHOLUNG). For the worker."""
    return RepeatableRequest.objects.filter(begun_at__lte=now - KEPT_FOR).delete()[0]

"""Read where an account is signed in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings

from partnerportal.accounts.models import Session
from partnerportal.kernel.viewer import Viewer


@dataclass(frozen=True, slots=True)
class SessionRow:
    """Hold one signed-in browser; `is_current` is the one that asks."""

    handle: UUID
    device: str
    created_at: datetime
    last_seen_at: datetime
    is_current: bool


def own_sessions(*, viewer: Viewer, current: UUID | None, now: datetime) -> tuple[SessionRow, ...]:
    """Return the viewer's sessions that are not over, the asking one first, then by last use."""
    open_ones = Session.objects.filter(
        account_id=viewer.account, expires_at__gt=now, last_seen_at__gt=now - settings.SESSION_IDLE
    )
    rows = open_ones.order_by("-last_seen_at", "handle").values_list(
        "handle", "device", "created_at", "last_seen_at"
    )
    found = [SessionRow(*row, is_current=row[0] == current) for row in rows]
    return tuple(sorted(found, key=lambda row: not row.is_current))

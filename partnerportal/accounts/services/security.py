"""End sessions of one's own account."""

from __future__ import annotations

from uuid import UUID

from django.db import connection

from partnerportal.accounts.models import Session
from partnerportal.kernel.viewer import Viewer


def end_session(*, actor: Viewer, handle: UUID) -> bool:
    """End one session of the actor; return whether it was there."""
    return Session.objects.filter(account_id=actor.account, handle=handle).delete()[0] > 0


def end_other_sessions(*, actor: Viewer, keep: UUID) -> int:
    """End every session of the actor but one; return how many ended."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT portal_end_sessions(%s, %s)", [actor.account, keep])
        return int(cursor.fetchone()[0])

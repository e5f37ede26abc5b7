"""End sessions: those past their end, and those of one account."""

from __future__ import annotations

from datetime import datetime

from partnerportal.accounts import sessions


def end_expired_sessions(*, now: datetime) -> int:
    """Delete sessions past their end, whether or not their browser ever comes back. Returns how many."""
    return sessions.end_expired(now)

"""Decide who is let in at all. Pure."""

from __future__ import annotations

from datetime import date, datetime


def firm_is_open(*, blocked_at: datetime | None, ended_on: date | None, today: date) -> bool:
    """Say whether people of a partner firm are let in: not blocked, and until the last day of its contract (Berlin)."""
    return blocked_at is None and (ended_on is None or today <= ended_on)

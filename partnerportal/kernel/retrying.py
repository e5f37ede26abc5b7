"""Decide when something that did not leave the portal is tried again."""

from __future__ import annotations

from datetime import timedelta

RETRY_BASE_SECONDS = 30
RETRY_LIMIT = timedelta(hours=24)


def next_attempt_after(attempts: int) -> timedelta | None:
    """Return how long to wait after one more failure than `attempts`: 30 s, doubling, the last after 24 hours in all.

    None once the 24 hours are over.
    """
    waited = timedelta(seconds=RETRY_BASE_SECONDS * (2**attempts - 1))
    if waited >= RETRY_LIMIT:
        return None
    return min(timedelta(seconds=RETRY_BASE_SECONDS * 2**attempts), RETRY_LIMIT - waited)

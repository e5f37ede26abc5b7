"""Decide how often a token may ask, and say it in the headers of the answer. Pure.

Source: draft-ietf-httpapi-ratelimit-headers (RateLimit-Policy, RateLimit), RFC 9110 (Retry-After).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

WINDOW = timedelta(minutes=1)
REQUESTS = 120
"""Requests of one token within a window."""


@dataclass(frozen=True, slots=True)
class Allowance:
    """Say how many requests are left in the running window, this one taken off, and in how many seconds it ends."""

    left: int
    seconds: int

    @property
    def is_spent(self) -> bool:
        """Say whether this very request is one too many."""
        return self.left < 0

    @property
    def headers(self) -> dict[str, str]:
        """Return the headers every answer carries."""
        told = {
            "RateLimit-Policy": f'"token";q={REQUESTS};w={int(WINDOW.total_seconds())}',
            "RateLimit": f'"token";r={max(self.left, 0)};t={self.seconds}',
        }
        return {**told, "Retry-After": str(self.seconds)} if self.is_spent else told


def allowance(*, window_began_at: datetime | None, requests: int, now: datetime) -> Allowance:
    """Return what a token may still ask; a window that is over counts no more."""
    whole = int(WINDOW.total_seconds())
    if window_began_at is None or now >= window_began_at + WINDOW:
        return Allowance(REQUESTS - 1, whole)
    left = window_began_at + WINDOW - now
    return Allowance(
        REQUESTS - requests - 1, max(1, min(whole, -(-int(left.total_seconds() * 1000) // 1000)))
    )

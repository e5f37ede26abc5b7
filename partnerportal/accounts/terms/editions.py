"""Name the editions in force of terms and privacy notice: each stands for exactly one text.

Whoever changes a text that is in force gives it a new version; `digest` (SHA-256 of the German text) makes a house
test fail otherwise. Until the first production start both texts are drafts: then only the digest follows.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Edition:
    """Be one edition of a text: `version` is what an account accepts or acknowledges (at most 20 characters)."""

    version: str
    digest: str


TERMS = Edition(version="2026-11", digest="5237acf3ce589747cc7bec3cf689010554de684274b99a50377eb4c2a99b3309")
NOTICE = Edition(version="2026-11", digest="ec80ea41bd690b0484e244388601d04904f6cd40f52ac0d96408862a98c3c7e2")
TERMS_VERSION, NOTICE_VERSION = TERMS.version, NOTICE.version


def acceptance_of_both(now: datetime) -> dict[str, str | datetime]:
    """Return what an account stores when its person accepts the terms and acknowledges the notice at `now`."""
    return {
        "terms_version": TERMS_VERSION,
        "terms_accepted_at": now,
        "notice_version": NOTICE_VERSION,
        "notice_acknowledged_at": now,
    }

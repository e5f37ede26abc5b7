"""Decide what a repeated request is: the same key with the same content is answered like the first. Pure.

Source: draft-ietf-httpapi-idempotency-key-header.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from datetime import timedelta

KEPT_FOR = timedelta(hours=24)
HEADER = "Idempotency-Key"
PATTERN = r"^[A-Za-z0-9_-]{8,64}$"
_KEY = re.compile(PATTERN.replace("$", r"\Z"))


def is_key(text: str) -> bool:
    """Say whether a header is a usable key; a UUID is one."""
    return _KEY.match(text) is not None


def key_hash(key: str) -> str:
    """Return the stored form of a key."""
    return hashlib.sha256(key.encode()).hexdigest()


def content_hash(parts: Iterable[bytes]) -> str:
    """Return the hash of a request's parts; each counts with its length, so that no two lists of parts meet."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    return digest.hexdigest()

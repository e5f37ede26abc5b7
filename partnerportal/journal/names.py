"""Turn a typed login name into what the journal keeps of it."""

from __future__ import annotations

from partnerportal.database.keys import index_key
from partnerportal.kernel.crypto import keyed_hash


def hashed_name(name: str) -> bytes:
    """Return the keyed hash of a name as typed; spelling in capitals and blanks around it make no difference."""
    return keyed_hash(index_key(), "failed_login", name.strip().casefold().encode())

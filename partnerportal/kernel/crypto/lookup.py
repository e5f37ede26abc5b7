"""Hash values so that equal ones can be found without being readable."""

from __future__ import annotations

import hashlib

from .failure import CryptoError

HASH_BYTES = 32


def keyed_hash(key: bytes, purpose: str, data: bytes) -> bytes:
    """Return the 32-byte keyed BLAKE2b (RFC 7693) of the data, for one purpose.

    The purpose (1 to 16 ASCII characters, BLAKE2's `person` parameter, zero-padded) separates uses: the same
    IBAN hashed for search and for another list gives unrelated values. A keyed hash is pseudonymous, not
    anonymous: whoever holds the key can test guesses. The catalogue therefore treats it as personal data.

    Raises: CryptoError when the key has not 32 bytes or the purpose does not fit.
    """
    if len(key) != HASH_BYTES:
        message = f"the index key has {HASH_BYTES} bytes, this one has {len(key)}"
        raise CryptoError(message)
    if not (purpose.isascii() and 1 <= len(purpose) <= hashlib.blake2b.PERSON_SIZE and "\0" not in purpose):
        message = f"a purpose has 1 to {hashlib.blake2b.PERSON_SIZE} ASCII characters"
        raise CryptoError(message)
    return hashlib.blake2b(data, digest_size=HASH_BYTES, key=key, person=purpose.encode()).digest()

"""Seal single values with AES-256-GCM (NIST SP 800-38D), bound to the place where they are stored."""

from __future__ import annotations

import os
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from .failure import CryptoError

KEY_BYTES = 32
NONCE_BYTES = 12
TAG_BYTES = 16

FIELD_VERSION = b"\x01"


def new_data_key() -> bytes:
    """Return 256 fresh random bits from the operating system: the key of one data subject."""
    return os.urandom(KEY_BYTES)


def seal(key: bytes, plaintext: bytes, associated: bytes) -> bytes:
    """Return version byte ‖ 12-byte nonce ‖ ciphertext ‖ 16-byte tag: 29 bytes more than the plaintext.

    The nonce is random: one key may seal 2³² values (SP 800-38D, 8.3). The version byte is authenticated.

    Raises: CryptoError when the key has not 32 bytes.
    """
    cipher = cipher_for(key)
    nonce = os.urandom(NONCE_BYTES)
    return FIELD_VERSION + nonce + cipher.encrypt(nonce, plaintext, FIELD_VERSION + associated)


def unseal(key: bytes, sealed: bytes | memoryview, associated: bytes) -> bytes:
    """Return what was sealed with the same key and the same associated data.

    Raises: CryptoError for another key, another place, changed or shortened bytes, or an unknown version.
    """
    cipher = cipher_for(key)
    received = bytes(sealed)
    if received[:1] != FIELD_VERSION:
        message = "sealed value of an unknown version; see kernel/crypto/field.py"
        raise CryptoError(message)
    nonce, body = received[1 : 1 + NONCE_BYTES], received[1 + NONCE_BYTES :]
    return open_or_refuse(cipher, nonce, body, FIELD_VERSION + associated)


def associated_data(
    table: str, column: str, row_id: UUID | int | str, key_version: int | None = None
) -> bytes:
    """Return the bytes that tie a sealed value to its table, column, row and (if given) data key version.

    Number of parts, then each part after its length, both as 4 big-endian bytes: no two different places
    share a byte string, whatever their names contain. The same UUID as object and as text is the same place.
    """
    parts = [table, column, str(row_id)]
    if key_version is not None:
        parts.append(str(key_version))
    return length_prefixed(*(part.encode() for part in parts))


def length_prefixed(*parts: bytes) -> bytes:
    """Return the parts joined so that they can be told apart: count, then length and bytes of each."""
    return len(parts).to_bytes(4, "big") + b"".join(len(part).to_bytes(4, "big") + part for part in parts)


def cipher_for(key: bytes) -> AESGCM:
    """Return the cipher for a 256-bit key; shorter AES keys are refused. Raises: CryptoError."""
    if len(key) != KEY_BYTES:
        message = f"a key has {KEY_BYTES} bytes, this one has {len(key)}"
        raise CryptoError(message)
    return AESGCM(key)


def open_or_refuse(cipher: AESGCM, nonce: bytes, body: bytes, associated: bytes) -> bytes:
    """Return the plaintext. Raises: CryptoError when the tag does not fit or the value is too short."""
    if len(nonce) == NONCE_BYTES and len(body) >= TAG_BYTES:
        try:
            return cipher.decrypt(nonce, body, associated)
        except InvalidTag:
            pass
    message = "does not open: another key, another place, or changed bytes"
    raise CryptoError(message)

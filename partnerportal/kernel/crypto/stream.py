"""Seal files of any size in constant memory: the STREAM construction over AES-256-GCM in 1 MiB chunks.

Hoang, Reyhanitabar, Rogaway, Vizár: Online Authenticated-Encryption and its Nonce-Reuse
Misuse-Resistance (CRYPTO 2015). The nonce of each chunk is 7 random bytes ‖ 4-byte counter ‖ 1-byte
last flag, so chunks cannot be swapped, left out, repeated or appended, and the end cannot be cut off.

Sealed file: version byte ‖ 32-byte salt ‖ 7-byte nonce prefix ‖ chunks (each ciphertext ‖ 16-byte tag).
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from itertools import chain

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from .failure import CryptoError
from .field import KEY_BYTES, TAG_BYTES, cipher_for, open_or_refuse

CHUNK_BYTES = 1024 * 1024
SALT_BYTES = 32
PREFIX_BYTES = 7
MOST_CHUNKS = 2**32

STREAM_VERSION = b"\x01"
HEADER_BYTES = len(STREAM_VERSION) + SALT_BYTES + PREFIX_BYTES


def seal_stream(key: bytes, chunks: Iterable[bytes], associated: bytes) -> Iterator[bytes]:
    """Return the sealed file piece by piece; the incoming chunks may have any size, also none.

    Memory: about three chunks of 1 MiB, plus the largest incoming chunk.

    Raises: CryptoError when the key has not 32 bytes (at once), or after 2³² chunks (4 PiB).
    """
    header = STREAM_VERSION + os.urandom(SALT_BYTES + PREFIX_BYTES)
    return _sealed(_file_cipher(key, header), header, chunks, header + associated)


def unseal_stream(key: bytes, chunks: Iterable[bytes], associated: bytes) -> Iterator[bytes]:
    """Return the file piece by piece. Every piece is authentic; the file is complete only when this ends.

    Whoever writes the pieces somewhere must therefore treat an exception as "nothing was there".

    Raises: CryptoError (while reading) for another key or place, and for chunks changed, missing,
    reordered, repeated or appended.
    """
    cipher_for(key)
    return _unsealed(key, iter(chunks), associated)


def _sealed(cipher: AESGCM, header: bytes, chunks: Iterable[bytes], associated: bytes) -> Iterator[bytes]:
    yield header
    for number, (piece, is_last) in enumerate(_pieces(chunks, CHUNK_BYTES)):
        yield cipher.encrypt(_nonce(header, number, is_last=is_last), piece, associated)


def _unsealed(key: bytes, chunks: Iterator[bytes], associated: bytes) -> Iterator[bytes]:
    header, rest = _header_of(chunks)
    cipher = _file_cipher(key, header)
    for number, (piece, is_last) in enumerate(_pieces(chain([rest], chunks), CHUNK_BYTES + TAG_BYTES)):
        yield open_or_refuse(cipher, _nonce(header, number, is_last=is_last), piece, header + associated)


def _header_of(chunks: Iterator[bytes]) -> tuple[bytes, bytes]:
    """Return the header and what came with it."""
    received = b""
    while len(received) < HEADER_BYTES:
        chunk = next(chunks, None)
        if chunk is None:
            break
        received += chunk
    if len(received) < HEADER_BYTES or not received.startswith(STREAM_VERSION):
        message = "not a sealed file, or of an unknown version; see kernel/crypto/stream.py"
        raise CryptoError(message)
    return received[:HEADER_BYTES], received[HEADER_BYTES:]


def _file_cipher(key: bytes, header: bytes) -> AESGCM:
    """Return the cipher of this one file, its key derived by HKDF-SHA256 (RFC 5869) with the header's salt.

    A subject's key seals many files and fields. A key of its own for each file means that nonces,
    of which only seven bytes are random here, need to be unique within the file only.
    """
    cipher_for(key)
    salt = header[len(STREAM_VERSION) : len(STREAM_VERSION) + SALT_BYTES]
    return cipher_for(HKDF(SHA256(), KEY_BYTES, salt, b"partnerportal file").derive(key))


def _nonce(header: bytes, number: int, *, is_last: bool) -> bytes:
    if number >= MOST_CHUNKS:
        message = "a sealed file has at most 2^32 chunks"
        raise CryptoError(message)
    return header[-PREFIX_BYTES:] + number.to_bytes(4, "big") + bytes([is_last])


def _pieces(chunks: Iterable[bytes], size: int) -> Iterator[tuple[bytes, bool]]:
    """Cut into pieces of `size` bytes; the last one, marked, is at most that long and perhaps empty."""
    waiting = bytearray()
    for chunk in chunks:
        waiting += chunk
        while len(waiting) > size:
            yield bytes(memoryview(waiting)[:size]), False
            del waiting[:size]
    yield bytes(waiting), True

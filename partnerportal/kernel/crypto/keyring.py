"""Keep the keys that wrap other keys: several versions of the key-encryption key, and one index key.

The key file is text, one entry a line; empty lines and lines starting with # are skipped:

    format 1
    label production            (or demo; a productive server refuses demo keys)
    kek 1 <32 bytes, base64>    (key-encryption key; the highest version wraps, every version unwraps)
    kek 2 <32 bytes, base64>
    index <32 bytes, base64>    (for keyed hashes; never rotated, or search would find nothing)

An old version may be removed once nothing is wrapped with it any more.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from .failure import CryptoError
from .field import KEY_BYTES, NONCE_BYTES, cipher_for, new_data_key, open_or_refuse
from .keyfile import LABELS, KeyFile, read_key_file, write_key_file

WRAP_VERSION = b"\x01"
HEADER_BYTES = len(WRAP_VERSION) + 2


class WrappedKey(bytes):
    """Hold a wrapped data key as stored: format byte ‖ 2-byte KEK version ‖ nonce ‖ ciphertext ‖ tag.

    These are 63 bytes; the first three are authenticated with the rest.
    """

    @property
    def version(self) -> int:
        """Return the version of the key-encryption key it was wrapped with."""
        return int.from_bytes(self[len(WRAP_VERSION) : HEADER_BYTES], "big")


class KeyRing:
    """Wrap and unwrap data keys; printing the ring shows version numbers only."""

    def __init__(self, kek_versions: Mapping[int, bytes], index_key: bytes, *, is_demo: bool = False) -> None:
        """Take the keys. Raises: CryptoError without a version, or for a version or length out of range."""
        if not kek_versions or not all(1 <= version <= 0xFFFF for version in kek_versions):
            message = "a key ring needs at least one kek line, versions 1 to 65535"
            raise CryptoError(message)
        self._ciphers = {version: cipher_for(key) for version, key in kek_versions.items()}
        cipher_for(index_key)
        self.index_key = index_key
        self.current_version = max(kek_versions)
        self.is_demo = is_demo

    @classmethod
    def load(cls, path: Path) -> KeyRing:
        """Read the key file. Raises: CryptoError naming the file when missing, damaged or open to others."""
        return cls._from_file(read_key_file(path))

    @classmethod
    def create(cls, path: Path, *, is_demo: bool = False) -> KeyRing:
        """Write a new key file (mode 0600) with fresh keys, all or nothing, and return its ring.

        Raises: CryptoError when the file exists; a key file is never overwritten.
        """
        fresh = KeyFile(LABELS[is_demo], {1: new_data_key()}, new_data_key())
        write_key_file(path, fresh, replace=False)
        return cls._from_file(fresh)

    @classmethod
    def add_version(cls, path: Path) -> KeyRing:
        """Add a fresh key-encryption key to the file (all or nothing) and return the ring that wraps with it.

        Next step: `rewrap` every stored key, then `keep_newest`. Raises: CryptoError.
        """
        old = read_key_file(path)
        keks = {**old.keks, max(old.keks) + 1: new_data_key()}
        grown = KeyFile(old.label, keks, old.index_key)
        ring = cls._from_file(grown)  # checked before it is written: the old file is still there
        write_key_file(path, grown, replace=True)
        return ring

    @classmethod
    def keep_newest(cls, path: Path) -> KeyRing:
        """Remove all versions but the newest from the file (all or nothing) and return the ring that is left.

        Whatever an older version wrapped is lost, in backups too; the caller sees to it first. Raises: CryptoError.
        """
        old = read_key_file(path)
        newest = max(old.keks)
        kept = KeyFile(old.label, {newest: old.keks[newest]}, old.index_key)
        write_key_file(path, kept, replace=True)
        return cls._from_file(kept)

    @property
    def versions(self) -> tuple[int, ...]:
        """Return the version numbers, oldest first."""
        return tuple(sorted(self._ciphers))

    @classmethod
    def _from_file(cls, file: KeyFile) -> KeyRing:
        return cls(file.keks, file.index_key, is_demo=file.label == LABELS[True])

    def wrap(self, data_key: bytes, associated: bytes) -> WrappedKey:
        """Return the data key wrapped with the current version. Raises: CryptoError unless 32 bytes long."""
        cipher_for(data_key)
        header = WRAP_VERSION + self.current_version.to_bytes(2, "big")
        nonce = os.urandom(NONCE_BYTES)
        body = self._ciphers[self.current_version].encrypt(nonce, data_key, header + associated)
        return WrappedKey(header + nonce + body)

    def unwrap(self, wrapped: bytes | memoryview, associated: bytes) -> bytes:
        """Return the data key, whichever known version wrapped it.

        Raises: CryptoError for a version this ring lacks (see the key file), another place, changed bytes.
        """
        received = WrappedKey(wrapped)
        if not received.startswith(WRAP_VERSION) or received.version not in self._ciphers:
            message = f"wrapped with key version {received.version}, which the key file does not hold"
            raise CryptoError(message)
        header, rest = received[:HEADER_BYTES], received[HEADER_BYTES:]
        cipher = self._ciphers[received.version]
        data_key = open_or_refuse(cipher, rest[:NONCE_BYTES], rest[NONCE_BYTES:], header + associated)
        cipher_for(data_key)
        return data_key

    def rewrap(self, wrapped: bytes | memoryview, associated: bytes) -> WrappedKey:
        """Return the same data key wrapped with the current version; what it sealed stays untouched."""
        return self.wrap(self.unwrap(wrapped, associated), associated)

    def __repr__(self) -> str:
        """Return a form that is safe in a log or traceback."""
        return f"KeyRing(versions={sorted(self._ciphers)}, {KEY_BYTES * 8} bit)"

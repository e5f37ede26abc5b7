"""Sign with Ed25519 (RFC 8032): whoever has the public key can check, only the holder of the file can sign.

The private key is a PEM file of its own (PKCS #8, mode 0600), so that a process that only reads needs no access to
it. The public keys stand beside it in a second file, `<name>.pub`, the newest last: signatures of a key that was
replaced stay valid. OpenSSL reads both.
"""

from __future__ import annotations

import hashlib
import os
import re
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

from .failure import CryptoError

_PEM = re.compile(rb"-----BEGIN PUBLIC KEY-----.+?-----END PUBLIC KEY-----\n?", re.DOTALL)


class SigningKey:
    """Sign messages; printing the key shows its fingerprint only."""

    def __init__(self, private: Ed25519PrivateKey) -> None:
        self._private = private
        self.public = private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)

    @classmethod
    def generate(cls) -> SigningKey:
        """Return a fresh key that is kept nowhere."""
        return cls(Ed25519PrivateKey.generate())

    @classmethod
    def load(cls, path: Path) -> SigningKey:
        """Read the private key. Raises: CryptoError naming the file, never the key."""
        try:
            mode, pem = path.stat().st_mode, path.read_bytes()
            private = load_pem_private_key(pem, password=None)
        except (OSError, ValueError, TypeError) as error:
            message = f"the signing key {path} cannot be read: {type(error).__name__}"
            raise CryptoError(message) from None
        if mode & 0o077 or not isinstance(private, Ed25519PrivateKey):
            message = f"the signing key {path} must be an Ed25519 key with mode 0600"
            raise CryptoError(message)
        return cls(private)

    @classmethod
    def create(cls, path: Path) -> SigningKey:
        """Make a key, write it (0600) and add its public part to `<name>.pub`.

        Raises: CryptoError when the file exists or cannot be written; a key file is never overwritten.
        """
        key = cls.generate()
        try:
            _write(public_file(path), _public_pem(key.public), os.O_APPEND, 0o644)
            _write(path, key.pem(), os.O_EXCL, 0o600)
        except OSError as error:
            message = f"the signing key {path} cannot be written: {error.strerror}"
            raise CryptoError(message) from None
        return key

    def pem(self) -> bytes:
        """Return the private key as PKCS #8."""
        return self._private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())

    def sign(self, message: bytes) -> bytes:
        """Return the 64-byte signature."""
        return self._private.sign(message)

    def __repr__(self) -> str:
        """Return a form that is safe in a log or traceback."""
        return f"SigningKey({fingerprint(self.public)})"


def public_file(path: Path) -> Path:
    """Return where the public keys that belong to a private key file stand."""
    return path.with_name(f"{path.name}.pub")


def load_public_keys(path: Path) -> tuple[bytes, ...]:
    """Return every public key of the file, 32 bytes each; none when there is no file.

    Raises: CryptoError when it cannot be read or holds something else.
    """
    try:
        found = [load_pem_public_key(pem) for pem in _PEM.findall(path.read_bytes())]
    except FileNotFoundError:
        return ()
    except (OSError, ValueError) as error:
        message = f"the public keys {path} cannot be read: {type(error).__name__}"
        raise CryptoError(message) from None
    return tuple(
        key.public_bytes(Encoding.Raw, PublicFormat.Raw) for key in found if isinstance(key, Ed25519PublicKey)
    )


def is_signed(public: bytes, signature: bytes, message: bytes) -> bool:
    """Say whether the signature of this message was made with the private key of `public`."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def fingerprint(public: bytes) -> str:
    """Return the first 16 bytes of SHA-256 over the public key in groups of four digits, to read out aloud."""
    digits = hashlib.sha256(public).hexdigest()[:32]
    return " ".join(digits[at : at + 4] for at in range(0, len(digits), 4))


def _public_pem(public: bytes) -> bytes:
    key = Ed25519PublicKey.from_public_bytes(public)
    return key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def _write(path: Path, content: bytes, flag: int, mode: int) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | flag, mode)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())

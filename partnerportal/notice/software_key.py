"""Be a passkey in software, so that a proof can sign in with one (WebAuthn Level 3, Ed25519)."""

from __future__ import annotations

import json
import secrets
from base64 import urlsafe_b64encode
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.conf import settings
from fido2 import cbor

from partnerportal.kernel.crypto import SigningKey

PRESENT, VERIFIED, HAS_KEY = 0x01, 0x04, 0x40
# COSE (RFC 9053): key type 1 is an octet key pair, algorithm -8 EdDSA, curve 6 Ed25519.
KEY_TYPE, ALGORITHM, CURVE, PUBLIC = 1, 3, -1, -2


class SoftwareKey:
    """Hold one key pair for one account, as a device that has verified its person."""

    def __init__(self, account_id: UUID) -> None:
        """Make a fresh key that is kept nowhere."""
        self._key, self._id, self._owner = SigningKey.generate(), secrets.token_bytes(32), account_id.bytes

    def made(self, options: str) -> dict[str, Any]:
        """Return the answer to the options of a new passkey (JSON)."""
        asked = json.loads(options)["publicKey"]
        cose = cbor.encode({KEY_TYPE: 1, ALGORITHM: -8, CURVE: 6, PUBLIC: self._key.public})
        credential = bytes(16) + len(self._id).to_bytes(2, "big") + self._id + cose
        data = _head(asked["rp"]["id"], PRESENT | VERIFIED | HAS_KEY) + credential
        attestation = cbor.encode({"fmt": "none", "attStmt": {}, "authData": data})
        said = _client_data("webauthn.create", asked["challenge"])
        return self._answer({"clientDataJSON": _text(said), "attestationObject": _text(attestation)})

    def used(self, options: str) -> dict[str, Any]:
        """Return the answer to the options of a login (JSON)."""
        asked = json.loads(options)["publicKey"]
        data = _head(asked["rpId"], PRESENT | VERIFIED)
        said = _client_data("webauthn.get", asked["challenge"])
        return self._answer(
            {
                "clientDataJSON": _text(said),
                "authenticatorData": _text(data),
                "signature": _text(self._key.sign(data + sha256(said).digest())),
                "userHandle": _text(self._owner),
            }
        )

    def _answer(self, response: dict[str, str]) -> dict[str, Any]:
        name = _text(self._id)
        return {
            "id": name,
            "rawId": name,
            "type": "public-key",
            "response": response,
            "clientExtensionResults": {},
        }


def _head(host: str, flags: int) -> bytes:
    return sha256(host.encode()).digest() + bytes([flags]) + bytes(4)


def _client_data(kind: str, challenge: str) -> bytes:
    return json.dumps({"type": kind, "challenge": challenge, "origin": settings.PORTAL_ORIGIN}).encode()


def _text(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()

"""Be a passkey in software: what a device answers to the portal's challenge (WebAuthn Level 3)."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from hashlib import sha256
from os import urandom
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from fido2 import cbor
from fido2.cose import ES256

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


class SoftwareKey:
    """Hold one key pair; `verifies` says whether the device checks finger or PIN, `counts` whether it counts uses."""

    def __init__(self, origin: str, *, verifies: bool = True, counts: bool = False) -> None:
        self.origin, self.verifies, self.counts = origin, verifies, counts
        self.id, self.uses = urandom(32), 0
        self.owner = b""
        self._key = ec.generate_private_key(ec.SECP256R1())

    def made(self, options: str) -> str:
        """Return the answer to "make a key"."""
        asked = json.loads(options)["publicKey"]
        self.owner = _bytes(asked["user"]["id"])
        public = cbor.encode(dict(ES256.from_cryptography_key(self._key.public_key())))
        credential = bytes(16) + len(self.id).to_bytes(2, "big") + self.id + public
        data = self._data(asked["rp"]["id"], ATTESTED) + credential
        attestation = cbor.encode({"fmt": "none", "attStmt": {}, "authData": data})
        client_data = self._client_data("webauthn.create", asked["challenge"])
        return self._answer({"clientDataJSON": _text(client_data), "attestationObject": _text(attestation)})

    def used(self, options: str) -> str:
        """Return the answer to "prove that you are there"."""
        asked = json.loads(options)["publicKey"]
        self.uses += self.counts
        data = self._data(asked["rpId"], 0)
        client_data = self._client_data("webauthn.get", asked["challenge"])
        signature = self._key.sign(data + sha256(client_data).digest(), ec.ECDSA(SHA256()))
        return self._answer(
            {
                "clientDataJSON": _text(client_data),
                "authenticatorData": _text(data),
                "signature": _text(signature),
                "userHandle": _text(self.owner),
            }
        )

    def _data(self, host: str, more: int) -> bytes:
        flags = PRESENT | (VERIFIED if self.verifies else 0) | more
        return sha256(host.encode()).digest() + bytes([flags]) + self.uses.to_bytes(4, "big")

    def _client_data(self, kind: str, challenge: str) -> bytes:
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin}).encode()

    def _answer(self, response: dict[str, Any]) -> str:
        name = _text(self.id)
        return json.dumps(
            {
                "id": name,
                "rawId": name,
                "type": "public-key",
                "response": response,
                "clientExtensionResults": {},
            }
        )


def _text(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def _bytes(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))

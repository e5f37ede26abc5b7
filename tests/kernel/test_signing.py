"""Signatures are those of RFC 8032, and a signing key stays in its file."""

from __future__ import annotations

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from partnerportal.kernel.crypto import (
    CryptoError,
    SigningKey,
    fingerprint,
    is_signed,
    load_public_keys,
    public_file,
)

# RFC 8032, 7.1, test 3: secret key, public key, message, signature.
SECRET = "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7"
PUBLIC = "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025"
MESSAGE = "af82"
SIGNATURE = (
    "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
    "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"
)


def test_the_published_message_gets_the_published_signature() -> None:
    key = SigningKey(Ed25519PrivateKey.from_private_bytes(bytes.fromhex(SECRET)))
    assert key.public.hex() == PUBLIC
    assert key.sign(bytes.fromhex(MESSAGE)).hex() == SIGNATURE


@pytest.mark.parametrize(
    ("public", "signature", "message"),
    [
        (PUBLIC, SIGNATURE, "af83"),
        (PUBLIC, SIGNATURE[:-2] + "0b", MESSAGE),
        (PUBLIC, SIGNATURE[:-2], MESSAGE),
        (PUBLIC[:-2], SIGNATURE, MESSAGE),
        ("00" * 32, SIGNATURE, MESSAGE),
    ],
)
def test_nothing_else_passes(public: str, signature: str, message: str) -> None:
    assert is_signed(bytes.fromhex(PUBLIC), bytes.fromhex(SIGNATURE), bytes.fromhex(MESSAGE))
    assert not is_signed(bytes.fromhex(public), bytes.fromhex(signature), bytes.fromhex(message))


def test_a_key_comes_back_from_its_file(tmp_path: Path) -> None:
    key = SigningKey.create(tmp_path / "key")
    assert (tmp_path / "key").stat().st_mode & 0o777 == 0o600
    assert SigningKey.load(tmp_path / "key").sign(b"x") == key.sign(b"x")
    assert load_public_keys(public_file(tmp_path / "key")) == (key.public,)


def test_a_key_is_never_overwritten(tmp_path: Path) -> None:
    SigningKey.create(tmp_path / "key")
    with pytest.raises(CryptoError, match="cannot be written"):
        SigningKey.create(tmp_path / "key")


def test_after_a_change_of_keys_the_old_public_key_is_still_known(tmp_path: Path) -> None:
    old = SigningKey.create(tmp_path / "key")
    (tmp_path / "key").unlink()
    new = SigningKey.create(tmp_path / "key")
    assert load_public_keys(public_file(tmp_path / "key")) == (old.public, new.public)


def test_without_a_file_there_is_no_public_key(tmp_path: Path) -> None:
    assert load_public_keys(tmp_path / "key.pub") == ()


def test_a_key_open_to_others_or_damaged_is_refused(tmp_path: Path) -> None:
    SigningKey.create(tmp_path / "key")
    (tmp_path / "key").chmod(0o644)
    with pytest.raises(CryptoError, match="0600"):
        SigningKey.load(tmp_path / "key")
    (tmp_path / "broken").write_text("nothing")
    with pytest.raises(CryptoError, match="cannot be read"):
        SigningKey.load(tmp_path / "broken")


def test_printing_a_key_shows_its_fingerprint_only(tmp_path: Path) -> None:
    key = SigningKey.create(tmp_path / "key")
    assert repr(key) == f"SigningKey({fingerprint(key.public)})"
    assert len(fingerprint(key.public)) == 39

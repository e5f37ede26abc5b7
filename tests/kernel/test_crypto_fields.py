"""A sealed value opens with its key, in its place, unchanged – and not otherwise."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnerportal.kernel.crypto import CryptoError, associated_data, new_data_key, seal, unseal
from partnerportal.kernel.crypto.field import cipher_for, open_or_refuse

KEY = bytes(range(32))
PLACE = associated_data("bank_account", "iban", 42)

# Composed outside the product: version 1 ‖ nonce 64…6f ‖ AES-256-GCM, key 00…1f, "Grüße", at PLACE.
SEALED = bytes.fromhex("016465666768696a6b6c6d6e6f0f691ddaba7633687993d166181a3293e7e7a76e473b07")

# McGrew, Viega: The Galois/Counter Mode of Operation, test cases 13, 14 and 16, as submitted to NIST for
# SP 800-38D: key, nonce, plaintext, associated data, ciphertext ‖ tag.
NIST_VECTORS = [
    ("00" * 32, "00" * 12, "", "", "530f8afbc74536b9a963b4f1c4cb738b"),
    ("00" * 32, "00" * 12, "00" * 16, "", "cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919"),
    (
        "feffe9928665731c6d6a8f9467308308" * 2,
        "cafebabefacedbaddecaf888",
        (
            "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
            "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39"
        ),
        "feedfacedeadbeeffeedfacedeadbeefabaddad2",
        (
            "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
            "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662"
            "76fc6ece0f4e1768cddf8853bb2d551b"
        ),
    ),
]


@pytest.mark.parametrize(("key", "nonce", "plaintext", "associated", "sealed"), NIST_VECTORS)
def test_the_cipher_agrees_with_the_published_vectors(
    key: str, nonce: str, plaintext: str, associated: str, sealed: str
) -> None:
    key_, nonce_, plaintext_, associated_, sealed_ = map(
        bytes.fromhex, (key, nonce, plaintext, associated, sealed)
    )

    assert cipher_for(key_).encrypt(nonce_, plaintext_, associated_) == sealed_
    assert open_or_refuse(cipher_for(key_), nonce_, sealed_, associated_) == plaintext_


def test_a_value_sealed_by_the_documented_format_opens() -> None:
    assert unseal(KEY, SEALED, PLACE).decode() == "Grüße"
    assert unseal(KEY, memoryview(SEALED), PLACE).decode() == "Grüße"


@given(st.binary(max_size=300), st.binary(max_size=60))
def test_what_was_sealed_is_opened(plaintext: bytes, associated: bytes) -> None:
    key = new_data_key()
    sealed = seal(key, plaintext, associated)

    assert unseal(key, sealed, associated) == plaintext
    assert len(sealed) == len(plaintext) + 29


def test_the_same_value_is_sealed_differently_each_time() -> None:
    sealed = {seal(KEY, b"DE89370400440532013000", PLACE) for _ in range(500)}

    assert len({value[1:13] for value in sealed}) == 500
    assert new_data_key() != new_data_key()


@given(st.integers(min_value=0, max_value=len(SEALED) - 1), st.integers(min_value=1, max_value=255))
def test_one_changed_byte_closes_the_value(position: int, change: int) -> None:
    changed = bytearray(SEALED)
    changed[position] ^= change

    with pytest.raises(CryptoError):
        unseal(KEY, bytes(changed), PLACE)


@pytest.mark.parametrize("length", range(len(SEALED)))
def test_a_shortened_value_does_not_open(length: int) -> None:
    with pytest.raises(CryptoError):
        unseal(KEY, SEALED[:length], PLACE)


@pytest.mark.parametrize(
    "elsewhere",
    [
        associated_data("bank_account", "iban", 43),
        associated_data("bank_account", "holder", 42),
        associated_data("insured_person", "iban", 42),
        associated_data("bank_account", "iban", 42, 1),
        b"",
    ],
)
def test_a_ciphertext_moved_to_another_row_does_not_open(elsewhere: bytes) -> None:
    with pytest.raises(CryptoError, match="does not open"):
        unseal(KEY, SEALED, elsewhere)


def test_the_key_of_another_person_does_not_open_it() -> None:
    with pytest.raises(CryptoError, match="does not open"):
        unseal(new_data_key(), SEALED, PLACE)


@pytest.mark.parametrize("length", [0, 16, 24, 31, 33])
def test_only_a_full_length_key_is_used(length: int) -> None:
    with pytest.raises(CryptoError, match="32 bytes"):
        seal(bytes(length), b"x", PLACE)


def test_a_failure_names_neither_key_nor_value() -> None:
    with pytest.raises(CryptoError) as failure:
        unseal(KEY, SEALED, b"")

    assert SEALED.hex() not in str(failure.value)
    assert KEY.hex() not in str(failure.value)
    assert failure.value.__context__ is None


def test_the_place_is_written_as_documented() -> None:
    assert PLACE.hex() == "000000030000000c62616e6b5f6163636f756e74000000046962616e000000023432"


@given(
    *[st.tuples(st.text(max_size=5), st.text(max_size=5), st.text(max_size=5), st.none() | st.integers())] * 2
)
def test_two_places_never_share_their_bytes(
    one: tuple[str, str, str, int | None], other: tuple[str, str, str, int | None]
) -> None:
    assert (associated_data(*one) == associated_data(*other)) == (one == other)


def test_letters_shifted_between_table_and_column_are_another_place() -> None:
    assert associated_data("ab", "c", 1) != associated_data("a", "bc", 1)


def test_a_row_is_the_same_place_by_its_uuid_and_by_its_text() -> None:
    row: UUID = uuid4()

    assert associated_data("claim", "note", row) == associated_data("claim", "note", str(row))

"""Equal values hash equally for one purpose, and unrelatedly for another purpose or key."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from partnerportal.kernel.crypto import CryptoError, keyed_hash

KEY = bytes(range(32))
IBAN = b"DE89370400440532013000"

# The official known answers of BLAKE2b (blake2b-kat), key 00…3f, inputs "" and "00".
KNOWN_ANSWERS = [
    (
        b"",
        (
            "10ebb67700b1868efb4417987acf4690ae9d972fb7a590c2f02871799aaa4786"
            "b5e996e8f0f4eb981fc214b005f42d2ff4233499391653df7aefcbc13fc51568"
        ),
    ),
    (
        b"\x00",
        (
            "961f6dd1e4dd30f63901690c512e78e4b45e4742ed197c3c5e45c549fd25f2e4"
            "187b0bc9fe30492b16b0d0bc4ef9b0f34c7003fac09a5ef1532e69430234cebd"
        ),
    ),
]


@pytest.mark.parametrize(("data", "answer"), KNOWN_ANSWERS)
def test_blake2b_below_us_gives_the_official_answers(data: bytes, answer: str) -> None:
    assert hashlib.blake2b(data, key=bytes(range(64))).hexdigest() == answer
    assert blake2b_by_hand(data, key=bytes(range(64)), size=64, person=b"").hex() == answer


def test_the_hash_of_a_value_never_changes() -> None:
    expected = "c06044464d67567e6978d287518929933c5ac29768d7dd405ea1a80c01ead46c"

    assert keyed_hash(KEY, "iban", IBAN).hex() == expected


@settings(deadline=None, max_examples=25)  # by hand means slowly
@given(
    st.binary(min_size=32, max_size=32),
    st.from_regex(r"[a-z._]{1,16}", fullmatch=True),
    st.binary(max_size=300),
)
def test_the_keyed_hash_is_blake2b_as_rfc_7693_describes_it(key: bytes, purpose: str, data: bytes) -> None:
    assert keyed_hash(key, purpose, data) == blake2b_by_hand(data, key=key, size=32, person=purpose.encode())


def test_another_purpose_or_key_gives_an_unrelated_hash() -> None:
    hashes = {
        keyed_hash(KEY, "iban", IBAN),
        keyed_hash(KEY, "iban2", IBAN),
        keyed_hash(bytes(32), "iban", IBAN),
        keyed_hash(KEY, "iban", IBAN[:-1]),
    }

    assert len(hashes) == 4


@pytest.mark.parametrize("purpose", ["", "seventeen letters", "iban\0", "größe"])
def test_a_purpose_that_could_be_mistaken_for_another_is_refused(purpose: str) -> None:
    with pytest.raises(CryptoError, match="purpose"):
        keyed_hash(KEY, purpose, IBAN)


@pytest.mark.parametrize("length", [0, 16, 64])
def test_a_hash_without_a_full_key_is_refused(length: int) -> None:
    with pytest.raises(CryptoError, match="index key"):
        keyed_hash(bytes(length), "iban", IBAN)


WORD = 2**64
START = [
    0x6A09E667F3BCC908, 0xBB67AE8584CAA73B, 0x3C6EF372FE94F82B, 0xA54FF53A5F1D36F1,
    0x510E527FADE682D1, 0x9B05688C2B3E6C1F, 0x1F83D9ABFB41BD6B, 0x5BE0CD19137E2179,
]  # fmt: skip
ORDER = [
    "0123456789abcdef", "ea489fd61c02b753", "b8c052fdae367194", "7931dcbe265a40f8", "905724afe1bc683d",
    "2c6a0b834d75fe19", "c51fed4a0763928b", "db7ec13950f4862a", "6fe9b308c2d714a5", "a2847615fb9e3cd0",
]  # fmt: skip
LANES = ["048c", "159d", "26ae", "37bf", "05af", "16bc", "278d", "349e"]


def blake2b_by_hand(data: bytes, *, key: bytes, size: int, person: bytes) -> bytes:
    """Return BLAKE2b after RFC 7693, with the parameter block's person field; slow and independent."""
    block = bytes([size, len(key), 1, 1]) + bytes(44) + person.ljust(16, b"\0")
    state = [start ^ int.from_bytes(block[8 * i : 8 * i + 8], "little") for i, start in enumerate(START)]
    text = key.ljust(128, b"\0") + data
    for end in range(128, max(len(text), 1) + 128, 128):
        last = end >= len(text)
        state = _compressed(state, text[end - 128 : end].ljust(128, b"\0"), min(end, len(text)), last=last)
        if last:
            break
    return b"".join(word.to_bytes(8, "little") for word in state)[:size]


def _compressed(state: list[int], block: bytes, counter: int, *, last: bool) -> list[int]:
    message = [int.from_bytes(block[8 * i : 8 * i + 8], "little") for i in range(16)]
    v = state + START
    v[12] ^= counter
    v[14] ^= WORD - 1 if last else 0
    for order in [*ORDER, *ORDER[:2]]:
        for lane, lanes in enumerate(LANES):
            a, b, c, d = (int(place, 16) for place in lanes)
            for index, (first, second) in enumerate([(32, 24), (16, 63)]):
                v[a] = (v[a] + v[b] + message[int(order[2 * lane + index], 16)]) % WORD
                v[d] = _rotated(v[d] ^ v[a], first)
                v[c] = (v[c] + v[d]) % WORD
                v[b] = _rotated(v[b] ^ v[c], second)
    return [state[i] ^ v[i] ^ v[i + 8] for i in range(8)]


def _rotated(word: int, bits: int) -> int:
    return (word >> bits | word << (64 - bits)) % WORD

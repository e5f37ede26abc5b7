"""A sealed file opens as a whole, in constant memory; no piece can be moved, cut off or added."""

from __future__ import annotations

import hashlib
import hmac
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import given, settings
from hypothesis import strategies as st

from partnerportal.kernel.crypto import CryptoError, seal_stream, stream, unseal_stream

KEY = bytes(range(32))
PLACE = b"document 42"
MIB = 1024 * 1024
HEADER = 40
SEALED_CHUNK = MIB + 16

# Composed outside the product: version 1 ‖ salt 32…51 ‖ prefix aa…aa ‖ one chunk; the second file is empty.
VECTOR_PLACE = bytes.fromhex("000000030000000c62616e6b5f6163636f756e74000000046962616e000000023432")
VECTOR_HEADER = "01" + bytes(range(50, 82)).hex() + "aa" * 7
VECTORS = [
    (VECTOR_HEADER + "8b1f1898e2c0f0a7c455137a56aafd38f81c7e1599", b"Beleg"),
    (VECTOR_HEADER + "3222fdf4b89f8584e5247a18ba658480", b""),
]


def sealed(data: bytes) -> bytes:
    return b"".join(seal_stream(KEY, [data], PLACE))


def opened(data: bytes) -> bytes:
    return b"".join(unseal_stream(KEY, [data], PLACE))


def content(size: int) -> bytes:
    return hashlib.shake_128(b"receipt").digest(size)


def composed_by_hand(header: bytes, data: bytes) -> bytes:
    """Return the sealed file as the papers describe it: HKDF by two HMACs, then STREAM chunk by chunk."""
    salt, prefix = header[1:33], header[33:]
    extracted = hmac.digest(salt, KEY, "sha256")
    file_key = hmac.digest(extracted, b"partnerportal file\x01", "sha256")
    pieces = [data[start : start + MIB] for start in range(0, len(data), MIB)] or [b""]
    return header + b"".join(
        AESGCM(file_key).encrypt(
            prefix + number.to_bytes(4, "big") + (b"\x01" if number == len(pieces) - 1 else b"\x00"),
            piece,
            header + PLACE,
        )
        for number, piece in enumerate(pieces)
    )


@pytest.mark.parametrize("size", [0, 1, MIB - 1, MIB, MIB + 1, 2 * MIB, 2 * MIB + 77])
def test_a_file_is_sealed_exactly_as_the_construction_says(size: int) -> None:
    ours = sealed(content(size))

    assert ours == composed_by_hand(ours[:HEADER], content(size))
    assert opened(ours) == content(size)


@pytest.mark.parametrize(("file", "plaintext"), VECTORS)
def test_a_file_sealed_by_the_documented_format_opens(file: str, plaintext: bytes) -> None:
    assert b"".join(unseal_stream(KEY, [bytes.fromhex(file)], VECTOR_PLACE)) == plaintext


@settings(deadline=None, max_examples=60)
@given(st.lists(st.binary(max_size=40), max_size=20), st.integers(min_value=1, max_value=50))
def test_the_size_of_incoming_and_outgoing_pieces_does_not_matter(chunks: list[bytes], step: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stream, "CHUNK_BYTES", 16)
        file = b"".join(seal_stream(KEY, chunks, PLACE))
        in_steps = [file[start : start + step] for start in range(0, len(file), step)]

        assert b"".join(unseal_stream(KEY, in_steps, PLACE)) == b"".join(chunks)


def test_the_same_file_is_sealed_with_another_key_and_prefix_each_time() -> None:
    assert len({sealed(b"Beleg")[1:HEADER] for _ in range(200)}) == 200


def _pieces(file: bytes) -> list[bytes]:
    body = file[HEADER:]
    return [body[start : start + SEALED_CHUNK] for start in range(0, len(body), SEALED_CHUNK)]


ATTACKS: dict[str, Callable[[bytes, list[bytes]], list[bytes]]] = {
    "cut off at the end of a chunk": lambda head, p: [head, p[0], p[1]],
    "cut off within a chunk": lambda head, p: [head, p[0], p[1][:500]],
    "cut off by one byte": lambda head, p: [head, p[0], p[1], p[2][:-1]],
    "nothing but the header": lambda head, p: [head],
    "half a header": lambda head, p: [head[:20]],
    "nothing at all": lambda head, p: [],
    "first chunk missing": lambda head, p: [head, p[1], p[2]],
    "middle chunk missing": lambda head, p: [head, p[0], p[2]],
    "chunks swapped": lambda head, p: [head, p[1], p[0], p[2]],
    "chunk repeated": lambda head, p: [head, p[0], p[0], p[1], p[2]],
    "last chunk repeated": lambda head, p: [head, *p, p[2]],
    "a byte appended": lambda head, p: [head, *p, b"\0"],
    "a whole chunk appended": lambda head, p: [head, *p, p[0]],
    "last chunk first": lambda head, p: [head, p[2]],
    "header of another file": lambda head, p: [sealed(b"")[:HEADER], *p],
    "chunk of another file": lambda head, p: [head, p[0], _pieces(sealed(content(2 * MIB + 5)))[1], p[2]],
    "another version": lambda head, p: [b"\x02" + head[1:], *p],
    "a bit of the salt": lambda head, p: [head[:1] + bytes([head[1] ^ 1]) + head[2:], *p],
    "a bit of the prefix": lambda head, p: [head[:39] + bytes([head[39] ^ 1]), *p],
    "a bit of a chunk": lambda head, p: [head, p[0][:9] + bytes([p[0][9] ^ 1]) + p[0][10:], p[1], p[2]],
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_file_that_was_tampered_with_does_not_open(attack: str) -> None:
    file = sealed(content(2 * MIB + 5))
    pieces = _pieces(file)
    assert len(pieces) == 3

    with pytest.raises(CryptoError):
        b"".join(unseal_stream(KEY, ATTACKS[attack](file[:HEADER], pieces), PLACE))


@pytest.mark.parametrize(
    "other", [b"", b"\x01", b"\x01" + bytes(38), b"\x02" + bytes(60), b"%PDF-1.7" + bytes(99)]
)
def test_what_is_no_sealed_file_is_called_so(other: bytes) -> None:
    with pytest.raises(CryptoError, match="not a sealed file"):
        opened(other)


def test_every_piece_handed_out_before_the_failure_was_authentic() -> None:
    file = sealed(content(2 * MIB + 5))
    received: list[bytes] = []

    with pytest.raises(CryptoError):
        received.extend(unseal_stream(KEY, [file[:-1]], PLACE))

    assert b"".join(received) == content(2 * MIB + 5)[: 2 * MIB]


def test_a_file_moved_to_another_document_does_not_open() -> None:
    with pytest.raises(CryptoError, match="does not open"):
        b"".join(unseal_stream(KEY, [sealed(b"Beleg")], b"document 43"))


def test_the_key_of_another_person_does_not_open_the_file() -> None:
    with pytest.raises(CryptoError, match="does not open"):
        b"".join(unseal_stream(bytes(32), [sealed(b"Beleg")], PLACE))


def test_a_short_key_is_refused_before_the_first_piece_is_asked_for() -> None:
    with pytest.raises(CryptoError, match="32 bytes"):
        seal_stream(KEY[:16], [b"Beleg"], PLACE)
    with pytest.raises(CryptoError, match="32 bytes"):
        unseal_stream(KEY[:16], [b""], PLACE)


def test_the_counter_never_starts_again() -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stream, "CHUNK_BYTES", 1)
        patch.setattr(stream, "MOST_CHUNKS", 3)

        assert len(list(seal_stream(KEY, [b"abc"], PLACE))) == 4
        with pytest.raises(CryptoError, match="at most"):
            list(seal_stream(KEY, [b"abcd"], PLACE))


def test_fifty_megabytes_need_less_than_eight_megabytes_of_memory(tmp_path: Path) -> None:
    def upload() -> Iterator[bytes]:
        for number in range(800):
            yield bytes([number % 256]) * 65_536

    def download() -> Iterator[bytes]:
        with (tmp_path / "sealed").open("rb") as file:
            while chunk := file.read(65_536):
                yield chunk

    tracemalloc.start()
    try:
        with (tmp_path / "sealed").open("wb") as file:
            file.writelines(seal_stream(KEY, upload(), PLACE))
        size = sum(map(len, unseal_stream(KEY, download(), PLACE)))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

    assert size == 50 * MIB
    assert peak < 8_000_000

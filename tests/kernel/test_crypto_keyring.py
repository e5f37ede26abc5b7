"""The key file: made once, never overwritten, rotated without touching what was sealed."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from partnerportal.kernel.crypto import CryptoError, KeyRing, WrappedKey, associated_data, new_data_key

DATA_KEY = bytes(range(32))
PLACE = associated_data("subject_key", "wrapped", 42)
OLD, NEW = bytes(range(100, 132)), bytes(range(200, 232))

# Composed outside the product: format 1 ‖ version 2 ‖ nonce 64…6f ‖ AES-256-GCM with NEW over DATA_KEY.
VECTOR_PLACE = associated_data("bank_account", "iban", 42)
WRAPPED = bytes.fromhex(
    "0100026465666768696a6b6c6d6e6f58cfa3257806f2d6d49b44c40ab3f38d"
    "7cb69fc5f75b0e939ac2377a4f77a5f8fc123fbdbe94a29035bd42cfa15866d4"
)


@pytest.fixture
def key_file(tmp_path: Path) -> Path:
    return tmp_path / "keys"


def test_a_key_wrapped_by_the_documented_format_is_unwrapped() -> None:
    ring = KeyRing({1: OLD, 2: NEW}, bytes(32))

    assert ring.unwrap(WRAPPED, VECTOR_PLACE) == DATA_KEY
    assert ring.unwrap(memoryview(WRAPPED), VECTOR_PLACE) == DATA_KEY


def test_the_newest_version_wraps_and_every_known_version_unwraps() -> None:
    before, after = KeyRing({1: OLD}, bytes(32)), KeyRing({1: OLD, 2: NEW}, bytes(32))
    old, new = before.wrap(DATA_KEY, PLACE), after.wrap(DATA_KEY, PLACE)

    assert (after.current_version, old.version, new.version) == (2, 1, 2)
    assert after.unwrap(old, PLACE) == after.unwrap(new, PLACE) == DATA_KEY
    assert len(new) == 63


def test_rotation_rewraps_the_key_so_that_the_old_version_can_go() -> None:
    old = KeyRing({1: OLD}, bytes(32)).wrap(DATA_KEY, PLACE)
    rewrapped = KeyRing({1: OLD, 2: NEW}, bytes(32)).rewrap(old, PLACE)

    assert KeyRing({2: NEW}, bytes(32)).unwrap(rewrapped, PLACE) == DATA_KEY


def test_a_key_wrapped_with_a_version_we_do_not_hold_names_that_version() -> None:
    with pytest.raises(CryptoError, match="key version 2"):
        KeyRing({1: OLD}, bytes(32)).unwrap(WRAPPED, VECTOR_PLACE)


def test_a_wrapped_key_moved_to_another_person_does_not_open() -> None:
    ring = KeyRing({1: OLD}, bytes(32))

    with pytest.raises(CryptoError, match="does not open"):
        ring.unwrap(ring.wrap(DATA_KEY, PLACE), associated_data("subject_key", "wrapped", 43))


@pytest.mark.parametrize("position", range(63))
def test_one_changed_byte_closes_the_wrapped_key(position: int) -> None:
    changed = bytearray(WRAPPED)
    changed[position] ^= 3  # turns version 2 into version 1, too

    with pytest.raises(CryptoError):
        KeyRing({1: NEW, 2: NEW}, bytes(32)).unwrap(bytes(changed), VECTOR_PLACE)


@pytest.mark.parametrize("wrapped", [b"", b"\x01", b"\x01\x00\x01", WRAPPED[:30]])
def test_a_shortened_wrapped_key_does_not_open(wrapped: bytes) -> None:
    with pytest.raises(CryptoError):
        KeyRing({1: OLD, 2: NEW}, bytes(32)).unwrap(wrapped, VECTOR_PLACE)


def test_only_a_data_key_is_wrapped() -> None:
    with pytest.raises(CryptoError, match="32 bytes"):
        KeyRing({1: OLD}, bytes(32)).wrap(b"no key", PLACE)


@pytest.mark.parametrize("keks", [{}, {0: OLD}, {65_536: OLD}, {1: OLD[:16]}])
def test_a_ring_without_a_usable_key_is_refused(keks: dict[int, bytes]) -> None:
    with pytest.raises(CryptoError):
        KeyRing(keks, bytes(32))


def test_printing_a_ring_shows_version_numbers_only() -> None:
    assert repr(KeyRing({1: OLD, 2: NEW}, bytes(32))) == "KeyRing(versions=[1, 2], 256 bit)"


def test_a_new_key_file_belongs_to_its_owner_and_reads_back(key_file: Path) -> None:
    made = KeyRing.create(key_file)
    loaded = KeyRing.load(key_file)

    assert stat.S_IMODE(key_file.stat().st_mode) == 0o600
    assert loaded.unwrap(made.wrap(DATA_KEY, PLACE), PLACE) == DATA_KEY
    assert (loaded.index_key, loaded.current_version, loaded.is_demo) == (made.index_key, 1, False)
    assert [path.name for path in key_file.parent.iterdir()] == ["keys"]


def test_demo_keys_say_so(key_file: Path) -> None:
    assert KeyRing.create(key_file, is_demo=True).is_demo
    assert KeyRing.load(key_file).is_demo
    assert KeyRing.add_version(key_file).is_demo


def test_a_key_file_is_never_overwritten(key_file: Path) -> None:
    KeyRing.create(key_file)
    before = key_file.read_bytes()

    with pytest.raises(CryptoError, match="never overwritten"):
        KeyRing.create(key_file)

    assert key_file.read_bytes() == before
    assert [path.name for path in key_file.parent.iterdir()] == ["keys"]


def test_a_dangling_link_is_not_followed_when_the_file_is_made(key_file: Path) -> None:
    key_file.symlink_to(key_file.parent / "elsewhere")

    with pytest.raises(CryptoError, match="exists already"):
        KeyRing.create(key_file)

    assert not (key_file.parent / "elsewhere").exists()


def test_adding_a_version_keeps_the_old_keys_and_the_index(key_file: Path) -> None:
    first = KeyRing.create(key_file)
    wrapped = first.wrap(DATA_KEY, PLACE)
    second = KeyRing.add_version(key_file)

    assert second.current_version == 2
    assert second.index_key == first.index_key
    assert KeyRing.load(key_file).index_key == first.index_key
    assert KeyRing.load(key_file).rewrap(wrapped, PLACE).version == 2
    assert stat.S_IMODE(key_file.stat().st_mode) == 0o600
    assert [path.name for path in key_file.parent.iterdir()] == ["keys"]


def test_a_power_cut_while_a_version_is_added_leaves_the_old_file(
    key_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    KeyRing.create(key_file)
    before = key_file.read_bytes()

    def disk_full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", disk_full)
    with pytest.raises(CryptoError, match="No space left"):
        KeyRing.add_version(key_file)

    assert key_file.read_bytes() == before


@pytest.mark.parametrize("mode", [0o604, 0o602, 0o601, 0o620, 0o666, 0o777])
def test_a_key_file_open_to_others_is_not_used(key_file: Path, mode: int) -> None:
    KeyRing.create(key_file)
    key_file.chmod(mode)

    with pytest.raises(CryptoError, match="0600"):
        KeyRing.load(key_file)


def test_a_key_file_the_service_group_may_read_is_used(key_file: Path) -> None:
    KeyRing.create(key_file)
    key_file.chmod(0o440)

    assert KeyRing.load(key_file).current_version == 1


def test_a_missing_key_file_is_named(key_file: Path) -> None:
    with pytest.raises(CryptoError, match="keys cannot be read: FileNotFoundError"):
        KeyRing.load(key_file)


KEK = "kek 1 AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n"
INDEX = "index AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n"
HEAD = "format 1\nlabel production\n"


def test_comments_and_empty_lines_in_a_key_file_do_not_count(key_file: Path) -> None:
    _write(key_file, "# made by hand\n\n  # indented\n" + HEAD + KEK + "\n" + INDEX)

    assert KeyRing.load(key_file).index_key == bytes(range(32))


@pytest.mark.parametrize(
    "text",
    [
        "",
        HEAD + KEK,
        HEAD + INDEX,
        KEK + INDEX,
        HEAD + KEK + KEK + INDEX,
        HEAD + KEK + INDEX + INDEX,
        HEAD + KEK + INDEX + "stray\n",
        HEAD + KEK.replace("=", "") + INDEX,
        HEAD + KEK.replace("AAEC", "") + INDEX,
        HEAD + KEK.replace("AAEC", "AA!EC") + INDEX,
        HEAD + KEK.replace("kek 1", "kek one") + INDEX,
        HEAD.replace("1", "2") + KEK + INDEX,
        HEAD.replace("production", "other") + KEK + INDEX,
    ],
)
def test_a_damaged_key_file_is_refused_without_showing_a_key(key_file: Path, text: str) -> None:
    _write(key_file, text)

    with pytest.raises(CryptoError, match="damaged") as failure:
        KeyRing.load(key_file)

    assert "AwQF" not in str(failure.value)
    assert failure.value.__context__ is None


def test_a_wrapped_key_is_stored_and_compared_as_plain_bytes() -> None:
    wrapped = KeyRing({1: OLD}, bytes(32)).wrap(new_data_key(), PLACE)

    assert WrappedKey(bytes(wrapped)) == wrapped
    assert WrappedKey(memoryview(wrapped)).version == 1


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="ascii")
    path.chmod(0o600)

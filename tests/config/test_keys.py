"""Rotating the keys: old data still open, an interruption is continued, nothing in use is thrown away."""

from __future__ import annotations

import io
import os
import stat
import time
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from pytest_django import Settings

from partnerportal.config.environment import read_environment
from partnerportal.config.keys import rotation
from partnerportal.config.keys.creation import create_keys
from partnerportal.database import key_rotation
from partnerportal.database.keys import key_ring, open_vault, vault_for_writing
from partnerportal.kernel.clock import utc_now
from partnerportal.kernel.crypto import CryptoError, KeyRing

pytestmark = pytest.mark.django_db

ROWS = 7


@pytest.fixture
def key_file(tmp_path: Path, settings: Settings) -> Path:
    path = tmp_path / "keys"
    settings.KEY_FILE = path
    KeyRing.create(path, is_demo=True)
    return path


@pytest.fixture
def sealed(key_file: Path) -> dict[UUID, bytes]:
    """Return something sealed for each of some persons."""
    subjects = [uuid4() for _ in range(ROWS)]
    vault = vault_for_writing(subjects=subjects, partner_id=None, now=utc_now())
    return {subject: vault.seal(subject, "some.column", subject, "Befund") for subject in subjects}


def opens(sealed: dict[UUID, bytes]) -> bool:
    vault = open_vault(sealed)
    return all(vault.unseal(key, "some.column", key, value) == "Befund" for key, value in sealed.items())


def age(path: Path, seconds: float) -> None:
    past = time.time() - seconds
    os.utime(path, (past, past))


def test_what_was_sealed_before_the_rotation_still_opens(sealed: dict[UUID, bytes]) -> None:
    rotation.rotate(io.StringIO())

    assert key_ring().versions == (1, 2)
    assert key_rotation.versions_in_use() == {2: ROWS}
    assert opens(sealed)


def test_interrupted_rotation_is_continued_and_adds_no_further_version(
    sealed: dict[UUID, bytes], key_file: Path
) -> None:
    KeyRing.add_version(key_file)
    key_rotation.rewrap_batch(3)
    assert key_rotation.versions_in_use() == {1: ROWS - 3, 2: 3}
    assert opens(sealed)

    rotation.rotate(io.StringIO())

    assert key_rotation.versions_in_use() == {2: ROWS}
    assert opens(sealed)


def test_old_version_goes_when_nothing_uses_it_any_more(sealed: dict[UUID, bytes], key_file: Path) -> None:
    rotation.rotate(io.StringIO())
    assert "10 Minuten" in (rotation.obstacle_to_retiring() or "")
    age(key_file, rotation.REST_SECONDS + 1)
    assert rotation.obstacle_to_retiring() is None

    rotation.retire()

    assert key_ring().versions == (2,)
    assert stat.S_IMODE(key_file.stat().st_mode) == 0o600
    assert opens(sealed)


def test_old_version_stays_while_a_single_key_depends_on_it(
    sealed: dict[UUID, bytes], key_file: Path
) -> None:
    KeyRing.add_version(key_file)
    key_rotation.rewrap_batch(ROWS - 1)
    age(key_file, rotation.REST_SECONDS + 1)

    assert "1 Schlüssel hängen noch" in (rotation.obstacle_to_retiring() or "")


def test_version_missing_in_the_file_is_named(sealed: dict[UUID, bytes], key_file: Path) -> None:
    KeyRing.add_version(key_file)
    KeyRing.keep_newest(key_file)

    assert "Version 1: 7 Schlüssel · keys  fehlt in der Datei" in rotation.status_table()
    with pytest.raises(CryptoError, match="key version 1"):
        rotation.rotate(io.StringIO())


def test_rotation_shows_how_far_it_is_on_a_terminal(sealed: dict[UUID, bytes]) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    screen = Terminal()
    rotation.rotate(screen)

    assert f"{ROWS}/{ROWS}" in screen.getvalue()


def test_keys_are_made_once_and_only_for_their_owner(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PORTAL_MODE", "production")
    monkeypatch.setenv("PORTAL_HOSTS", "portal.example")
    monkeypatch.setenv("PORTAL_DATA_DIR", str(tmp_path / "new"))
    (tmp_path / "new").mkdir()
    environment = read_environment()

    made = create_keys(environment)

    assert [path.name for path in made] == ["keys", "secret_key"]
    assert {stat.S_IMODE(path.stat().st_mode) for path in made} == {0o600}
    assert not KeyRing.load(made[0]).is_demo
    assert create_keys(environment) == []

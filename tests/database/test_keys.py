"""The process's keys: never those of the demo in production."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest_django import Settings

from partnerportal.database.keys import key_ring
from partnerportal.kernel.crypto import CryptoError, KeyRing


@pytest.mark.parametrize("is_demo", [True, False])
def test_production_starts_with_keys_of_its_own_only(
    tmp_path: Path, settings: Settings, is_demo: bool
) -> None:
    settings.KEY_FILE, settings.MAY_USE_DEMO_KEYS = tmp_path / "keys", False
    KeyRing.create(settings.KEY_FILE, is_demo=is_demo)
    if not is_demo:
        assert key_ring().current_version == 1
        return
    with pytest.raises(CryptoError, match="keys of the demo"):
        key_ring()


def test_rotation_is_in_force_in_a_running_process_at_once(tmp_path: Path, settings: Settings) -> None:
    settings.KEY_FILE, settings.MAY_USE_DEMO_KEYS = tmp_path / "keys", False
    KeyRing.create(settings.KEY_FILE)
    before = key_ring()

    KeyRing.add_version(settings.KEY_FILE)

    assert (before.current_version, key_ring().current_version) == (1, 2)
    assert key_ring() is key_ring()

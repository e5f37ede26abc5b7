"""The process's keys: never those of the demo in production."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import Settings

from partnerportal.database.keys import key_ring
from partnerportal.kernel.crypto import CryptoError, KeyRing


@pytest.fixture(autouse=True)
def fresh_ring() -> Iterator[None]:
    key_ring.cache_clear()
    yield
    key_ring.cache_clear()


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

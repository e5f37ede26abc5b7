"""List the demo's accounts for one-click sign-in. In any other mode, or off the loopback, there is no door."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings


def is_open() -> bool:
    """Say whether the demo's door exists: only in demo mode, and only for loopback host names."""
    loopback = {"localhost", "127.0.0.1", "testserver"}
    return bool(settings.IS_DEMO and loopback.issuperset(settings.ALLOWED_HOSTS))


def demo_accounts() -> list[dict[str, Any]]:
    """Return role, name and e-mail of the demo's accounts, [] where there is no door."""
    path = settings.DATA_DIR / "accounts.json"
    if not is_open() or not path.is_file():
        return []
    accounts: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    return accounts

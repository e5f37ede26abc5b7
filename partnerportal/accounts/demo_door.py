"""List the demo's accounts for one-click sign-in. In any other mode, or off the loopback, there is no door."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings

from partnerportal.accounts.models import Account


def is_open() -> bool:
    """Say whether the demo's door exists: only in demo mode, and only for loopback host names."""
    loopback = {"localhost", "127.0.0.1", "testserver"}
    return bool(settings.IS_DEMO and loopback.issuperset(settings.ALLOWED_HOSTS))


def demo_accounts() -> list[dict[str, Any]]:
    """Return role, name, e-mail and home (firm or department) of the demo's accounts, [] where there is no door."""
    path = settings.DATA_DIR / "accounts.json"
    if not is_open() or not path.is_file():
        return []
    accounts: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    homes = Account.objects.values_list("email", "partner__name", "department__name")
    home_of = {email: partner or department or "" for email, partner, department in homes}
    return [account | {"home": home_of.get(account["email"], "")} for account in accounts]

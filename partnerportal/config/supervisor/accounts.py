"""Lay out the demo's accounts as a small table for the terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

SECOND_FACTOR = "Mit Passwort angemeldet? Den zweiten Faktor nennt „totp_secret“ in accounts.json."
COLUMNS = {"role": "Rolle", "email": "E-Mail", "password": "Passwort", "name": "Name"}


def account_table(accounts: Sequence[Mapping[str, str]], width: int) -> str:
    """Return one line for each account, cut to `width` characters; empty without accounts."""
    if not accounts:
        return ""
    rows = [dict(COLUMNS), *({key: str(account.get(key, "")) for key in COLUMNS} for account in accounts)]
    widths = {key: max(len(row[key]) for row in rows) for key in COLUMNS}
    lines = ("  ".join(row[key].ljust(widths[key]) for key in COLUMNS)[:width].rstrip() for row in rows)
    more = [SECOND_FACTOR[:width]] if any(account.get("totp_secret") for account in accounts) else []
    return "\n" + "\n".join([*lines, *more]) + "\n"

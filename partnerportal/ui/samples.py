"""Hold the made-up data of the component page."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any


def samples() -> dict[str, Any]:
    """Return what "ui/components.html" shows; no real person, number or account is among it."""
    return {
        "day_value": date(2026, 11, 19),
        "other_year": date(2034, 12, 31),
        "instant": datetime(2026, 11, 19, 7, 31, tzinfo=UTC),
        "sum": Decimal("1260.00"),
        "amount_total": Decimal("38214.50"),
        "claims": _claims(),
    }


def _claims() -> list[dict[str, Any]]:
    """Return six claims, one per state worth showing."""
    rows = (
        ("Amelie Brandt", "EA-2026-000117-3", "Rückfrage", "warn", "question", 19, "184.20"),
        ("Jonas Petrow", "EA-2026-000109-0", "In Prüfung", "info", "search", 18, "1260.00"),
        ("Mei-Lin Hofer", "EA-2026-000098-7", "Weitergeleitet", "info", "arrow", 18, "72.50"),
        ("Tomasz Zieliński", "EA-2026-000061-1", "Erstattet", "ok", "check", 12, "418.35"),
        ("Adaeze Okafor", "EA-2026-000055-6", "Teilweise erstattet", "ok", "check", 11, "96.00"),
        ("Maximiliane von Hohenlohe-Langenburg", "EA-2026-000032-9", "Abgelehnt", "bad", "cross", 6, "35.90"),
    )
    names = ("person", "number", "status", "tone", "icon", "day", "amount")
    claims = [dict(zip(names, row, strict=True)) for row in rows]
    return [
        {**claim, "day": date(2026, 11, int(str(claim["day"]))), "amount": Decimal(str(claim["amount"]))}
        for claim in claims
    ]

"""Know until when the makers of Python, PostgreSQL and Django repair each version (clause C10)."""

from __future__ import annotations

from datetime import date

# Sources, looked up in November 2026: https://devguide.python.org/versions/ (day of the month: the last),
# https://www.postgresql.org/support/versioning/ and https://www.djangoproject.com/download/#supported-versions.
SUPPORTED_UNTIL: dict[str, dict[str, date]] = {
    "Python": {
        "3.11": date(2027, 10, 31),
        "3.12": date(2028, 10, 31),
        "3.13": date(2029, 10, 31),
        "3.14": date(2030, 10, 31),
    },
    "PostgreSQL": {
        "15": date(2027, 11, 11),
        "16": date(2028, 11, 9),
        "17": date(2029, 11, 8),
        "18": date(2030, 11, 14),
    },
    "Django": {"5.2": date(2028, 4, 30)},
}


def supported_until(product: str, version: str) -> date | None:
    """Return the last day of support of "3.11.7", "15.18" or "5.2.19"; None for a version not in the table."""
    parts = version.split(".")
    known = SUPPORTED_UNTIL[product]
    return known.get(".".join(parts[:2])) or known.get(parts[0])

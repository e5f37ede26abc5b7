"""Read a day typed in three fields."""

from __future__ import annotations

from datetime import date

from partnerportal.kernel.errors import Refused
from partnerportal.kernel.errors import marked_for_translation as _

THIS_CENTURY = 2000


def read_day(day: str, month: str, year: str) -> date:
    """Return the day; a year of two digits is of this century, for invoices are never older.

    Raises: Refused with date.missing, date.unreadable or date.impossible.
    """
    parts = [part.strip() for part in (day, month, year)]
    if not any(parts):
        raise Refused("date.missing", _("Bitte geben Sie das Datum ein, zum Beispiel 14 11 2026."))
    if not all(part.isascii() and part.isdigit() for part in parts):
        raise Refused(
            "date.unreadable",
            _("Bitte geben Sie Tag, Monat und Jahr als Zahlen ein, zum Beispiel 14 11 2026."),
        )
    numbers = [int(part) for part in parts]
    full_year = numbers[2] + THIS_CENTURY if numbers[2] < 100 else numbers[2]
    try:
        return date(full_year, numbers[1], numbers[0])
    except ValueError:
        raise Refused(
            "date.impossible", _("Diesen Tag gibt es im Kalender nicht. Bitte prüfen Sie das Datum.")
        ) from None

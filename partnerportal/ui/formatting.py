"""Write amounts, dates and sizes the way a German (or English) reader expects them.

Instants are shown in Berlin time. Day and month, number and unit are held together by a non-breaking space.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from babel.dates import format_date
from babel.numbers import format_decimal
from django.utils.translation import get_language

from partnerportal.kernel.clock import BERLIN, berlin_date, utc_now
from partnerportal.kernel.money import Money, format_amount

NBSP = "\u00a0"
UNITS = ("Byte", "KB", "MB", "GB")


def money(value: Money | Decimal, currency: str = "EUR") -> str:
    """Write an amount with its currency: "1.234,56 €"; a Money brings its own currency."""
    amount, code = (value.amount, value.currency) if isinstance(value, Money) else (value, currency)
    return format_amount(amount, code, "en" if _is_english() else "de")


def whole(number: int) -> str:
    """Write a whole number with its thousands apart: "1.204"."""
    return str(format_decimal(number, locale=_locale()))


def short_date(value: date | datetime) -> str:
    """Write a day as in lists: "19. Nov.", with the year when it is not the current one."""
    day = _day_of(value)
    year = "" if day.year == berlin_date(utc_now()).year else " y"
    return _pattern(day, "d MMM" + year if _is_english() else "d. MMM" + year)


def long_date(value: date | datetime) -> str:
    """Write a day as in sentences: "19. November 2026"."""
    return _pattern(_day_of(value), "d MMMM y" if _is_english() else "d. MMMM y")


def clock_time(instant: datetime) -> str:
    """Write the time of day in Berlin: "8:31 Uhr"."""
    local = instant.astimezone(BERLIN)
    return f"{local:%H:%M}" if _is_english() else f"{local.hour}:{local:%M}{NBSP}Uhr"


def date_and_time(instant: datetime) -> str:
    """Write an instant as in sentences: "19. November 2026, 8:31 Uhr"."""
    return f"{long_date(instant)}, {clock_time(instant)}"


def iso(value: date | datetime) -> str:
    """Write a day or an instant for the `datetime` attribute of `<time>`."""
    return (
        value.astimezone(BERLIN).isoformat(timespec="seconds")
        if isinstance(value, datetime)
        else value.isoformat()
    )


def seconds_left(instant: datetime) -> int:
    """Return the whole seconds from now until the instant, never less than 0."""
    return max(0, int((instant - utc_now()).total_seconds()))


def file_size(size_bytes: int) -> str:
    """Write a size given in bytes: "410 KB", "1,2 MB" (1 KB is 1,000 bytes)."""
    size, step = Decimal(size_bytes), 0
    while size >= 1000 and step < len(UNITS) - 1:
        size, step = size / 1000, step + 1
    shown = format_decimal(size, format="0.#" if step > 1 else "0", locale=_locale())
    return f"{shown}{NBSP}{UNITS[step]}"


def _pattern(day: date, pattern: str) -> str:
    """Fill a CLDR pattern and hold its first two parts together."""
    return format_date(day, format=pattern, locale=_locale()).replace(" ", NBSP, 1)


def _day_of(value: date | datetime) -> date:
    """Return the day in Berlin on which an instant falls; a day stays as it is."""
    return berlin_date(value) if isinstance(value, datetime) else value


def _is_english() -> bool:
    """Say whether the page is being written in English."""
    return (get_language() or "de").startswith("en")


def _locale() -> str:
    """Return the CLDR locale of the page's language."""
    return "en_GB" if _is_english() else "de_DE"

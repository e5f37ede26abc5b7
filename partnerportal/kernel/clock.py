"""Tell the time: instants in UTC, days in Berlin, and the calendar steps that deadlines are made of."""

from __future__ import annotations

import calendar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

BERLIN = ZoneInfo("Europe/Berlin")


def utc_now() -> datetime:
    """Return the present instant, timezone-aware in UTC. Only views, tasks and commands call this."""
    return datetime.now(UTC)


def berlin_date(instant: datetime) -> date:
    """Return the calendar day the instant falls on in Berlin.

    Raises: ValueError for a naive datetime; its day would depend on the machine.
    """
    if instant.tzinfo is None:
        message = "berlin_date needs a timezone-aware instant"
        raise ValueError(message)
    return instant.astimezone(BERLIN).date()


def end_of_year(day: date) -> date:
    """Return 31 December of the day's year: where retention periods begin (§ 257 (5) HGB, § 147 (4) AO)."""
    return date(day.year, 12, 31)


def plus_years(day: date, years: int) -> date:
    """Return the same day so many years later; 29 February becomes 28 February in a common year."""
    return plus_months(day, 12 * years)


def plus_months(day: date, months: int) -> date:
    """Return the day so many months later (negative: earlier).

    A day the month does not have becomes its last day (§ 188 (3) BGB): 31 January + 1 month = 28 February.
    """
    year, month_index = divmod(day.year * 12 + day.month - 1 + months, 12)
    last_day = calendar.monthrange(year, month_index + 1)[1]
    return date(year, month_index + 1, min(day.day, last_day))

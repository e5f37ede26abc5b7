"""Page through lines of the journal by key: newest first, each page begins behind the last line of the one before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db import connection

from partnerportal.kernel.clock import BERLIN

_EARLIEST, _LATEST = date(1900, 1, 1), date(9998, 12, 31)  # the calendar has no instants beyond its own ends
_BEFORE_ALL = (datetime(9999, 12, 31, tzinfo=UTC), 2**63 - 1)


@dataclass(frozen=True, slots=True, repr=False)
class LogLine:
    """Hold one line for a page; a failed login of an officer's page has a `name_hash`, one's own has none."""

    id: int
    kind: str
    occurred_at: datetime
    ip: str
    account_id: UUID | None = None
    name_hash: bytes | None = None


@dataclass(frozen=True, slots=True)
class LogPage:
    """Hold one page and the place the next one begins behind; it goes into an address and says nothing personal."""

    lines: tuple[LogLine, ...]
    next_after: str | None


def page_of(query: str, values: Mapping[str, Any], *, after: str | None, limit: int) -> LogPage:
    """Return the page of a query with the parameters at, id and limit; a place not given out by us is the beginning."""
    at, number = _place(after)
    with connection.cursor() as cursor:
        cursor.execute(query, {**values, "at": at, "id": number, "limit": limit + 1})
        lines = tuple(LogLine(*row) for row in cursor.fetchall())
    has_more = len(lines) > limit
    return LogPage(lines[:limit], _written(lines[limit - 1]) if has_more else None)


def span(since: date, until: date) -> dict[str, datetime]:
    """Return the instants `since` and `until` between which both days lie, in Berlin."""
    first, last = max(since, _EARLIEST), min(until, _LATEST)
    return {"since": _midnight(first), "until": _midnight(last + timedelta(days=1))}


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), BERLIN).astimezone(UTC)


def _written(line: LogLine) -> str:
    return f"{line.occurred_at.astimezone(UTC):%Y%m%d%H%M%S%f}-{line.id}"


def _place(text: str | None) -> tuple[datetime, int]:
    try:
        instant, _, number = (text or "").partition("-")
        return datetime.strptime(instant, "%Y%m%d%H%M%S%f").replace(tzinfo=UTC), int(number)
    except ValueError:
        return _BEFORE_ALL

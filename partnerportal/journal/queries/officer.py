"""Read the whole journal as the officer: only while a stated reason is open, which the database checks itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import connection

from partnerportal.journal.heads import last_head
from partnerportal.journal.models import Reading
from partnerportal.journal.queries.pages import LogPage, page_of, span
from partnerportal.journal.rules import READING_LASTS
from partnerportal.kernel.crypto import fingerprint
from partnerportal.kernel.viewer import Role, Viewer

SHOWN_HOUR_BY_HOUR = timedelta(days=7)
_ASKED = """occurred_at >= %(since)s AND occurred_at < %(until)s
  AND (%(kind)s = '' OR kind = %(kind)s)
  AND (%(name_hash)s::bytea IS NULL OR account_id = %(account)s OR name_hash = %(name_hash)s)"""
_LINES = f"""
SELECT id, kind, occurred_at, host(ip), account_id, name_hash FROM journal_entry
WHERE {_ASKED} AND (occurred_at, id) < (%(at)s, %(id)s) ORDER BY occurred_at DESC, id DESC LIMIT %(limit)s
"""  # noqa: S608 - constants
_HOURS = f"""
SELECT date_trunc('hour', occurred_at AT TIME ZONE 'Europe/Berlin') AS hour,
       count(*) FILTER (WHERE kind = 'login'), count(*) FILTER (WHERE kind = 'failed_login')
FROM journal_entry WHERE {_ASKED} GROUP BY hour ORDER BY hour
"""  # noqa: S608
_HOURS_OF_DAY = f"""
SELECT extract(hour FROM occurred_at AT TIME ZONE 'Europe/Berlin')::integer AS hour,
       count(*) FILTER (WHERE kind = 'login'), count(*) FILTER (WHERE kind = 'failed_login')
FROM journal_entry WHERE {_ASKED} GROUP BY hour ORDER BY hour
"""  # noqa: S608


@dataclass(frozen=True, slots=True)
class Hour:
    """Hold the figures of one hour: of a day (`day` is set), or of all days of the period together."""

    hour: int
    logins: int
    failures: int
    day: date | None = None


@dataclass(frozen=True, slots=True)
class SealState:
    """Hold what the newest head says."""

    number: int
    month: date
    size: int
    sealed_at: datetime
    key_fingerprint: str


def open_reading_of(*, viewer: Viewer, now: datetime) -> Reading | None:
    """Return the officer's newest reading while it is open; without one the database shows no line."""
    if viewer.role is not Role.OFFICER:
        return None
    opened = Reading.objects.filter(account_id=viewer.account, opened_at__gt=now - READING_LASTS)
    return opened.order_by("-opened_at").first()


def newest_readings(*, viewer: Viewer, limit: int = 20) -> list[Reading]:
    """Return who looked into the journal last, and why; only for the officer."""
    if viewer.role is not Role.OFFICER:
        return []
    return list(Reading.objects.order_by("-opened_at")[:limit])


def lines_page(*, viewer: Viewer, reading: Reading, after: str | None = None, limit: int = 50) -> LogPage:
    """Return a page of the lines the reading asks for, newest first."""
    return page_of(_LINES, _asked(viewer, reading), after=after, limit=limit)


def figures_by_hour(*, viewer: Viewer, reading: Reading) -> list[Hour]:
    """Return every hour of the period, the first one first; of a period over seven days the 24 hours of the day."""
    values = _asked(viewer, reading)
    if reading.asked_until - reading.asked_since >= SHOWN_HOUR_BY_HOUR:
        of_day = {
            hour: Hour(hour, logins, failures) for hour, logins, failures in _rows(_HOURS_OF_DAY, values)
        }
        return [of_day.get(hour, Hour(hour, 0, 0)) for hour in range(24)]
    counted = {at: (logins, failures) for at, logins, failures in _rows(_HOURS, values)}
    first = datetime.combine(reading.asked_since, time())
    count = ((reading.asked_until - reading.asked_since).days + 1) * 24
    return [
        Hour(at.hour, *counted.get(at, (0, 0)), at.date())
        for at in (first + timedelta(hours=number) for number in range(count))
    ]


def seal_state(*, viewer: Viewer) -> SealState | None:
    """Return what the newest head says, None before the first sealing; only for the officer."""
    head = last_head() if viewer.role is Role.OFFICER else None
    if head is None:
        return None
    return SealState(head.number, head.month, head.size, head.sealed_at, fingerprint(head.signer))


def _asked(viewer: Viewer, reading: Reading) -> dict[str, Any]:
    """Return the filter of the reading. Raises: LookupError for the reading of somebody else."""
    if viewer.role is not Role.OFFICER or reading.account_id != viewer.account:
        raise LookupError
    return {
        "kind": reading.asked_kind,
        "account": reading.asked_account_id,
        "name_hash": reading.asked_name_hash,
        **span(reading.asked_since, reading.asked_until),
    }


def _rows(query: str, values: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        return list(cursor.fetchall())

"""Recompute the whole seal and name the first break: heads, their chain and copy, then month by month every line."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import connection

from partnerportal.journal.breaks import Break, BreakKind
from partnerportal.journal.heads import NO_HEAD, Head, heads_after
from partnerportal.journal.heads_file import HeadsFileDamaged, read_heads
from partnerportal.journal.month_verification import first_break_in_month
from partnerportal.journal.rules import is_due
from partnerportal.journal.sealing import hold_sealing

_COUNT = (
    "SELECT count(*), count(DISTINCT date_trunc('month', occurred_at AT TIME ZONE 'UTC')) FROM journal_entry"
)
_DROPPED = "SELECT month, size, dropped_at FROM journal_dropped_month ORDER BY month"
_NAMES = """
SELECT to_date(right(inhrelid::regclass::text, 7), 'YYYY_MM') FROM pg_inherits
WHERE inhparent = 'journal_entry'::regclass ORDER BY 1
"""


@dataclass(frozen=True, slots=True)
class Verified:
    """Hold the result: counted lines, months with lines, and the first break if there is one."""

    entries: int
    partitions: int
    first_break: Break | None

    @property
    def is_intact(self) -> bool:
        """Say whether everything agrees."""
        return self.first_break is None

    def as_json(self) -> dict[str, Any]:
        """Return the document of `journal verify --json` (interfaces.md)."""
        return {
            "entries": self.entries,
            "partitions": self.partitions,
            "intact": self.is_intact,
            "first_break": self.first_break.as_json() if self.first_break else None,
        }


def verify(
    *, now: datetime, mac_key: bytes, trusted: Collection[bytes], only: date | None = None
) -> Verified:
    """Compare every line, place and head with each other and with the copy outside the database.

    `trusted` are the public keys whose signature counts. `only` looks at the lines and signatures of one month, and
    at the chain of all heads. Sealing waits meanwhile. Needs the worker's or the owner's rights.
    """
    hold_sealing()
    entries, months = _rows(_COUNT)[0]
    chain = _Chain(trusted, only)
    found = chain.first_break() or _break_in_months(chain.roots, now, mac_key, only)
    return Verified(entries, months, found)


class _Chain:
    """Walk the heads once: numbers without gap, each signed by a key of ours, each naming the one before."""

    def __init__(self, trusted: Collection[bytes], only: date | None) -> None:
        self.trusted, self.only = trusted, only
        self.roots: dict[date, dict[int, bytes]] = {}
        self._previous, self._number = NO_HEAD, 0

    def first_break(self) -> Break | None:
        """Return the first break; the copy outside may begin later, and lack what a crash left out."""
        try:
            copies = read_heads(settings.JOURNAL_HEADS)
            copy = next(copies, None)
            for head in heads_after(0):
                found = self._in_chain(head)
                if copy is not None and head.number >= copy.number:
                    found = found or _difference(head, copy)
                    copy = next(copies, None)
                if found:
                    return found
        except HeadsFileDamaged:
            return Break(BreakKind.FILE_DAMAGED)
        if copy is not None:
            return Break(BreakKind.HEADS_CUT_OFF, month=copy.month, head=self._number + 1)
        return None

    def _in_chain(self, head: Head) -> Break | None:
        self._number += 1
        if head.number != self._number:
            return Break(BreakKind.HEAD_REMOVED, head=self._number)
        sizes = self.roots.setdefault(head.month, {})
        grows = head.size > next(reversed(sizes), 0)
        is_asked = self.only in {None, head.month}
        is_signed = not is_asked or (head.signer in self.trusted and head.is_signed)
        if not (is_signed and head.previous == self._previous and grows):
            return Break(BreakKind.HEAD_ALTERED, month=head.month, head=head.number)
        self._previous = head.digest
        sizes[head.size] = head.root
        return None


def _difference(head: Head, copy: Head) -> Break | None:
    """Compare a head with its copy; a copy out of order is no copy of ours."""
    if head.number > copy.number:
        return Break(BreakKind.FILE_DAMAGED)
    if head.digest != copy.digest:
        return Break(BreakKind.HEAD_REPLACED, month=copy.month, head=head.number)
    return None


def _break_in_months(
    roots: Mapping[date, Mapping[int, bytes]], now: datetime, mac_key: bytes, only: date | None
) -> Break | None:
    existing = {row[0] for row in _rows(_NAMES)}
    dropped = {month: (size, dropped_at) for month, size, dropped_at in _rows(_DROPPED)}
    for month in [only] if only else sorted({*roots, *existing, *dropped}):
        of_month = roots.get(month, {})
        found: Break | None = None
        if month in dropped:
            record = (*dropped[month], max(of_month, default=0))
            if month in existing or not _was_due(month, *record, now):
                found = Break(BreakKind.MONTH_DROPPED_EARLY, month=month)
        elif month in existing:
            found = first_break_in_month(month, of_month, mac_key)
        else:
            found = Break(BreakKind.MONTH_REMOVED, month=month)
        if found:
            return found
    return None


def _was_due(month: date, size: int, dropped_at: datetime, sealed: int, now: datetime) -> bool:
    """Say whether the period had ended then and has now, and the record names as many lines as the seal."""
    return is_due(month, dropped_at) and is_due(month, now) and size == sealed


def _rows(query: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return list(cursor.fetchall())

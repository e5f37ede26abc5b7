"""Compare one month's lines with their places in the tree and with the month's heads, and name the first break."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from partnerportal.journal.breaks import Break, BreakKind
from partnerportal.journal.lines import COLUMNS, Line
from partnerportal.kernel.crypto import Frontier

_IN_MONTH = """occurred_at >= %(month)s::timestamp AT TIME ZONE 'UTC'
  AND occurred_at < (%(month)s::timestamp + interval '1 month') AT TIME ZONE 'UTC'"""
_PLACES = f"""
SELECT leaf_index, entry_id, leaf_hash, {COLUMNS} FROM journal_sealed_line place
LEFT JOIN (SELECT * FROM journal_entry WHERE {_IN_MONTH}) entry ON entry.id = place.entry_id
WHERE place.month = %(month)s ORDER BY leaf_index
"""  # noqa: S608 - constants
_PENDING = f"""
SELECT {COLUMNS} FROM journal_entry entry WHERE {_IN_MONTH} AND NOT EXISTS (
    SELECT FROM journal_sealed_line place WHERE place.month = %(month)s AND place.entry_id = entry.id
) ORDER BY id
"""  # noqa: S608
_ELSEWHERE = f"SELECT {COLUMNS} FROM journal_entry WHERE id = %(id)s"  # noqa: S608
_LINES = f"SELECT {COLUMNS} FROM journal_entry WHERE {_IN_MONTH}"  # noqa: S608
_SEALED = "SELECT count(*), max(leaf_index) + 1 FROM journal_sealed_line WHERE month = %(month)s"
_LINES_AT = f"""
SELECT count(*) FROM journal_sealed_line place WHERE month = %(month)s AND leaf_index >= %(index)s
AND EXISTS (SELECT FROM journal_entry WHERE {_IN_MONTH} AND id = place.entry_id)
"""  # noqa: S608


@dataclass(frozen=True, slots=True)
class Place:
    """Hold one place of the tree and the line that stands there, if it still does."""

    index: int
    entry_id: int
    leaf: bytes
    line: Line | None


def first_break_in_month(month: date, roots: Mapping[int, bytes], mac_key: bytes) -> Break | None:
    """Return the first break of a month. `roots` holds the root for each size its genuine heads name."""
    return _Month(month, roots, mac_key).first_break()


class _Month:
    def __init__(self, month: date, roots: Mapping[int, bytes], mac_key: bytes) -> None:
        self.month, self.roots, self.mac_key = month, roots, mac_key
        self.size = max(roots, default=0)

    def first_break(self) -> Break | None:
        return self._in_places() or self._in_pending()

    def _in_places(self) -> Break | None:
        """Follow the places from the first; the tree must meet every head on its way."""
        count = self._rows(_SEALED)[0][0]
        frontier = Frontier()
        for place in self._places():
            found = self._in_place(place, frontier.size, count)
            if found:
                return found
            frontier.append(place.leaf)
            if self.roots.get(frontier.size, frontier.root) != frontier.root:
                return self._misfit(place, count)
        if count < self.size:
            return self._break(BreakKind.CUT_OFF, size=self.size, found=count)
        if count > self.size:
            return self._break(BreakKind.HEAD_OF_LINES_REMOVED, size=self.size, found=count)
        return None

    def _in_place(self, place: Place, expected: int, count: int) -> Break | None:
        """Judge one place: its number, its line, the line's MAC and hash."""
        if place.index > expected:
            return self._break(BreakKind.REMOVED)
        if place.index < expected:  # two lines under one number
            return self._break(BreakKind.INSERTED, entry=place.entry_id)
        if place.line is None:
            return self._missing(place)
        if not place.line.is_genuine(self.mac_key):
            return self._false_line(place.line, is_surplus=count > self.size)
        if place.line.leaf != place.leaf:
            return self._break(BreakKind.PLACE_ALTERED, entry=place.entry_id)
        return None

    def _missing(self, place: Place) -> Break:
        """Tell a line moved to another month, one taken out, and an end cut off."""
        if self._rows(_ELSEWHERE, id=place.entry_id):
            return self._break(BreakKind.ALTERED, entry=place.entry_id)
        if self._rows(_LINES_AT, index=place.index)[0][0] == 0:
            return self._break(BreakKind.CUT_OFF, size=self.size, found=place.index)
        return self._break(BreakKind.REMOVED, entry=place.entry_id)

    def _false_line(self, line: Line, *, is_surplus: bool) -> Break:
        """Tell swapped lines (each MAC fits the number of another false one) from inserted and altered ones."""
        if any(self._came_from(line, other) for other in self._lines()):
            return self._break(BreakKind.SWAPPED, entry=line.id)
        is_second = len(self._rows(_ELSEWHERE, id=line.id)) > 1
        kind = BreakKind.INSERTED if is_surplus or is_second else BreakKind.ALTERED
        return self._break(kind, entry=line.id)

    def _came_from(self, line: Line, other: Line) -> bool:
        stood_there = line.mac == line.mac_with(self.mac_key, number=other.id)
        return stood_there and not other.is_genuine(self.mac_key)

    def _misfit(self, place: Place, count: int) -> Break:
        """Name why genuine lines do not lead to the root: some were taken out, or their order is another."""
        if count < self.size:
            return self._break(BreakKind.REMOVED)
        return self._break(BreakKind.SWAPPED, entry=place.entry_id)

    def _in_pending(self) -> Break | None:
        """Judge the lines that are not sealed yet: each must carry a MAC of ours."""
        for row in self._rows(_PENDING):
            line = Line.from_row(row)
            if not line.is_genuine(self.mac_key):
                return self._break(BreakKind.INSERTED, entry=line.id)
        return None

    def _places(self) -> Iterator[Place]:
        for index, entry_id, leaf, *row in self._streamed(_PLACES):
            line = Line.from_row(tuple(row)) if row[0] is not None else None
            yield Place(index, entry_id, bytes(leaf), line)

    def _lines(self) -> Iterator[Line]:
        yield from map(Line.from_row, self._streamed(_LINES))

    def _streamed(self, query: str) -> Iterator[tuple[Any, ...]]:
        with connection.chunked_cursor() as cursor:
            cursor.execute(query, {"month": self.month})
            while rows := cursor.fetchmany(2000):
                yield from rows

    def _rows(self, query: str, **values: int) -> list[tuple[Any, ...]]:
        with connection.cursor() as cursor:
            cursor.execute(query, {"month": self.month, **values})
            return list(cursor.fetchall())

    def _break(self, kind: BreakKind, **values: Any) -> Break:
        return Break(kind, month=self.month, **values)

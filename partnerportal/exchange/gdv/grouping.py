"""Bring together the records of one contract, and the part records of one person, tariff or risk within it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from partnerportal.exchange.gdv.errors import GdvError
from partnerportal.exchange.gdv.record import Record
from partnerportal.exchange.gdv.values import Value


@dataclass(slots=True)
class Entry:
    """Be what several part records say about one thing: an address, a person, a tariff. `parts` by their number."""

    family: str
    parts: dict[int, Record] = field(default_factory=dict)

    def get(self, name: str) -> Value:
        """Return a typed value from the first part record that has the field. Raises: GdvError like Record.get."""
        for number in sorted(self.parts):
            if name in self.parts[number].layout.by_name:
                return self.parts[number].get(name)
        return None

    @property
    def line(self) -> int:
        """Return the first line that belongs to the entry."""
        return min(record.line for record in self.parts.values())


@dataclass(slots=True)
class Contract:
    """Be all known records of one contract, in the order of the file, part records in whatever order they came."""

    key: bytes
    records: list[Record]
    _entries: list[Entry]
    faults: list[GdvError]

    @property
    def line(self) -> int:
        """Return the first line of the contract."""
        return self.records[0].line

    def one(self, kind: str) -> Record | None:
        """Return the first record of a kind, such as 0200.1."""
        return next((record for record in self.records if record.layout.kind == kind), None)

    def all(self, kind: str) -> list[Record]:
        """Return every record of a kind."""
        return [record for record in self.records if record.layout.kind == kind]

    def entries(self, family: str) -> list[Entry]:
        """Return what belongs together of one record type, such as 0100 or 0220.020."""
        return [entry for entry in self._entries if entry.family == family]


def contracts(records: Iterable[Record], repeated: Callable[[Record], None]) -> Iterator[Contract]:
    """Yield the contracts as they stand one after the other; memory holds one contract at a time.

    The files keep a contract together. One whose records are scattered comes as several: whoever stores contracts
    merges them by `key`. A record that repeats another of its contract byte for byte is dropped and told to `repeated`.
    """
    gathered: list[Record] = []
    key = b""
    for record in records:
        if gathered and record.policy_key != key:
            yield _contract(key, gathered, repeated)
            gathered = []
        key = record.policy_key
        gathered.append(record)
    if gathered:
        yield _contract(key, gathered, repeated)


def _contract(key: bytes, records: list[Record], repeated: Callable[[Record], None]) -> Contract:
    kept, seen = [], set[bytes]()
    for record in records:
        if record.raw in seen:
            repeated(record)
            continue
        seen.add(record.raw)
        kept.append(record)
    entries = _entries(kept)
    return Contract(key, kept, [entry for group in entries for entry in group], list(_mixed(entries)))


def _entries(records: list[Record]) -> list[list[Entry]]:
    """Return the entries by what tells them apart: record type, running number, person, tariff or risk."""
    found: dict[tuple[str, bytes, bytes], list[Entry]] = {}
    for record in records:
        layout = record.layout
        group = found.setdefault((layout.family, record.raw[30:32], record.raw[layout.entry]), [])
        if not group or layout.part in group[-1].parts:
            group.append(Entry(layout.family))
        group[-1].parts[layout.part] = record
    return list(found.values())


def _mixed(groups: list[list[Entry]]) -> Iterator[GdvError]:
    """Yield an error where several entries of one kind lost track of their part records."""
    for group in groups:
        lowest = min(part for entry in group for part in entry.parts)
        lost = [entry for entry in group if lowest not in entry.parts]
        if lost:
            layout = next(iter(lost[0].parts.values())).layout
            yield GdvError("parts_mixed", lost[0].line, title=layout.title)

"""Explain a file line by line in plain German: what each record is, what is wrong where, what will be taken over."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from partnerportal.exchange.gdv.errors import GdvError, Note, note
from partnerportal.exchange.gdv.feed import PROLOGUE, TRAILER, interpret
from partnerportal.exchange.gdv.layouts import table
from partnerportal.exchange.gdv.lines import Line, split
from partnerportal.exchange.gdv.reader import open_gdv, versions_of
from partnerportal.exchange.gdv.record import Record
from partnerportal.exchange.gdv.remarks import Remarks
from partnerportal.exchange.gdv.sources import Source
from partnerportal.exchange.gdv.totals import Totals
from partnerportal.exchange.gdv.values import Codec

Taken = Mapping[str, Collection[str]]
"""By kind of record: the technical names of the fields that are taken over."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """Be what there is to say about one line. `title` says what it is, `taken` which filled fields will be taken over.

    `faults` refuse the line or its package, `notes` refuse nothing; neither holds a value. `line` 0 is the whole file.
    """

    line: int
    kind: str
    title: str
    taken: tuple[str, ...] = ()
    faults: tuple[GdvError, ...] = ()
    notes: tuple[Note, ...] = ()

    @property
    def sentence(self) -> str:
        """Return everything in plain German, in one paragraph."""
        said = [f"Zeile {self.line}: {self.title}." if self.line else f"{self.title}."]
        said += [fault.sentence for fault in self.faults]
        said += [each.sentence for each in self.notes]
        if self.line and not self.faults:
            said.append(
                f"Übernommen wird: {', '.join(self.taken)}." if self.taken else "Es wird nichts übernommen."
            )
        return " ".join(said)


def explain(source: Path | Source | bytes, taken: Taken | None = None) -> Iterator[Explanation]:
    """Yield an explanation for each line, and one for the whole file where something is wrong with that.

    `taken` says which fields the caller takes over; without it, those marked so in fields.tsv. Faults are told, not
    raised. Raises: OSError for a path that cannot be opened.
    """
    try:
        with open_gdv(source) as reader:
            story = _Story(taken or taken_by_table())
            yield Explanation(0, "", reader.encoding.sentence.removesuffix("."))
            for line in split(reader.stream):
                yield story.tell(line, reader.codec)
            yield from story.end()
    except GdvError as fault:
        yield Explanation(0, "", "Die Datei kann nicht gelesen werden", faults=(fault,))


def taken_by_table() -> dict[str, frozenset[str]]:
    """Return the fields that fields.tsv marks as taken over."""
    return {
        kind: frozenset(one.name for one in layout.fields.values() if one.note == "taken")
        for kind, layout in table().layouts.items()
    }


class _Story:
    """Follow the packages while the lines go by."""

    def __init__(self, taken: Taken) -> None:
        self._taken = taken
        self._begun = 0
        self._lines = 0
        self._parts: list[Record] = []
        self._totals, self._remarks = Totals(), Remarks({})
        self._is_whole = True

    def tell(self, line: Line, codec: Codec) -> Explanation:
        """Return the explanation of one line."""
        self._lines += 1
        try:
            record, code = interpret(line, codec)
        except GdvError as fault:
            self._is_whole = False
            return Explanation(line[0], "", "Kein lesbarer Satz", faults=(fault,))
        if record.satzart == PROLOGUE:
            return self._on_prologue(record)
        faults = [] if self._begun else [GdvError("no_prologue", record.line)]
        faults += record.faults()
        notes: list[Note] = []
        if record.satzart == TRAILER:
            self._on_trailer(record, faults, notes)
        else:
            notes = self._on_record(record, code, faults)
        return self._explained(record, faults, notes)

    def end(self) -> Iterator[Explanation]:
        """Yield what is missing at the end of the file."""
        if not self._lines:
            yield Explanation(0, "", "Ende der Datei", faults=(GdvError("empty_file"),))
        elif self._begun:
            yield Explanation(0, "", "Ende der Datei", faults=(GdvError("no_trailer", self._begun),))

    def _on_prologue(self, record: Record) -> Explanation:
        faults = list(record.faults())
        is_next_part = self._parts and record.part not in {part.part for part in self._parts}
        if not is_next_part:
            if self._begun:
                faults.append(GdvError("no_trailer", self._begun))
            self._begun, self._parts, self._totals, self._is_whole = record.line, [], Totals(), True
        self._parts.append(record)
        self._remarks = Remarks(versions_of(self._parts))
        return self._explained(record, faults, [])

    def _on_record(self, record: Record, code: str, faults: list[GdvError]) -> list[Note]:
        self._parts = []
        self._totals.count += 1
        if faults:
            self._is_whole = False
        else:
            self._totals.add(record)
        notes = self._remarks.about(record, code) if self._begun else []
        for one in record.filled():
            if one.form in {"date", "month"} and record.is_partial_date(one.name):
                notes.append(note("day_missing", record.line, title=one.title))
        return notes

    def _on_trailer(self, record: Record, faults: list[GdvError], notes: list[Note]) -> None:
        """Compare the totals; with lines that could not be read, a difference would say nothing new."""
        if self._begun and self._is_whole and not faults:
            for finding in self._totals.differences(record):
                (faults if isinstance(finding, GdvError) else notes).append(finding)  # type: ignore[arg-type]
        self._begun, self._parts = 0, []

    def _explained(self, record: Record, faults: list[GdvError], notes: list[Note]) -> Explanation:
        names = self._taken.get(record.kind, ())
        taken = tuple(one.title for one in record.filled() if one.name in names)
        return Explanation(record.line, record.kind, _title(record), taken, tuple(faults), tuple(notes))


@cache
def _has_parts(family: str) -> bool:
    return sum(layout.family == family for layout in table().layouts.values()) > 1


def _title(record: Record) -> str:
    kind = f"Satzart {record.layout.family}"
    part = f" Teil {record.part}" if record.is_known and _has_parts(record.layout.family) else ""
    return f"{kind}{part}, {record.layout.title}"

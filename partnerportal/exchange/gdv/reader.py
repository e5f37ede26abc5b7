"""Read a file as a stream of packages (0001 to 9999) and records, checking what the standard lets be checked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import date
from functools import partial
from io import BytesIO
from pathlib import Path
from types import TracebackType
from typing import Self

from partnerportal.exchange.gdv.encoding import Encoding
from partnerportal.exchange.gdv.errors import GdvError, Note
from partnerportal.exchange.gdv.feed import PROLOGUE, TRAILER, Feed, interpret
from partnerportal.exchange.gdv.grouping import Contract, contracts
from partnerportal.exchange.gdv.lines import split
from partnerportal.exchange.gdv.record import Record
from partnerportal.exchange.gdv.remarks import Remarks
from partnerportal.exchange.gdv.sources import Source, examined
from partnerportal.exchange.gdv.totals import Totals
from partnerportal.exchange.gdv.values import Unreadable, day


def open_gdv(source: Path | Source | bytes) -> GdvReader:
    """Return a reader; a path is opened and closed with it, a stream stays the caller's.

    Raises: GdvError (utf8, empty_file), OSError for a path that cannot be opened.
    """
    if isinstance(source, Path):
        return GdvReader(source.open("rb"), is_owner=True)
    return GdvReader(BytesIO(source) if isinstance(source, bytes) else source)


class GdvReader:
    """Read one file once: either `packages()` (checked, for taking over) or `records()` (every record, for copying)."""

    def __init__(self, stream: Source, *, is_owner: bool = False) -> None:
        """Look at the encoding first. Raises: GdvError (utf8)."""
        self._closing: Callable[[], None] | None = getattr(stream, "close", None) if is_owner else None
        try:
            self.stream, self.codec = examined(stream)
        except GdvError:
            self.close()
            raise

    @property
    def encoding(self) -> Encoding:
        """Return what the umlauts say; settled only by the first of them when a stream cannot be wound back."""
        return self.codec.encoding

    def __enter__(self) -> Self:
        """Return the reader."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close what was opened here."""
        self.close()

    def close(self) -> None:
        """Close the file when this reader opened it."""
        if self._closing is not None:
            self._closing()

    def records(self) -> Iterator[Record]:
        """Yield every record, 0001 and 9999 and unknown ones included. Raises: GdvError for a broken line."""
        for line in split(self.stream):
            yield interpret(line, self.codec)[0]

    def packages(self) -> Iterator[Package]:
        """Yield the packages; each is read while it is gone through, and to its end before the next one is given.

        So `list(reader.packages())` leaves packages whose records are gone: go through them one by one.

        Raises: GdvError for a broken line, a record outside a package, or an empty file.
        """
        feed = Feed(map(partial(interpret, codec=self.codec), split(self.stream)))
        number = 0
        while (item := feed.take()) is not None:
            if item[0].satzart != PROLOGUE:
                raise GdvError("no_prologue", item[0].line)
            feed.push(item)
            number += 1
            package = Package(number, feed)
            yield package
            package.finish()
        if not number:
            raise GdvError("empty_file")

    __iter__ = packages


class Package:
    """Be one delivery from record 0001 to record 9999. Go through it once, by `records()` or by `contracts()`.

    `notes` and `totals` grow while the records pass; they are complete at the end. `skipped` counts what was not
    given out, by kind. The package is to be taken as a whole or not at all: errors come as late as its last record.
    """

    def __init__(self, number: int, feed: Feed) -> None:
        self.number, self._feed = number, feed
        self.prologue = _prologue(feed)
        self.line = self.prologue[0].line
        self.versions = versions_of(self.prologue)
        self.totals = Totals()
        self.trailer: Record | None = None
        self._remarks = Remarks(self.versions)
        self._is_over = self._is_left = False
        self._run = self._records()

    @property
    def sender(self) -> str:
        """Return who sent the package (0001, bytes 10 to 39)."""
        return self.prologue[0].text_at(10, 39)

    @property
    def addressee(self) -> str:
        """Return for whom it is (0001, bytes 40 to 69)."""
        return self.prologue[0].text_at(40, 69)

    @property
    def insurer_number(self) -> str:
        """Return the insurer's number (VU-Nummer; 0001, bytes 5 to 9)."""
        return self.prologue[0].text_at(5, 9)

    @property
    def intermediary_number(self) -> str:
        """Return the intermediary's number (0001, bytes 86 to 95)."""
        return self.prologue[0].text_at(86, 95)

    @property
    def period(self) -> tuple[date | None, date | None]:
        """Return from when to when the package goes (0001, bytes 70 to 85); None for a date that cannot be read."""
        both = self.prologue[0].raw[69:85]
        return _date(both[:8]), _date(both[8:])

    @property
    def notes(self) -> list[Note]:
        """Return what is worth knowing, each once with the number of lines concerned."""
        return self._remarks.all()

    @property
    def skipped(self) -> dict[str, int]:
        """Return how many records were not given out, by kind."""
        return self._remarks.skipped

    def records(self) -> Iterator[Record]:
        """Yield the known records between 0001 and 9999.

        Raises: GdvError for a broken line, an amount that cannot be added up, a missing 9999, or totals that differ;
        RuntimeError when the next package was asked for already, since this one is gone then.
        """
        if self._is_left:
            raise RuntimeError("This package was left; read each package before asking for the next one.")
        return self._run

    __iter__ = records

    def contracts(self) -> Iterator[Contract]:
        """Yield the records contract by contract. Raises: GdvError like `records`."""
        return contracts(self.records(), self._repeated)

    def finish(self) -> None:
        """Go through what is left, for the checks at the end. Raises: GdvError like `records`, once."""
        self._is_left = True
        for _ in self._run:
            pass
        if not self._is_over:
            self._feed.skip_to_prologue()

    def _records(self) -> Iterator[Record]:
        totals, take = self.totals, self._feed.take
        while (item := take()) is not None:
            record, code = item
            if record.satzart in {PROLOGUE, TRAILER}:
                self._is_over = True
                if record.satzart == TRAILER:
                    return self._close(record)
                self._feed.push(item)
                break
            totals.count += 1
            if self._remarks.is_due(record, code):
                self._remarks.about(record, code)
            if record.is_known:
                totals.add(record)
                yield record
        raise GdvError("no_trailer", self.line)

    def _close(self, trailer: Record) -> None:
        self.trailer = trailer
        for finding in self.totals.differences(trailer):
            if isinstance(finding, GdvError):
                raise finding
            self._remarks.keep(finding)

    def _repeated(self, record: Record) -> None:
        self._remarks.add("duplicate_record", record)


def _prologue(feed: Feed) -> tuple[Record, ...]:
    """Return the part records of 0001 that follow each other; older files have one or two of the three."""
    parts: dict[int, Record] = {}
    while (item := feed.take()) is not None:
        record = item[0]
        if record.satzart != PROLOGUE or record.part in parts:
            feed.push(item)
            break
        parts[record.part] = record
    return tuple(parts.values())


def versions_of(prologue: Iterable[Record]) -> dict[str, str]:
    """Return the version of each record type as 0001 lists them, by 0100 or 0220.020; those not stated are missing."""
    stated: dict[str, str] = {}
    for record in prologue:
        for one in record.layout.fields.values():
            text = record.text_at(one.first, one.last) if one.note.startswith("version=") else ""
            if text:
                stated[one.note.removeprefix("version=")] = text
    return stated


def _date(piece: bytes) -> date | None:
    with suppress(Unreadable):
        return day(piece)
    return None

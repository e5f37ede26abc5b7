"""Read a file of any format into contracts and findings, counting as it goes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from io import BufferedReader, RawIOBase, TextIOWrapper
from typing import Any

from partnerportal.exchange.gdv import Package, Record, open_gdv
from partnerportal.exchange.gdv.grouping import contracts
from partnerportal.exchange.rules.bookings_read import BOOKINGS, Bookings
from partnerportal.exchange.rules.csv_heads import check_heads, read_heads
from partnerportal.exchange.rules.csv_lines import CsvLines
from partnerportal.exchange.rules.from_csv import read_rows
from partnerportal.exchange.rules.from_gdv import read_contract
from partnerportal.exchange.rules.parked_lines import read_line
from partnerportal.exchange.rules.portfolio import Finding, LineRead, Read
from partnerportal.exchange.rules.skipped import skipped_of

EVERY_RECORDS = 2000
"""Records between two signs of life."""


@dataclass(slots=True)
class Source:
    """Be a file that is read once: `chunks` its plain bytes, `tick` told how many records are read."""

    chunks: Iterator[bytes]
    tick: Callable[[int], None]
    mapping: dict[str, str] = field(default_factory=dict)
    packages: int = 0
    records: int = 0
    encoding: str = ""
    totals_match: bool = False

    def advance(self, records: int) -> None:
        """Note how far reading has come; tell it from time to time."""
        if records // EVERY_RECORDS > self.records // EVERY_RECORDS:
            self.tick(records)
        self.records = records


def read_gdv(source: Source) -> Iterator[Read]:
    """Yield what the packages of a GDV file say. Raises: GdvError, as late as the last record."""
    with open_gdv(Chunked(source.chunks)) as reader:
        for package in reader.packages():
            before = source.records + len(package.prologue)
            created_on, bookings = package.period[1], Bookings(source.mapping)
            booked: list[LineRead | Finding] = []
            others = _without_bookings(package, bookings, booked)
            for contract in contracts(others, lambda _record: None):
                source.advance(before + package.totals.count)
                yield from read_contract(contract, created_on)
                yield from _taken_from(booked)
            booked += bookings.finish()
            yield from _taken_from(booked)
            yield from skipped_of(package)
            source.packages += 1
            source.advance(before + package.totals.count + 1)
        source.encoding = reader.encoding.name
    source.totals_match = True


def _without_bookings(
    package: Package, bookings: Bookings, booked: list[LineRead | Finding]
) -> Iterator[Record]:
    """Yield the records of contracts; those of bookings go their own way: two of them may be equal byte for byte."""
    for record in package.records():
        if record.satzart in BOOKINGS:
            booked += bookings.add(record)
        else:
            yield record


def _taken_from(booked: list[LineRead | Finding]) -> list[LineRead | Finding]:
    taken = booked[:]
    booked.clear()
    return taken


def read_csv(source: Source) -> Iterator[Read]:
    """Yield what the rows of a CSV file say. Raises: Refused (csv.…)."""
    lines = CsvLines(source.chunks)
    rows = lines.rows()
    first = next(rows, None)
    heads = read_heads(first[1] if first else (), source.mapping)
    check_heads(heads)
    yield from read_rows(_counted(rows, source), heads)
    source.packages, source.encoding, source.totals_match = 1, lines.encoding, True


def _counted(
    rows: Iterator[tuple[int, Sequence[str]]], source: Source
) -> Iterator[tuple[int, Sequence[str]]]:
    for row in rows:
        source.advance(source.records + 1)
        yield row


class Chunked:
    """Be a stream over chunks, as readers want it."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks, self._rest = chunks, b""

    def read(self, size: int, /) -> bytes:
        """Return up to `size` bytes, none at the end."""
        while not self._rest:
            chunk = next(self._chunks, None)
            if chunk is None:
                return b""
            self._rest = chunk
        piece, self._rest = self._rest[:size], self._rest[size:]
        return piece


def read_parked(source: Source) -> Iterator[Read]:
    """Yield the contracts and bookings that waited for a firm; each line counts as one record."""
    source.encoding, source.packages, source.totals_match = "utf-8", 1, True
    for line in TextIOWrapper(BufferedReader(_Raw(source.chunks)), encoding="utf-8"):
        source.advance(source.records + 1)
        yield read_line(line)


class _Raw(RawIOBase):
    """Be chunks as a raw stream."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._stream = Chunked(chunks)

    def readable(self) -> bool:
        """Say yes."""
        return True

    def readinto(self, buffer: Any, /) -> int:
        """Fill the buffer with the next bytes."""
        piece = self._stream.read(len(buffer))
        buffer[: len(piece)] = piece
        return len(piece)


READERS: dict[str, Callable[[Source], Iterator[Read]]] = {
    "gdv": read_gdv,
    "csv": read_csv,
    "parked": read_parked,
}

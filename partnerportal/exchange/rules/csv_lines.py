"""Cut a CSV file into rows: encoding, delimiter and byte order mark found out, line numbers kept. Pure."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence

from partnerportal.kernel.errors import Refused
from partnerportal.kernel.errors import marked_for_translation as _

DELIMITERS = ";,\t|"
MARK = b"\xef\xbb\xbf"
LONGEST_FIELD = 10_000
"""Characters; a quotation mark that is never closed would otherwise swallow the file."""


class CsvLines:
    """Read rows once; `encoding` and `delimiter` are known after the first, `encoding` for sure after the last."""

    def __init__(self, chunks: Iterable[bytes]) -> None:
        self._chunks = chunks
        self.encoding = "utf-8"
        self.delimiter = ";"

    def rows(self) -> Iterator[tuple[int, Sequence[str]]]:
        """Yield each row with the line it begins at, the heads first.

        Raises: Refused with csv.encoding or csv.broken.
        """
        lines = self._decoded()
        first = next(lines, None)
        if first is None:
            return
        self.delimiter = max(DELIMITERS, key=first.count)
        reader = csv.reader(_rejoined(first, lines), delimiter=self.delimiter)
        begins_at = 1
        try:
            for values in reader:
                yield begins_at, values
                begins_at = reader.line_num + 1
                if any(len(value) > LONGEST_FIELD for value in values):
                    raise _broken()
        except csv.Error:
            raise _broken() from None

    def _decoded(self) -> Iterator[str]:
        """Yield the lines as text: UTF-8, or the code page of Windows once a line is not UTF-8."""
        for line in _lines(self._chunks):
            try:
                yield line.decode(self.encoding)
            except UnicodeDecodeError:
                self.encoding = "cp1252"
                yield self._in_windows(line)

    def _in_windows(self, line: bytes) -> str:
        try:
            return line.decode("cp1252")
        except UnicodeDecodeError:
            raise Refused(
                "csv.encoding",
                _(
                    "Die Datei ist weder in UTF-8 noch in Windows-1252 geschrieben. Bitte speichern Sie sie neu."
                ),
            ) from None


def _lines(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Yield lines with their ends, without the byte order mark."""
    rest, is_first = b"", True
    for chunk in chunks:
        rest += chunk
        *whole, rest = rest.split(b"\n")
        for line in whole:
            yield (line.removeprefix(MARK) if is_first else line) + b"\n"
            is_first = False
    if rest:
        yield rest.removeprefix(MARK) if is_first else rest


def _rejoined(first: str, rest: Iterator[str]) -> Iterator[str]:
    yield first
    yield from rest


def _broken() -> Refused:
    return Refused(
        "csv.broken",
        _("Die Datei lässt sich nicht in Zeilen und Spalten teilen. Bitte prüfen Sie die Anführungszeichen."),
    )

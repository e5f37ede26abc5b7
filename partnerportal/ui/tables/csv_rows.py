"""Write rows as CSV that German Excel opens by a double click.

UTF-8 with a byte order mark, or Excel reads it in Windows-1252 and breaks every umlaut; semicolons, because the comma
is the decimal sign; CRLF; amounts and dates the German way.

A text that Excel would take for a formula gets an apostrophe in front (OWASP, "CSV Injection"). Numbers and dates are
written by us and need none: "-12,50" stays a number.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from io import StringIO

MARK = "\ufeff"
Cell = str | int | Decimal | date | None

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")
_CHUNK = 200


def rows_as_csv(headings: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[bytes]:
    """Yield a CSV file in pieces: the headings, then the rows, each value written the German way."""
    buffer = StringIO()
    buffer.write(MARK)
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    writer.writerow(headings)
    for number, row in enumerate(rows, 1):
        writer.writerow([cell_text(cell) for cell in row])
        if number % _CHUNK == 0:
            yield buffer.getvalue().encode()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue().encode()


def cell_text(cell: Cell) -> str:
    """Return a value as German Excel reads it; a text that looks like a formula is disarmed."""
    if cell is None:
        return ""
    if isinstance(cell, Decimal):
        return f"{cell:f}".replace(".", ",")
    if isinstance(cell, date):
        return f"{cell:%d.%m.%Y}"
    text = str(cell)
    return f"'{text}" if isinstance(cell, str) and text.startswith(_FORMULA) else text

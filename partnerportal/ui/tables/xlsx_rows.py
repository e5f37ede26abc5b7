"""Write rows as an Excel workbook with real numbers and dates, in constant memory.

xlsxwriter keeps one row and puts finished ones into a temporary file only this process can read, gone when the
workbook is closed. The finished file lies in an unnamed temporary file and leaves in pieces, so 100,000 rows take no
more memory than ten.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from tempfile import TemporaryDirectory, TemporaryFile
from types import TracebackType
from typing import Any, Self

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from partnerportal.ui.tables.csv_rows import Cell

MOST_ROWS = 1_048_000
"""Rows below the headings; a sheet of Excel has 1,048,576."""

_PIECE = 1 << 16
_FORMS = {
    "": {},
    "money": {"num_format": "#,##0.00"},
    "rate": {"num_format": "0.00##"},
    "date": {"num_format": "dd.mm.yyyy"},
}


class TooManyRows(Exception):  # noqa: N818 - reads as the finding it is
    """There are more rows than a sheet of Excel takes; whoever wrote them says what to do instead."""


@dataclass(frozen=True, slots=True)
class Column:
    """Be one column: heading, width in characters, and how its values look ("money", "rate", "date" or "")."""

    heading: str
    width: int
    form: str = ""
    is_summed: bool = False


class Workbook:
    """Be a workbook that is written once, sheet by sheet, and then given out; the same rows give the same bytes."""

    def __init__(self, *, dated: datetime, author: str) -> None:
        """Open the temporary files. `dated` becomes the day it was created on."""
        self._folder = TemporaryDirectory(prefix="portal-xlsx-")
        self._file = TemporaryFile(dir=self._folder.name)  # noqa: SIM115 - closed in __exit__
        options = {
            "constant_memory": True,
            "tmpdir": self._folder.name,
            "strings_to_formulas": False,
            "strings_to_urls": False,
        }
        self._book = xlsxwriter.Workbook(self._file, options)
        created = dated.astimezone(UTC).replace(tzinfo=None, microsecond=0)
        self._book.set_properties({"author": author, "created": created})

    def __enter__(self) -> Self:
        """Return the workbook."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Remove the temporary files."""
        self._file.close()
        self._folder.cleanup()

    def pieces(self) -> Iterator[bytes]:
        """Finish the workbook and yield it in pieces."""
        self._book.close()
        self._file.seek(0)
        while piece := self._file.read(_PIECE):
            yield piece

    def add_facts(self, name: str, rows: Sequence[Sequence[Cell]], *, widths: Sequence[int]) -> None:
        """Add a small sheet; a row that begins with a capitalised word in brackets, like "[Art]", is bold."""
        sheet = self._book.add_worksheet(name)
        plain = {form: self._form(form) for form in ("", "money")}
        bold = {form: self._form(form, is_bold=True) for form in ("", "money")}
        for at, width in enumerate(widths):
            sheet.set_column(at, at, width)
        for number, row in enumerate(rows):
            is_bold = bool(row) and str(row[0]).startswith("[")
            forms = bold if is_bold else plain
            for at, cell in enumerate(row):
                value = cell.strip("[]") if isinstance(cell, str) and is_bold else cell
                _write_cell(sheet, number, at, value, forms["money" if isinstance(cell, Decimal) else ""])

    def add_table(self, name: str, columns: Sequence[Column], rows: Iterable[Sequence[Cell]]) -> None:
        """Add a sheet with headings that stay in sight and filter, the rows, and below them the sums.

        A sum is a formula and carries its value, for readers that do not calculate. Raises: TooManyRows.
        """
        sheet = self._book.add_worksheet(name)
        sheet.freeze_panes(1, 0)
        forms = [self._form(column.form) for column in columns]
        bold = self._form("", is_bold=True)
        for at, column in enumerate(columns):
            sheet.set_column(at, at, column.width)
            sheet.write_string(0, at, column.heading, bold)
        sums = {at: Decimal(0) for at, column in enumerate(columns) if column.is_summed}
        last = 0
        for last, row in enumerate(rows, 1):
            if last > MOST_ROWS:
                raise TooManyRows
            for at, cell in enumerate(row):
                _write_cell(sheet, last, at, cell, forms[at])
            for at in sums:
                sums[at] += _amount(row[at])
        sheet.autofilter(0, 0, max(last, 1), len(columns) - 1)
        self._add_sums(sheet, last, sums, bold)

    def _add_sums(self, sheet: Any, last: int, sums: dict[int, Decimal], bold: Any) -> None:
        if not sums:
            return
        sheet.write_string(last + 1, 0, "Summe", bold)
        for at, value in sums.items():
            letter = xl_col_to_name(at)
            formula = f"=SUM({letter}2:{letter}{last + 1})"
            sheet.write_formula(last + 1, at, formula, self._form("money", is_bold=True), value)

    def _form(self, name: str, *, is_bold: bool = False) -> Any:
        return self._book.add_format({**_FORMS[name], **({"bold": True} if is_bold else {})})


def rows_as_xlsx(
    sheet: str, columns: Sequence[Column], rows: Iterable[Sequence[Cell]], *, dated: datetime, author: str
) -> Iterator[bytes]:
    """Yield a workbook with one table in pieces. Raises: TooManyRows."""
    with Workbook(dated=dated, author=author) as workbook:
        workbook.add_table(sheet, columns, rows)
        yield from workbook.pieces()


def _amount(cell: Cell) -> Decimal:
    return cell if isinstance(cell, Decimal) else Decimal(0)


def _write_cell(sheet: Any, row: int, at: int, cell: Cell, form: Any) -> None:
    """Write a value as what it is; text is written as text, whatever it begins with."""
    if isinstance(cell, date):
        sheet.write_datetime(row, at, cell, form)
    elif isinstance(cell, Decimal | int):
        sheet.write_number(row, at, cell, form)
    elif cell:
        sheet.write_string(row, at, cell, form)

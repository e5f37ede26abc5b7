"""Write a book extract as CSV and as Excel, in constant memory: one row for each booking, with its contract."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from partnerportal.contracts.rules import line_name
from partnerportal.statements.outputs.extract.content import ExtractHead, ExtractRow
from partnerportal.statements.outputs.xlsx_file import too_long
from partnerportal.statements.rules.amounts import KINDS
from partnerportal.ui.tables import Cell, Column, TooManyRows, rows_as_csv, rows_as_xlsx

NOT_BOOKED = "keine Buchung im Zeitraum"
COLUMNS = (
    Column("Versicherungsnummer", 22), Column("Versicherungsnehmer", 28), Column("Sparte", 22), Column("Tarif", 26),
    Column("Beginn", 12, "date"), Column("Ende", 12, "date"), Column("Gebucht am", 12, "date"), Column("Art", 24),
    Column("Abrechnung", 18), Column("Nr.", 8), Column("Grundlage", 15, "money"), Column("Satz in %", 11, "rate"),
    Column("Betrag", 15, "money", is_summed=True), Column("Währung", 9), Column("Korrigiert", 22),
)  # fmt: skip


def extract_as_csv(_head: ExtractHead, rows: Iterable[ExtractRow]) -> Iterator[bytes]:
    """Yield the extract as CSV for German Excel, in pieces."""
    return rows_as_csv([column.heading for column in COLUMNS], map(_cells, rows))


def extract_as_xlsx(head: ExtractHead, rows: Iterable[ExtractRow]) -> Iterator[bytes]:
    """Yield the extract as a workbook. Raises: Refused (statement.xlsx_too_long)."""
    written = rows_as_xlsx(
        "Buchauszug", COLUMNS, map(_cells, rows), dated=head.made_at, author=head.sender.name
    )
    try:
        yield from written
    except TooManyRows:
        raise too_long() from None


def _cells(row: ExtractRow) -> Sequence[Cell]:
    return (
        row.policy_number, row.holder, line_name(row.line_of_business) if row.line_of_business else "", row.tariff,
        row.begins_on, row.ends_on, row.booked_on, KINDS[row.kind] if row.kind else NOT_BOOKED, row.statement,
        row.position, row.basis, row.rate, row.amount, row.currency, row.corrects,
    )  # fmt: skip

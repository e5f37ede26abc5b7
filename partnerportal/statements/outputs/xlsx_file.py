"""Write a statement as an Excel workbook: an overview with the totals by kind, and the bookings with their sum."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from partnerportal.kernel.errors import Refused
from partnerportal.kernel.errors import marked_for_translation as _
from partnerportal.statements.outputs.content import OutputLine, StatementHead
from partnerportal.statements.outputs.wording import german_month
from partnerportal.statements.rules.amounts import KINDS
from partnerportal.ui.tables import Cell, Column, TooManyRows, Workbook

OVERVIEW, BOOKINGS = "Übersicht", "Buchungen"
COLUMNS = (
    Column("Nr.", 8), Column("Versicherungsnummer", 22), Column("Sparte", 8), Column("Art", 20),
    Column("Gebucht am", 12, "date"), Column("Grundlage", 15, "money"), Column("Satz in %", 11, "rate"),
    Column("Betrag", 15, "money", is_summed=True), Column("Währung", 9), Column("Korrigiert Abrechnung", 21),
    Column("Korrigiert Nr.", 14),
)  # fmt: skip


def as_xlsx(head: StatementHead, lines: Iterable[OutputLine]) -> Iterator[bytes]:
    """Yield the workbook in pieces; the same statement gives the same bytes.

    Raises: Refused (statement.xlsx_too_long) when a sheet cannot hold the lines.
    """
    with Workbook(dated=head.closed_at, author=head.sender.name) as workbook:
        workbook.add_facts(OVERVIEW, list(_overview(head)), widths=(24, 18, 18))
        try:
            workbook.add_table(BOOKINGS, COLUMNS, _rows(head, lines))
        except TooManyRows:
            raise too_long() from None
        yield from workbook.pieces()


def too_long() -> Refused:
    """Return the refusal of a table Excel cannot hold."""
    return Refused(
        "statement.xlsx_too_long",
        _("Das sind mehr Zeilen, als Excel aufnimmt. Bitte laden Sie stattdessen die CSV-Datei."),
    )


def _overview(head: StatementHead) -> Iterator[Sequence[Cell]]:
    yield "[Partnerabrechnung]", german_month(head.month)
    yield "Abrechnung", head.number
    yield "Partner", head.partner_name
    yield "Vermittlernummer", head.intermediary_number
    yield "Betreiber", head.sender.name
    yield "Währung", head.currency
    yield ()
    yield "[Art]", "Buchungen", "Betrag"
    yield from ((KINDS[each.kind], each.count, each.total) for each in head.kinds if each.count)
    yield "[Abrechnungsbetrag]", head.line_count, head.total


def _rows(head: StatementHead, lines: Iterable[OutputLine]) -> Iterator[Sequence[Cell]]:
    for line in lines:
        yield (
            line.position, line.policy_number, line.line_of_business, KINDS[line.kind], line.booked_on,
            line.basis, line.rate, line.amount, head.currency, line.corrects_statement, line.corrects_position,
        )  # fmt: skip

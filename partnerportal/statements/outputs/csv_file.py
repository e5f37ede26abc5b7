"""Write a statement as CSV for German Excel: a row for each booking, and a last row with their number and sum."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from partnerportal.statements.outputs.content import ControlTotals, OutputLine, StatementHead
from partnerportal.statements.rules.amounts import KINDS
from partnerportal.ui.tables import Cell, rows_as_csv

HEADINGS = (
    "Satz", "Abrechnung", "Monat", "Nr.", "Versicherungsnummer", "Sparte", "Art", "Gebucht am", "Grundlage",
    "Satz in %", "Betrag", "Währung", "Korrigiert Abrechnung", "Korrigiert Nr.",
)  # fmt: skip
BOOKING, SUM = "Buchung", "Summe"


def as_csv(head: StatementHead, lines: Iterable[OutputLine]) -> Iterator[bytes]:
    """Yield the file in pieces. The last row counts what was written, not what the statement promises."""
    counted = ControlTotals()
    return rows_as_csv(HEADINGS, _rows(head, counted.passing(lines), counted))


def _rows(
    head: StatementHead, lines: Iterable[OutputLine], counted: ControlTotals
) -> Iterator[Sequence[Cell]]:
    month = f"{head.month:%m.%Y}"
    for line in lines:
        yield (
            BOOKING, head.number, month, line.position, line.policy_number, line.line_of_business,
            KINDS[line.kind], line.booked_on, line.basis, line.rate, line.amount, head.currency,
            line.corrects_statement, line.corrects_position,
        )  # fmt: skip
    yield (SUM, head.number, month, counted.count, *(None,) * 6, counted.total, head.currency, None, None)

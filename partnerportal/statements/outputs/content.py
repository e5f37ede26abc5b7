"""Say what a closed statement holds when it leaves the portal: the one value every form is made from.

Only what the ledger itself holds travels, no name of a policyholder: a closed statement gives the same file years
later, when the contract's people have changed or are long deleted, and a bookkeeping voucher needs no more than the
number (C20). The book extract names the people.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

CENT = Decimal("0.01")
NO_LINE_OF_BUSINESS = "000"


@dataclass(frozen=True, slots=True)
class OutputLine:
    """Be one booking. `rate` is per cent; `corrects_statement` and `corrects_position` name an earlier line.

    `line_of_business` is the GDV key of the contract, "000" where there is none any more.
    """

    position: int
    policy_number: str
    kind: str
    booked_on: date
    basis: Decimal
    rate: Decimal
    amount: Decimal
    line_of_business: str = NO_LINE_OF_BUSINESS
    corrects_statement: str = ""
    corrects_position: int | None = None

    @property
    def corrects(self) -> str:
        """Return the earlier line like "AB-2026-09-4711/12", "" for a line that corrects nothing."""
        return f"{self.corrects_statement}/{self.corrects_position}" if self.corrects_statement else ""


@dataclass(frozen=True, slots=True)
class KindTotal:
    """Be what the lines of one kind come to, this time and in the statement before."""

    kind: str
    count: int
    total: Decimal
    earlier_total: Decimal = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class Earlier:
    """Name the statement before, that the difference is explained against."""

    number: str
    month: date
    total: Decimal


@dataclass(frozen=True, slots=True)
class Sender:
    """Name the operator as a letter does; `insurer_number` is the BaFin's, "" where there is none."""

    name: str
    address: tuple[str, ...]
    insurer_number: str = ""


@dataclass(frozen=True, slots=True)
class StatementHead:
    """Be a closed statement without its lines. `total` and `line_count` are the control totals of every form.

    `kinds` holds each kind that occurs now or occurred in `earlier`, in the order of the ledger's list.
    """

    sender: Sender
    partner_name: str
    partner_address: tuple[str, ...]
    intermediary_number: str
    number: str
    month: date
    currency: str
    closed_at: datetime
    total: Decimal
    line_count: int
    kinds: tuple[KindTotal, ...]
    earlier: Earlier | None = None

    @property
    def difference(self) -> Decimal | None:
        """Return by how much the total differs from the statement before; None when there is none."""
        return None if self.earlier is None else self.total - self.earlier.total


@dataclass(slots=True)
class ControlTotals:
    """Add up lines while they pass, so that each form states what it really holds and not what was promised."""

    count: int = 0
    total: Decimal = Decimal("0.00")

    def passing(self, lines: Iterable[OutputLine]) -> Iterator[OutputLine]:
        """Yield the lines unchanged, and count them."""
        for line in lines:
            self.count += 1
            self.total += line.amount
            yield line

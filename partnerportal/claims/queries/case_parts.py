"""Hold what the page of a case shows: plain values, read once."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from partnerportal.claims.rules.checks import Check, Term
from partnerportal.claims.rules.decisions import Reason, decision_due_on
from partnerportal.claims.rules.receipts import InvoiceFacts, totals
from partnerportal.documents.queries import DocumentRow
from partnerportal.kernel.clock import berlin_date
from partnerportal.kernel.money import Money


@dataclass(frozen=True, slots=True)
class CaseInvoice:
    """Hold an invoice, its files and what was decided; `outcome` is None while nothing is."""

    id: UUID
    position: int
    provider: str = field(repr=False)
    issued_on: date
    amount: Decimal
    currency: str
    outcome: str | None
    paid_amount: Decimal | None
    reason: Reason | None
    note: str = field(repr=False)
    decided_by: str = field(repr=False)
    decided_at: datetime | None
    files: tuple[DocumentRow, ...]

    @property
    def facts(self) -> InvoiceFacts:
        """Return what the rules ask about it."""
        return InvoiceFacts(self.provider, self.issued_on, self.amount, self.currency, len(self.files))


@dataclass(frozen=True, slots=True)
class CasePayee:
    """Hold the account to pay to; `iban` is whole for the clerk of the case only, masked for the others."""

    is_from_contract: bool
    holder: str = field(repr=False)
    iban: str = field(repr=False)
    bic: str
    bank_name: str


@dataclass(frozen=True, slots=True)
class CaseQuestion:
    """Hold a question with its answer; `answer` is None while it is awaited."""

    text: str = field(repr=False)
    asked_by: str = field(repr=False)
    asked_at: datetime
    due_on: date
    answer: str | None = field(repr=False)
    answered_at: datetime | None
    files: tuple[DocumentRow, ...]

    @property
    def is_withdrawn(self) -> bool:
        """Say whether the clerk took the question back: it ended with neither text nor file."""
        return self.answered_at is not None and not self.answer and not self.files


@dataclass(frozen=True, slots=True)
class Case:
    """Hold everything the page of a case shows."""

    id: UUID
    number: str
    state: str
    submitted_at: datetime
    closed_at: datetime | None
    clerk: str | None = field(repr=False)
    is_mine: bool
    partner: str
    person: str = field(repr=False)
    person_born_on: date = field(repr=False)
    policyholder: str = field(repr=False)
    policy_number: str
    tariff: str
    term: Term
    payee: CasePayee | None
    invoices: tuple[CaseInvoice, ...]
    questions: tuple[CaseQuestion, ...]
    events: tuple[tuple[str, datetime], ...]
    checks: tuple[Check, ...]

    @property
    def sums(self) -> list[Money]:
        """Return what the invoices come to, one sum per currency."""
        return totals([invoice.facts for invoice in self.invoices])

    @property
    def paid(self) -> list[Money]:
        """Return what is paid back so far, one sum per currency."""
        paid = [(row.paid_amount, row.currency) for row in self.invoices if row.paid_amount is not None]
        return totals([InvoiceFacts("", None, amount, currency, 0) for amount, currency in paid])

    @property
    def undecided(self) -> tuple[CaseInvoice, ...]:
        """Return the invoices that wait for a decision."""
        return tuple(invoice for invoice in self.invoices if invoice.outcome is None)

    @property
    def is_workable(self) -> bool:
        """Say whether the viewer may ask and decide now."""
        return self.is_mine and self.state in {"in_review", "decided"}

    @property
    def is_free(self) -> bool:
        """Say whether somebody may take the case."""
        return self.clerk is None and self.state != "closed"

    @property
    def due_on(self) -> date:
        """Return the day by which the department should have decided."""
        return decision_due_on(berlin_date(self.submitted_at))

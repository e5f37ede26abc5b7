"""Read one sent claim with everything its partner may see of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from partnerportal.claims.models import Attachment, Claim, ClaimEvent, InformationRequest, Invoice, Payee
from partnerportal.claims.rules.standing import Standing, standing_of, sum_by_currency
from partnerportal.database.keys import Vault, open_vault
from partnerportal.documents.queries import DocumentRow, rows_for
from partnerportal.kernel.iban import mask
from partnerportal.kernel.money import Money
from partnerportal.kernel.names import initials
from partnerportal.kernel.viewer import Viewer


@dataclass(frozen=True, slots=True)
class InvoiceRow:
    """Hold an invoice with its files and, once there is one, the decision; `reason` is a code."""

    id: UUID
    provider: str = field(repr=False)
    issued_on: date
    amount: Money
    outcome: str | None
    paid: Money
    reason: str
    note: str = field(repr=False)
    files: tuple[DocumentRow, ...]


@dataclass(frozen=True, slots=True)
class PayeeRow:
    """Hold the account the claim is paid to as pages show it: masked, as its catalogue entries say (C27)."""

    holder: str
    masked_iban: str


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """Hold a question of the department and, once given, the answer."""

    id: UUID
    text: str = field(repr=False)
    asked_at: datetime
    due_on: date
    answer: str = field(repr=False)
    answered_at: datetime | None
    files: tuple[DocumentRow, ...]


@dataclass(frozen=True, slots=True)
class PendingFile:
    """Hold a file its author uploaded for an answer not sent yet."""

    attachment_id: UUID
    document: DocumentRow


@dataclass(frozen=True, slots=True)
class ClaimDetail:
    """Hold a sent claim; `events` are (kind, instant) in order, `questions` the oldest first."""

    id: UUID
    number: str
    state: str
    submitted_at: datetime
    closed_at: datetime | None
    contract_id: UUID
    policy_number: str
    tariff: str
    person: str = field(repr=False)
    person_born_on: date = field(repr=False)
    department: str
    invoices: tuple[InvoiceRow, ...]
    payee: PayeeRow | None
    events: tuple[tuple[str, datetime], ...]
    questions: tuple[QuestionRow, ...]
    pending: tuple[PendingFile, ...]

    @property
    def standing(self) -> Standing:
        """Return how the claim stands."""
        return standing_of(self.state, [invoice.outcome for invoice in self.invoices])

    @property
    def amounts(self) -> tuple[Money, ...]:
        """Return the sum of the invoices in each currency."""
        return sum_by_currency(invoice.amount for invoice in self.invoices)

    @property
    def paid(self) -> tuple[Money, ...]:
        """Return what is paid in each currency."""
        return sum_by_currency(invoice.paid for invoice in self.invoices)

    @property
    def open_question(self) -> QuestionRow | None:
        """Return the question that waits for an answer; at most one does."""
        return next((row for row in self.questions if row.answered_at is None), None)

    @property
    def file_count(self) -> int:
        """Return how many files were sent with the claim."""
        return sum(len(invoice.files) for invoice in self.invoices)


def detail_for(*, viewer: Viewer, number: str) -> ClaimDetail | None:
    """Return a sent claim of the viewer's partner in nine queries; None for any other number."""
    sent = Claim.objects.filter(partner_id=viewer.partner, number=number, department__isnull=False)
    row = sent.values(*_COLUMNS).first()
    if row is None:
        return None
    subject = row["insured_person_id"]
    vault = open_vault({subject, row["contract__policyholder_id"]})
    attached = _attached(viewer, row["id"])
    events = ClaimEvent.objects.filter(claim_id=row["id"]).order_by("occurred_at", "id")
    return ClaimDetail(
        id=row["id"],
        number=number,
        state=row["state"],
        submitted_at=row["submitted_at"],
        closed_at=row["closed_at"],
        contract_id=row["contract_id"],
        policy_number=row["contract__policy_number"],
        tariff=row["contract__tariff"],
        person=f"{row['insured_person__first_name']} {row['insured_person__last_name']}",
        person_born_on=row["insured_person__born_on"],
        department=row["department__name"],
        invoices=_invoices(row["id"], subject, vault, attached),
        payee=_payee(row["id"], row["contract__policyholder_id"], vault),
        events=tuple(events.values_list("kind", "occurred_at")),
        questions=_questions(row["id"], subject, vault, attached),
        pending=_pending(attached),
    )


_COLUMNS = (
    "id",
    "state",
    "submitted_at",
    "closed_at",
    "contract_id",
    "contract__policy_number",
    "contract__tariff",
    "contract__policyholder_id",
    "insured_person_id",
    "insured_person__first_name",
    "insured_person__last_name",
    "insured_person__born_on",
    "department__name",
)


class Tie(NamedTuple):
    """Say which invoice, or which question, a document belongs to."""

    id: UUID
    document_id: UUID
    invoice_id: UUID | None
    question_id: UUID | None


Attached = list[tuple[Tie, DocumentRow]]


def _attached(viewer: Viewer, claim_id: UUID) -> Attached:
    """Return the claim's attachments, in order, each with its document."""
    found = Attachment.objects.filter(claim_id=claim_id).order_by("position", "id")
    rows = [
        Tie(*row) for row in found.values_list("id", "document_id", "invoice_id", "information_request_id")
    ]
    documents = {
        row.id: row for row in rows_for(viewer=viewer, document_ids=[row.document_id for row in rows])
    }
    return [(row, documents[row.document_id]) for row in rows if row.document_id in documents]


def _sent_files(files: Iterable[DocumentRow]) -> tuple[DocumentRow, ...]:
    return tuple(document for document in files if document.is_handed_over)


def _pending(attached: Attached) -> tuple[PendingFile, ...]:
    return tuple(PendingFile(row.id, document) for row, document in attached if not document.is_handed_over)


def _invoices(claim_id: UUID, subject: UUID, vault: Vault, attached: Attached) -> tuple[InvoiceRow, ...]:
    return tuple(
        InvoiceRow(
            id=row.id,
            provider=_plain(vault, subject, "claims_invoice.provider", row.id, row.provider),
            issued_on=row.issued_on,
            amount=Money(row.amount, row.currency),
            outcome=row.outcome,
            paid=Money(row.paid_amount or Decimal(0), row.currency),
            reason=row.reason,
            note=_plain(vault, subject, "claims_invoice.reason_note", row.id, row.reason_note),
            files=_sent_files(document for tie, document in attached if tie.invoice_id == row.id),
        )
        for row in Invoice.objects.filter(claim_id=claim_id).order_by("position")
        if row.issued_on is not None and row.amount is not None
    )


def _questions(claim_id: UUID, subject: UUID, vault: Vault, attached: Attached) -> tuple[QuestionRow, ...]:
    column = "claims_informationrequest"
    return tuple(
        QuestionRow(
            id=row.id,
            text=_plain(vault, subject, f"{column}.question", row.id, row.question),
            asked_at=row.asked_at,
            due_on=row.due_on,
            answer=_plain(vault, subject, f"{column}.answer", row.id, row.answer),
            answered_at=row.answered_at,
            files=_sent_files(document for tie, document in attached if tie.question_id == row.id),
        )
        for row in InformationRequest.objects.filter(claim_id=claim_id).order_by("asked_at", "id")
    )


def _payee(claim_id: UUID, policyholder_id: UUID, vault: Vault) -> PayeeRow | None:
    row = Payee.objects.filter(claim_id=claim_id).first()
    if row is None:
        return None
    return PayeeRow(
        holder=initials(_plain(vault, policyholder_id, "claims_payee.holder", row.id, row.holder)),
        masked_iban=mask(row.last_four, row.country),
    )


def _plain(vault: Vault, subject: UUID, column: str, row_id: UUID, sealed: bytes | memoryview | None) -> str:
    return vault.unseal(subject, column, row_id, sealed) if sealed else ""

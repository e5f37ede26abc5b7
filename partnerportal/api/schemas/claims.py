"""Describe claims: what is sent in one request, and how one stands."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from ninja import Schema

from partnerportal.api.schemas.contracts import CONTRACT_ID, PERSON_ID, MaskedAccount
from partnerportal.api.schemas.described import Strict, Text, described, technical
from partnerportal.api.schemas.lists import Next
from partnerportal.claims.rules.receipts import MOST_FILES, MOST_INVOICES
from partnerportal.kernel.money import CURRENCIES

NUMBER = "EA-2026-000123-7"
AMOUNT = r"^\d{1,7}(\.\d{1,2})?$"
CurrencyCode = StrEnum("CurrencyCode", {code: code for code in CURRENCIES})  # type: ignore[misc] # a closed list


class Amount(Schema):
    """An amount of money; digits with a point, never a floating number."""

    amount: str = described("claims.Invoice.amount", "184.20")
    currency: str = described("claims.Invoice.currency", "EUR")


class InvoiceIn(Strict):
    """One invoice of a new claim."""

    provider: Text = described("claims.Invoice.provider", "Praxis Dr. Sommer", min_length=1, max_length=120)
    issued_on: date = described("claims.Invoice.issued_on", "2026-11-04")
    amount: str = described("claims.Invoice.amount", "184.20", pattern=AMOUNT)
    currency: CurrencyCode = described("claims.Invoice.currency", "EUR", default=CurrencyCode("EUR"))
    files: list[int] = technical(
        "Welche Dateien zu dieser Rechnung gehören: ihre Plätze im Feld „files“, ab 0.",
        [0],
        default=[],
        max_length=MOST_FILES,
    )


class AccountIn(Strict):
    """Another account than the contract's."""

    holder: Text = described("claims.Payee.holder", "Amelie Brandt", min_length=1, max_length=70)
    iban: Text = described("claims.Payee.iban", "DE02 1203 0000 0000 2020 51", min_length=1, max_length=60)


class ClaimIn(Strict):
    """A new claim. Einwilligung und Schweigepflichtentbindung müssen im Portal festgehalten sein."""

    contract_id: UUID = technical("Kennung des Vertrags.", CONTRACT_ID)
    insured_person_id: UUID = technical("Kennung der versicherten Person.", PERSON_ID)
    invoices: list[InvoiceIn] = technical("Die Rechnungen.", min_length=1, max_length=MOST_INVOICES)
    account: AccountIn | None = technical(
        "Anderes Konto; ohne zahlen wir auf das des Vertrags.", default=None
    )


class ClaimCreated(Schema):
    """What was sent; the same answer whenever the request is repeated."""

    number: str = described("claims.Claim.number", NUMBER)
    submitted_at: datetime = described("claims.Claim.submitted_at", "2026-11-24T09:30:00Z")
    href: str = technical("Adresse des Antrags in dieser Schnittstelle.", f"/api/v1/claims/{NUMBER}")
    page: str = technical("Adresse der Seite im Portal.", f"/erstattungen/{NUMBER}")
    receipt: str = technical(
        "Adresse der Eingangsbestätigung im Postfach.", f"/api/v1/documents/receipt-{NUMBER}"
    )


class ClaimState(StrEnum):
    """Name how far a claim is."""

    SUBMITTED = "submitted"
    IN_REVIEW = "in_review"
    QUESTION = "question"
    DECIDED = "decided"
    CLOSED = "closed"


class ClaimGroup(StrEnum):
    """Name the groups a list is narrowed to."""

    QUESTION = "question"
    IN_PROGRESS = "in_progress"
    PAID = "paid"
    REFUSED = "refused"


class ClaimLine(Schema):
    """A claim as a list shows it; `amounts` and `paid` have one sum for each currency."""

    number: str = described("claims.Claim.number", NUMBER)
    state: ClaimState = described("claims.Claim.state", "in_review")
    submitted_at: datetime = described("claims.Claim.submitted_at", "2026-11-24T09:30:00Z")
    insured_person: str = described("contracts.InsuredPerson.last_name", "Jonas Brandt")
    policy_number: str = described("contracts.Contract.policy_number", "RK-2048-771-305")
    amounts: list[Amount]
    paid: list[Amount]
    href: str = technical("Adresse des Antrags in dieser Schnittstelle.", f"/api/v1/claims/{NUMBER}")
    page: str = technical("Adresse der Seite im Portal.", f"/erstattungen/{NUMBER}")


class ClaimList(Schema):
    """One page of claims, the newest first."""

    items: list[ClaimLine]
    next: Next


class File(Schema):
    """A file that was sent."""

    name: str = described("documents.Document.name", "Rechnung 1.pdf")
    media_type: str = technical("Art der Datei.", "application/pdf")
    pages: int = technical("Zahl der Seiten.", 2)
    size: int = technical("Größe in Byte, wie sie aufbewahrt wird.", 81_234)
    original_sha256: str = described("documents.Document.original_sha256", "9f2c…")


class Invoice(Schema):
    """An invoice and what was decided on it; `outcome` is null until then."""

    provider: str = described("claims.Invoice.provider", "Praxis Dr. Sommer")
    issued_on: date = described("claims.Invoice.issued_on", "2026-11-04")
    amount: Amount
    outcome: str | None = described("claims.Invoice.outcome", "full", note="full, part oder refused.")
    paid: Amount
    reason: str = described("claims.Invoice.reason", "deductible")
    reason_note: str = described("claims.Invoice.reason_note", "")
    files: list[File]


class Question(Schema):
    """A question of the department and, once given, the answer."""

    text: str = described("claims.InformationRequest.question", "Wann genau war die Behandlung?")
    asked_at: datetime = described("claims.InformationRequest.asked_at", "2026-11-25T08:00:00Z")
    due_on: date = described("claims.InformationRequest.due_on", "2026-12-09")
    answer: str = described("claims.InformationRequest.answer", "")
    answered_at: datetime | None = described("claims.InformationRequest.answered_at", None)


class Claim(ClaimLine):
    """A claim with its invoices, questions and masked account."""

    contract_id: UUID = technical("Kennung des Vertrags.", CONTRACT_ID)
    closed_at: datetime | None = described("claims.Claim.closed_at", None)
    invoices: list[Invoice]
    questions: list[Question]
    account: MaskedAccount | None

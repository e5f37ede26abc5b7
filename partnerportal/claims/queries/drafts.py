"""Read drafts, each for its author alone."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from partnerportal.claims.models import Attachment, Claim, Invoice, Payee
from partnerportal.claims.rules.receipts import InvoiceFacts, are_ready
from partnerportal.claims.rules.steps import TYPED, Progress, Step
from partnerportal.contracts.queries import has_consents
from partnerportal.database.keys import Vault, index_key, open_vault
from partnerportal.documents.queries import DocumentRow, rows_for
from partnerportal.kernel.clock import berlin_date
from partnerportal.kernel.crypto import keyed_hash
from partnerportal.kernel.iban import mask
from partnerportal.kernel.names import initials
from partnerportal.kernel.viewer import Viewer


@dataclass(frozen=True, slots=True)
class DraftFile:
    """Hold one attached file."""

    attachment_id: UUID
    document: DocumentRow


@dataclass(frozen=True, slots=True)
class DraftInvoice:
    """Hold one invoice as last validly saved, with its files."""

    id: UUID
    provider: str = field(repr=False)
    issued_on: date | None
    amount: Decimal | None
    currency: str
    files: tuple[DraftFile, ...]

    @property
    def facts(self) -> InvoiceFacts:
        """Return what the rules ask about it."""
        return InvoiceFacts(self.provider, self.issued_on, self.amount, self.currency, len(self.files))


@dataclass(frozen=True, slots=True)
class DraftPayee:
    """Hold the chosen account: the contract's masked (C27), another one as it was typed but for the IBAN."""

    is_from_contract: bool
    holder: str = field(repr=False)
    masked_iban: str
    bic: str
    bank_name: str
    iban_hash: bytes = field(repr=False)

    def is_account(self, holder: str, iban: str) -> bool:
        """Say whether a typed account is this one, compared by keyed hash."""
        compact = "".join(iban.split()).upper()
        return holder.strip() == self.holder and self.iban_hash == keyed_hash(
            index_key(), "iban", compact.encode()
        )


@dataclass(frozen=True, slots=True)
class Draft:
    """Hold everything the five steps show."""

    id: UUID
    saved_at: datetime
    contract_id: UUID
    policy_number: str
    tariff: str
    begins_on: date
    ends_on: date | None
    policyholder: str = field(repr=False)
    person_id: UUID | None
    person: str = field(repr=False)
    person_born_on: date | None = field(repr=False)
    invoices: tuple[DraftInvoice, ...]
    payee: DraftPayee | None
    typed: dict[str, dict[str, str]] = field(repr=False)
    progress: Progress

    @property
    def facts(self) -> list[InvoiceFacts]:
        """Return what the rules ask about the invoices."""
        return [invoice.facts for invoice in self.invoices]

    @property
    def file_count(self) -> int:
        """Return how many files are attached."""
        return sum(len(invoice.files) for invoice in self.invoices)


def draft_for(*, viewer: Viewer, draft_id: UUID, now: datetime) -> Draft | None:
    """Return the viewer's draft with all its parts in a fixed number of queries; None for any other id."""
    row = _own(viewer).filter(id=draft_id).values(*_COLUMNS).first()
    if row is None:
        return None
    subject = row["insured_person_id"] or row["contract__policyholder_id"]
    vault = open_vault({subject, row["contract__policyholder_id"]})
    invoices = _invoices(viewer, draft_id, subject, vault)
    payee = _payee(draft_id, row["contract__policyholder_id"], vault)
    typed = _typed(row, subject, vault)
    return Draft(
        id=row["id"],
        saved_at=row["saved_at"],
        contract_id=row["contract_id"],
        policy_number=row["contract__policy_number"],
        tariff=row["contract__tariff"],
        begins_on=row["contract__begins_on"],
        ends_on=row["contract__ends_on"],
        policyholder=_name(row, "contract__policyholder__"),
        person_id=row["insured_person_id"],
        person=_name(row, "insured_person__"),
        person_born_on=row["insured_person__born_on"],
        invoices=invoices,
        payee=payee,
        typed=typed,
        progress=_progress(viewer, row, invoices, payee, typed, now),
    )


def sent_number(*, viewer: Viewer, claim_id: UUID) -> str | None:
    """Return the number of a claim the viewer wrote and has sent already; None for any other id."""
    own = Claim.objects.filter(author_id=viewer.account, partner_id=viewer.partner)
    return own.filter(id=claim_id, number__isnull=False).values_list("number", flat=True).first()


def confirmation_for(*, viewer: Viewer, number: str) -> Any:
    """Return number, instant, person and department of a sent claim of the viewer's partner, as a row; or None."""
    sent = Claim.objects.filter(partner_id=viewer.partner, number=number, department__isnull=False)
    return sent.values_list(
        "number",
        "submitted_at",
        "insured_person__first_name",
        "insured_person__last_name",
        "department__name",
        named=True,
    ).first()


def draft_rows(*, viewer: Viewer) -> list[Any]:
    """Return the viewer's drafts, the latest first, as rows for a list."""
    rows = _own(viewer).order_by("-saved_at", "id")
    return list(
        rows.values_list(
            "id",
            "step",
            "saved_at",
            "contract__policy_number",
            "contract__tariff",
            "contract__policyholder__first_name",
            "contract__policyholder__last_name",
            "insured_person__first_name",
            "insured_person__last_name",
            named=True,
        )
    )


def draft_count(*, viewer: Viewer) -> int:
    """Return how many drafts the viewer has."""
    return _own(viewer).count()


_COLUMNS = (
    "id",
    "saved_at",
    "typed",
    "contract_id",
    "contract__policy_number",
    "contract__tariff",
    "contract__begins_on",
    "contract__ends_on",
    "contract__policyholder_id",
    "contract__policyholder__first_name",
    "contract__policyholder__last_name",
    "insured_person_id",
    "insured_person__first_name",
    "insured_person__last_name",
    "insured_person__born_on",
)


def _own(viewer: Viewer) -> QuerySet[Claim]:
    return Claim.objects.filter(author_id=viewer.account, partner_id=viewer.partner, state="draft")


def _name(row: dict[str, Any], path: str) -> str:
    parts = (row[f"{path}first_name"], row[f"{path}last_name"])
    return " ".join(part for part in parts if part)


def _invoices(viewer: Viewer, draft_id: UUID, subject: UUID, vault: Vault) -> tuple[DraftInvoice, ...]:
    files = _files_by_invoice(viewer, draft_id)
    return tuple(
        DraftInvoice(
            id=row.id,
            provider=vault.unseal(subject, "claims_invoice.provider", row.id, row.provider)
            if row.provider
            else "",
            issued_on=row.issued_on,
            amount=row.amount,
            currency=row.currency,
            files=tuple(files.get(row.id, ())),
        )
        for row in Invoice.objects.filter(claim_id=draft_id).order_by("position")
    )


def _files_by_invoice(viewer: Viewer, draft_id: UUID) -> dict[UUID, list[DraftFile]]:
    attached = list(
        Attachment.objects.filter(claim_id=draft_id, invoice__isnull=False)
        .order_by("position", "id")
        .values_list("id", "document_id", "invoice_id")
    )
    documents = {row.id: row for row in rows_for(viewer=viewer, document_ids=_second(attached))}
    found: dict[UUID, list[DraftFile]] = {}
    for attachment_id, document_id, invoice_id in attached:
        if invoice_id is not None and document_id in documents:
            found.setdefault(invoice_id, []).append(DraftFile(attachment_id, documents[document_id]))
    return found


def _second(rows: Iterable[tuple[UUID, UUID, UUID | None]]) -> list[UUID]:
    return [row[1] for row in rows]


def _payee(draft_id: UUID, policyholder_id: UUID, vault: Vault) -> DraftPayee | None:
    row = Payee.objects.filter(claim_id=draft_id).first()
    if row is None:
        return None
    holder = vault.unseal(policyholder_id, "claims_payee.holder", row.id, row.holder)
    bic = vault.unseal(policyholder_id, "claims_payee.bic", row.id, row.bic)
    bank_name = vault.unseal(policyholder_id, "claims_payee.bank_name", row.id, row.bank_name)
    return DraftPayee(
        is_from_contract=row.is_from_contract,
        holder=initials(holder) if row.is_from_contract else holder,
        masked_iban=mask(row.last_four, row.country),
        bic="" if row.is_from_contract else bic,
        bank_name="" if row.is_from_contract else bank_name,
        iban_hash=bytes(row.iban_hash),
    )


def _typed(row: dict[str, Any], subject: UUID, vault: Vault) -> dict[str, dict[str, str]]:
    if row["typed"] is None:
        return {}
    typed: dict[str, dict[str, str]] = json.loads(
        vault.unseal(subject, "claims_claim.typed", row["id"], row["typed"])
    )
    return typed


def _progress(
    viewer: Viewer,
    row: dict[str, Any],
    invoices: tuple[DraftInvoice, ...],
    payee: DraftPayee | None,
    typed: dict[str, dict[str, str]],
    now: datetime,
) -> Progress:
    person_id = row["insured_person_id"]
    facts = [invoice.facts for invoice in invoices]
    return Progress(
        has_person=person_id is not None,
        has_consents=person_id is not None and has_consents(viewer=viewer, insured_person_id=person_id),
        has_receipts=are_ready(facts, begins_on=row["contract__begins_on"], today=berlin_date(now)),
        has_payee=payee is not None,
        unfinished=frozenset[Step](TYPED[step] for step in typed),
    )

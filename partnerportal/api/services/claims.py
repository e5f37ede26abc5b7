"""File a claim from one request: the same steps as the pages, in one transaction, behind the same gates."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from partnerportal.claims.queries.drafts import draft_for
from partnerportal.claims.services.draft_files import add_document
from partnerportal.claims.services.drafts import (
    InvoiceInput,
    add_invoice,
    begin_draft,
    choose_person,
    save_invoices,
)
from partnerportal.claims.services.own_draft import UnknownDraft
from partnerportal.claims.services.payees import NewAccount, choose_bank_account
from partnerportal.claims.services.submission import Submitted, submit_claim
from partnerportal.kernel.errors import Refused
from partnerportal.kernel.errors import marked_for_translation as _
from partnerportal.kernel.viewer import Viewer


@dataclass(frozen=True, slots=True, repr=False)
class FiledFile:
    """Hold a file as it was sent."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True, repr=False)
class FiledInvoice:
    """Hold an invoice with its files."""

    provider: str
    issued_on: date
    amount: Decimal
    currency: str
    files: tuple[FiledFile, ...] = field(default=())


@dataclass(frozen=True, slots=True, repr=False)
class Filing:
    """Hold a whole claim; without `account` it is paid to the contract's."""

    contract_id: UUID
    insured_person_id: UUID
    invoices: tuple[FiledInvoice, ...]
    account: NewAccount | None = None


@transaction.atomic
def file_claim(*, actor: Viewer, filing: Filing, now: datetime) -> Submitted:
    """Send a claim and return its number. Consents must be on record: no program declares them (clause C74).

    Raises: Refused for what a page would refuse too, and `claim.unknown` for a contract, person or account that is
    not there for the actor.
    """
    try:
        draft_id = begin_draft(actor=actor, contract_id=filing.contract_id, now=now)
        choose_person(actor=actor, draft_id=draft_id, person_id=filing.insured_person_id, now=now)
        invoice_ids = _invoices(actor, draft_id, filing, now)
        for invoice_id, invoice in zip(invoice_ids, filing.invoices, strict=True):
            for file in invoice.files:
                add_document(
                    actor=actor,
                    draft_id=draft_id,
                    invoice_id=invoice_id,
                    name=file.name,
                    data=file.data,
                    now=now,
                )
        choose_bank_account(actor=actor, draft_id=draft_id, account=filing.account, now=now)
        return submit_claim(actor=actor, claim_id=draft_id, now=now)
    except UnknownDraft:
        raise Refused(
            "claim.unknown",
            _("Vertrag, versicherte Person oder Bankverbindung gibt es nicht, oder sie gehören Ihnen nicht."),
        ) from None


def _invoices(actor: Viewer, draft_id: UUID, filing: Filing, now: datetime) -> list[UUID]:
    """Save the invoices over the draft's empty ones, and return their ids in order."""
    for _more in filing.invoices[1:]:
        add_invoice(actor=actor, draft_id=draft_id, now=now)
    draft = draft_for(viewer=actor, draft_id=draft_id, now=now)
    if draft is None:
        raise UnknownDraft
    ids = [invoice.id for invoice in draft.invoices]
    given = [
        InvoiceInput(invoice_id, invoice.provider, invoice.issued_on, invoice.amount, invoice.currency)
        for invoice_id, invoice in zip(ids, filing.invoices, strict=True)
    ]
    save_invoices(actor=actor, draft_id=draft_id, invoices=given, now=now)
    return ids

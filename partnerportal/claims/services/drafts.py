"""Write drafts: each step, what is typed meanwhile, and their deletion.

A draft belongs to its author alone; every function here locks the row first and answers UnknownDraft for any other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID, uuid4

from django.db import connection, transaction

from partnerportal.claims.models import Attachment, Claim, Invoice, Payee
from partnerportal.claims.rules.person import check_change
from partnerportal.claims.rules.receipts import check_room_for_invoice
from partnerportal.claims.rules.steps import Step
from partnerportal.claims.services.own_draft import (
    UnknownDraft,
    forget_typed,
    lock_draft,
    read_typed,
    subject_of,
    vault_of,
    write_typed,
)
from partnerportal.contracts.queries import contract_for
from partnerportal.contracts.rules import may_claim_for
from partnerportal.database.keys import Vault
from partnerportal.documents.services import remove_documents
from partnerportal.kernel.clock import berlin_date
from partnerportal.kernel.viewer import Viewer

PROVIDER_COLUMN = "claims_invoice.provider"


@dataclass(frozen=True, slots=True)
class InvoiceInput:
    """Hold one invoice as read from the form."""

    id: UUID
    provider: str
    issued_on: date
    amount: Decimal
    currency: str


@transaction.atomic
def begin_draft(*, actor: Viewer, contract_id: UUID, now: datetime) -> UUID:
    """Begin a claim on a contract of the actor's partner and return the draft's id.

    Raises: UnknownDraft for a contract that does not exist for the actor; Refused when it takes no claims.
    """
    _check_contract(actor, contract_id, now)
    draft = Claim(
        partner_id=actor.partner,
        author_id=actor.account,
        contract_id=contract_id,
        step=Step.PERSON,
        created_at=now,
        saved_at=now,
    )
    draft.save(force_insert=True)
    _add_invoice(draft, position=1)
    return draft.id


@transaction.atomic
def choose_contract(*, actor: Viewer, draft_id: UUID, contract_id: UUID, now: datetime) -> None:
    """Base the draft on a contract; another one empties person and account, for both belonged to the former.

    Raises: UnknownDraft; Refused when the contract takes no claims or files are attached already.
    """
    draft = lock_draft(actor=actor, draft_id=draft_id)
    _check_contract(actor, contract_id, now)
    is_another = contract_id != draft.contract_id
    check_change(is_another=is_another, file_count=draft.attachments.count())
    if is_another:
        _empty(draft)
        draft.contract_id = contract_id
    _save(draft, now, Step.PERSON)


@transaction.atomic
def choose_person(*, actor: Viewer, draft_id: UUID, person_id: UUID, now: datetime) -> None:
    """Choose the insured person; what was typed before is sealed anew for that person.

    Raises: UnknownDraft, also for a person of another contract; Refused when files belong to somebody else.
    """
    draft = lock_draft(actor=actor, draft_id=draft_id)
    contract = contract_for(viewer=actor, contract_id=draft.contract_id)
    if contract is None or person_id not in {person.id for person in contract.persons}:
        raise UnknownDraft
    is_another = draft.insured_person_id not in (None, person_id)
    check_change(is_another=is_another, file_count=draft.attachments.count())
    if draft.insured_person_id != person_id:
        _seal_for(draft, person_id, now)
    forget_typed(draft, vault_of(draft, now), "person")
    _save(draft, now, Step.RECEIPTS)


@transaction.atomic
def add_invoice(*, actor: Viewer, draft_id: UUID, now: datetime) -> UUID:
    """Add an empty invoice and return its id. Raises: UnknownDraft; Refused when the claim is full."""
    draft = lock_draft(actor=actor, draft_id=draft_id)
    positions = list(draft.invoices.order_by("position").values_list("position", flat=True))
    check_room_for_invoice(len(positions))
    invoice_id = _add_invoice(draft, position=max(positions, default=0) + 1)
    _save(draft, now, Step.RECEIPTS)
    return invoice_id


@transaction.atomic
def remove_invoice(*, actor: Viewer, draft_id: UUID, invoice_id: UUID, now: datetime) -> None:
    """Remove an invoice with its files; the last one is emptied instead. Raises: UnknownDraft."""
    draft = lock_draft(actor=actor, draft_id=draft_id)
    invoice = draft.invoices.filter(id=invoice_id).first()
    if invoice is None:
        raise UnknownDraft
    _remove_files(actor, draft.attachments.filter(invoice=invoice).values_list("document_id", flat=True))
    invoice.delete()
    if not draft.invoices.exists():
        _add_invoice(draft, position=1)
    vault = vault_of(draft, now)
    typed = read_typed(draft, vault)
    prefix = field_prefix(invoice_id)
    others = {name: text for name, text in typed.get("receipts", {}).items() if not name.startswith(prefix)}
    write_typed(draft, vault, {**typed, "receipts": others})
    _save(draft, now, Step.RECEIPTS)


@transaction.atomic
def save_invoices(*, actor: Viewer, draft_id: UUID, invoices: Sequence[InvoiceInput], now: datetime) -> None:
    """Save valid invoices over the draft's own rows; unknown ids are left out. Raises: UnknownDraft."""
    draft = lock_draft(actor=actor, draft_id=draft_id)
    vault, subject = vault_of(draft, now), subject_of(draft)
    rows = {row.id: row for row in draft.invoices.all()}
    changed = []
    for given in invoices:
        row = rows.get(given.id)
        if row is None:
            continue
        row.provider = vault.seal(subject, PROVIDER_COLUMN, row.id, given.provider)
        row.issued_on, row.amount, row.currency = given.issued_on, given.amount, given.currency
        changed.append(row)
    Invoice.objects.bulk_update(changed, ["provider", "issued_on", "amount", "currency"])
    forget_typed(draft, vault, "receipts")
    _save(draft, now, Step.BANK)


@transaction.atomic
def autosave(
    *, actor: Viewer, draft_id: UUID, step: str, typed: Mapping[str, str], now: datetime
) -> datetime:
    """Keep what was typed in a step as it is, valid or not; nothing typed forgets it. Raises: UnknownDraft."""
    draft = lock_draft(actor=actor, draft_id=draft_id)
    vault = vault_of(draft, now)
    write_typed(draft, vault, {**read_typed(draft, vault), step: typed})
    _save(draft, now)
    return draft.saved_at


@transaction.atomic
def delete_draft(*, actor: Viewer, draft_id: UUID) -> None:
    """Delete a draft with everything in it, rows and files, at once. Raises: UnknownDraft."""
    _delete(actor, lock_draft(actor=actor, draft_id=draft_id))


@transaction.atomic
def delete_all_drafts(*, actor: Viewer) -> int:
    """Delete every draft of the actor and return how many there were."""
    own = Claim.objects.filter(author_id=actor.account, partner_id=actor.partner, state="draft")
    drafts = list(own.select_for_update().order_by("id"))
    for draft in drafts:
        _delete(actor, draft)
    return len(drafts)


def field_prefix(invoice_id: UUID) -> str:
    """Return what the names of an invoice's form fields begin with; the id keeps two open tabs apart."""
    return f"r{invoice_id.hex}"


def _check_contract(actor: Viewer, contract_id: UUID, now: datetime) -> None:
    contract = contract_for(viewer=actor, contract_id=contract_id)
    if contract is None:
        raise UnknownDraft
    may_claim_for(contract, berlin_date(now))


def _add_invoice(draft: Claim, *, position: int) -> UUID:
    invoice = Invoice(
        id=uuid4(), claim=draft, partner_id=draft.partner_id, author_id=draft.author_id, position=position
    )
    invoice.save(force_insert=True)
    return invoice.id


def _seal_for(draft: Claim, person_id: UUID, now: datetime) -> None:
    """Open what is sealed for the former subject and seal it for the chosen person."""
    former, vault = subject_of(draft), vault_of(draft, now)
    typed = read_typed(draft, vault)
    draft.insured_person_id = person_id
    new_vault = vault_of(draft, now)
    write_typed(draft, new_vault, typed)
    rows = list(draft.invoices.exclude(provider=None))
    for row in rows:
        row.provider = _resealed(row, former, vault, person_id, new_vault)
    Invoice.objects.bulk_update(rows, ["provider"])


def _resealed(row: Invoice, former: UUID, vault: Vault, person_id: UUID, new_vault: Vault) -> bytes:
    provider = vault.unseal(former, PROVIDER_COLUMN, row.id, row.provider or b"")
    return new_vault.seal(person_id, PROVIDER_COLUMN, row.id, provider)


def _empty(draft: Claim) -> None:
    draft.invoices.all().delete()
    Payee.objects.filter(claim=draft).delete()
    draft.insured_person_id, draft.typed = None, None
    _add_invoice(draft, position=1)


def _save(draft: Claim, now: datetime, step: Step | None = None) -> None:
    draft.saved_at, draft.step = now, step or draft.step
    draft.save(update_fields=["contract", "insured_person", "typed", "step", "saved_at"])


def _delete(actor: Viewer, draft: Claim) -> None:
    _remove_files(actor, draft.attachments.values_list("document_id", flat=True))
    Payee.objects.filter(claim=draft).delete()
    Invoice.objects.filter(claim=draft).delete()
    # Not through the ORM: it would also reach for deliveries, which the web role may not touch.
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM claims_claim WHERE id = %s", [draft.id])


def _remove_files(actor: Viewer, document_ids: Iterable[UUID]) -> None:
    chosen = list(document_ids)
    Attachment.objects.filter(document_id__in=chosen).delete()
    remove_documents(actor=actor, document_ids=chosen)

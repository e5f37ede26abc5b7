"""Add files to the invoices of a draft, and take them away again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from partnerportal.claims.models import Attachment, Claim
from partnerportal.claims.rules.person import check_change, check_chosen
from partnerportal.claims.rules.receipts import check_room_for_file
from partnerportal.claims.services.own_draft import UnknownDraft, lock_draft
from partnerportal.documents.queries import DocumentRow
from partnerportal.documents.services import remove_documents, store_document
from partnerportal.kernel.viewer import Viewer


@dataclass(frozen=True, slots=True)
class AddedFile:
    """Say what was stored, and the id under which it can be removed again."""

    attachment_id: UUID
    document: DocumentRow


@transaction.atomic
def add_document(
    *, actor: Viewer, draft_id: UUID, invoice_id: UUID, name: str, data: bytes, now: datetime
) -> AddedFile:
    """Inspect, clean, seal and attach one file to an invoice.

    Raises: UnknownDraft; Refused for what inspection refuses, and when the claim is full.
    """
    draft = _own_invoice(actor, draft_id, invoice_id)
    check_chosen(has_person=draft.insured_person_id is not None, has_payee=True)
    check_room_for_file(draft.attachments.count())
    document = store_document(
        actor=actor,
        subject_id=draft.insured_person_id,  # type: ignore[arg-type] # checked two lines above
        partner_id=draft.partner_id,
        name=name,
        data=data,
        now=now,
    )
    # Only now the lock: inspection takes seconds, and two uploads of one draft run at once.
    draft = lock_draft(actor=actor, draft_id=draft_id)
    check_change(is_another=draft.insured_person_id != document.subject_id, file_count=1)
    count = draft.attachments.count()
    check_room_for_file(count)
    attachment = Attachment(
        claim=draft,
        invoice_id=invoice_id,
        document_id=document.id,
        partner_id=draft.partner_id,
        author_id=draft.author_id,
        position=count + 1,
    )
    attachment.save(force_insert=True)
    Claim.objects.filter(id=draft.id).update(saved_at=now)
    return AddedFile(attachment.id, document)


@transaction.atomic
def remove_document(*, actor: Viewer, draft_id: UUID, attachment_id: UUID, now: datetime) -> None:
    """Remove one file from the draft, row and bytes. Raises: UnknownDraft."""
    draft = lock_draft(actor=actor, draft_id=draft_id)
    attachment = draft.attachments.filter(id=attachment_id).first()
    if attachment is None:
        raise UnknownDraft
    document_id = attachment.document_id
    attachment.delete()
    remove_documents(actor=actor, document_ids=[document_id])
    Claim.objects.filter(id=draft.id).update(saved_at=now)


def _own_invoice(actor: Viewer, draft_id: UUID, invoice_id: UUID) -> Claim:
    own = Claim.objects.filter(author_id=actor.account, partner_id=actor.partner, state="draft")
    draft = own.filter(id=draft_id, invoices__id=invoice_id).first()
    if draft is None:
        raise UnknownDraft
    return draft

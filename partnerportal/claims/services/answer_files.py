"""Add files to an answer that is being written, and take them away again."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from partnerportal.claims.models import Attachment, Claim, InformationRequest
from partnerportal.claims.rules.receipts import check_room_for_file
from partnerportal.claims.services.case import UnknownCase
from partnerportal.claims.services.draft_files import AddedFile
from partnerportal.documents.services import remove_documents, store_document
from partnerportal.kernel.errors import Refused
from partnerportal.kernel.errors import marked_for_translation as _
from partnerportal.kernel.viewer import Viewer


@transaction.atomic
def add_answer_file(*, actor: Viewer, number: str, name: str, data: bytes, now: datetime) -> AddedFile:
    """Inspect, clean and seal one file for the open question; until the answer is sent only its author sees it.

    Raises: UnknownCase; Refused for what inspection refuses, when nothing is open, and when the claim is full.
    """
    claim = _claim(actor, number)
    question = _open_question(claim)
    check_room_for_file(claim.attachments.count())
    if claim.insured_person_id is None:
        raise UnknownCase
    document = store_document(
        actor=actor,
        subject_id=claim.insured_person_id,
        partner_id=claim.partner_id,
        name=name,
        data=data,
        now=now,
    )
    # Only now the lock: inspection takes seconds, and two uploads of one answer run at once.
    locked = Claim.objects.select_for_update(of=("self",)).get(id=claim.id)
    if _open_question(locked) != question:
        raise _nothing_open()
    count = locked.attachments.count()
    check_room_for_file(count)
    attachment = Attachment(
        claim=claim,
        information_request=question,
        document_id=document.id,
        partner_id=claim.partner_id,
        author_id=actor.account,
        position=count + 1,
    )
    attachment.save(force_insert=True)
    return AddedFile(attachment.id, document)


@transaction.atomic
def remove_answer_file(*, actor: Viewer, number: str, attachment_id: UUID) -> None:
    """Remove one of the actor's files that was not sent yet, row and bytes. Raises: UnknownCase."""
    mine = _claim(actor, number).attachments.filter(author_id=actor.account, department__isnull=True)
    attachment = mine.filter(id=attachment_id).first()
    if attachment is None:
        raise UnknownCase
    document_id = attachment.document_id
    attachment.delete()
    remove_documents(actor=actor, document_ids=[document_id])


def _open_question(claim: Claim) -> InformationRequest:
    question = claim.information_requests.filter(answered_at=None).first()
    if question is None:
        raise _nothing_open()
    return question


def _nothing_open() -> Refused:
    return Refused("answer.nothing_open", _("Diese Rückfrage ist schon beantwortet."))


def _claim(actor: Viewer, number: str) -> Claim:
    sent = Claim.objects.filter(partner_id=actor.partner, department__isnull=False)
    claim = sent.filter(number=number).first()
    if claim is None:
        raise UnknownCase
    return claim

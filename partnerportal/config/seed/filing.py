"""Attach printed papers to drafts and answers, sealed like any upload."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from partnerportal.claims.models import Attachment, Claim
from partnerportal.config.seed.chance import Chance
from partnerportal.config.seed.papers import Paper
from partnerportal.database.keys import vault_for_writing
from partnerportal.documents import storage
from partnerportal.documents.models import Document
from partnerportal.documents.queries import NAME_COLUMN


def attach(
    chance: Chance, claim: Claim, invoice_id: UUID | None, paper: Paper, *, subject_id: UUID, now: datetime
) -> UUID:
    """Store a paper for the claim's author and return the document's id; not handed over yet.

    Not through `documents.services`: each upload there starts a process to inspect strangers' bytes, and these
    are our own.
    """
    vault = vault_for_writing(subjects={subject_id}, partner_id=claim.partner_id, now=now)
    document_id = chance.uuid()
    Document(
        id=document_id,
        partner_id=claim.partner_id,
        author_id=claim.author_id,
        subject_id=subject_id,
        name=vault.seal(subject_id, NAME_COLUMN, document_id, paper.name),
        media_type=paper.media_type,
        pages=paper.pages,
        size=len(paper.kept),
        original_size=len(paper.original),
        original_sha256=paper.original_sha256,
        kept_sha256=paper.kept_sha256,
        changes=list(paper.changes),
        stored_at=now,
    ).save(force_insert=True)
    storage.write_sealed(document_id, vault.keys[subject_id], [paper.kept])
    Attachment(
        id=chance.uuid(),
        claim=claim,
        partner_id=claim.partner_id,
        author_id=claim.author_id,
        document_id=document_id,
        invoice_id=invoice_id,
        position=claim.attachments.count() + 1,
    ).save(force_insert=True)
    return document_id

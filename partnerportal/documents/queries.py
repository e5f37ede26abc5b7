"""Read what is known about stored documents, for those who may see them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from partnerportal.database.keys import Vault, open_vault
from partnerportal.documents.models import Document
from partnerportal.kernel.viewer import Viewer

NAME_COLUMN = "documents_document.name"


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """Hold a document as lists and pages show it; `size` in bytes is of what is kept, `changes` are German phrases.

    `name` is not in the printed form, for it can hold a person's name.
    """

    id: UUID
    subject_id: UUID
    name: str = field(repr=False)
    media_type: str
    pages: int
    size: int
    original_size: int
    original_sha256: str
    kept_sha256: str
    changes: tuple[str, ...]
    stored_at: datetime
    is_handed_over: bool


def document_for(*, viewer: Viewer, document_id: UUID) -> DocumentRow | None:
    """Return the document if the viewer may see it; None for a foreign and for a missing one alike."""
    rows = rows_for(viewer=viewer, document_ids=[document_id])
    return rows[0] if rows else None


def rows_for(*, viewer: Viewer, document_ids: Iterable[UUID]) -> list[DocumentRow]:
    """Return those of the documents the viewer may see, in the order asked for; two queries for any number."""
    wanted = list(document_ids)
    found = {
        document.id: document for document in Document.objects.filter(_visible_to(viewer), id__in=wanted)
    }
    vault = open_vault(document.subject_id for document in found.values())
    return [
        row_of(found[wanted_id], vault)
        for wanted_id in wanted
        if wanted_id in found and found[wanted_id].subject_id in vault.keys
    ]


def row_of(document: Document, vault: Vault) -> DocumentRow:
    """Return the row with its name unsealed. Raises: KeyError when the subject's key was destroyed."""
    return DocumentRow(
        id=document.id,
        subject_id=document.subject_id,
        name=vault.unseal(document.subject_id, NAME_COLUMN, document.id, document.name),
        media_type=document.media_type,
        pages=document.pages,
        size=document.size,
        original_size=document.original_size,
        original_sha256=document.original_sha256,
        kept_sha256=document.kept_sha256,
        changes=tuple(document.changes),
        stored_at=document.stored_at,
        is_handed_over=document.department_id is not None,
    )


def _visible_to(viewer: Viewer) -> Q:
    """Return the door in front of the wall: the same as the table's policy, `claim_scope()`."""
    if viewer.is_partner and viewer.may_see_claims:
        sent_or_mine = Q(department__isnull=False) | Q(author_id=viewer.account_id)
        return Q(partner_id=viewer.partner_id) & sent_or_mine
    if viewer.is_clerk:
        return Q(department__isnull=False, department_id=viewer.department_id)
    return Q(pk__in=())

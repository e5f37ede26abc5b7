"""Store, hand over, read and remove documents."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from functools import partial
from typing import NamedTuple
from uuid import UUID, uuid4

from django.db import connection, transaction

from partnerportal.database.context import acting_as
from partnerportal.database.keys import open_vault, vault_for_writing
from partnerportal.documents import storage
from partnerportal.documents.inspection import Inspected, inspect_upload, render_page
from partnerportal.documents.models import Document
from partnerportal.documents.queries import NAME_COLUMN, DocumentRow, row_of
from partnerportal.documents.rules import UNATTACHED_FOR, tidy_name
from partnerportal.kernel.viewer import WORKER, Viewer


def store_document(
    *, actor: Viewer, subject_id: UUID, partner_id: UUID, name: str, data: bytes, now: datetime
) -> DocumentRow:
    """Inspect, clean and seal an uploaded file; `subject_id` is the insured person whose key seals it.

    Until it is handed over only its author sees it. When the transaction fails, the sealed file without a row
    is removed a day later by `remove_unattached`.

    Raises: Refused (`upload.…`) with what is wrong with the file, why, and the next step.
    """
    inspected = inspect_upload(data, name)
    with transaction.atomic():
        vault = vault_for_writing(subjects={subject_id}, partner_id=partner_id, now=now)
        document_id = uuid4()
        sealed_name = vault.seal(subject_id, NAME_COLUMN, document_id, tidy_name(name))
        document = _row(inspected, document_id, subject_id, sealed_name, now)
        document.partner_id, document.author_id = partner_id, actor.account_id
        document.save(force_insert=True)
        storage.write_sealed(document_id, vault.keys[subject_id], [inspected.cleaned])
    return row_of(document, vault)


def hand_over(*, document_ids: Collection[UUID], department_id: UUID) -> None:
    """Let the partner and the department see documents only their author saw; call it in the claim's transaction.

    Raises: LookupError when one of them is missing, foreign or already handed over.
    """
    waiting = Document.objects.filter(id__in=document_ids, department__isnull=True)
    if waiting.update(department_id=department_id) != len(set(document_ids)):
        raise LookupError("a document to hand over is missing, foreign or already handed over")


def remove_documents(*, actor: Viewer, document_ids: Iterable[UUID]) -> None:
    """Remove the actor's own documents that were not handed over, rows now and files after the commit.

    Whatever ties them to a claim (claims.Attachment) goes first; others' documents stay as they are.
    """
    mine = Document.objects.filter(
        id__in=list(document_ids), author_id=actor.account_id, department__isnull=True
    )
    with transaction.atomic():
        removed = list(mine.values_list("id", flat=True))
        mine.filter(id__in=removed).delete()
        _remove_files_after_commit(removed)


def open_stream(row: DocumentRow) -> Iterator[bytes]:
    """Return the document's plain bytes piece by piece; the key is fetched at once, as the present viewer.

    Raises: LookupError when the key is out of the viewer's reach or destroyed; FileNotFoundError;
    CryptoError while reading.
    """
    key = open_vault([row.subject_id]).keys.get(row.subject_id)
    if key is None:
        raise LookupError("the key of the document's subject is not there for this viewer")
    return storage.read_sealed(row.id, key)


def read_bytes(row: DocumentRow) -> bytes:
    """Return the document's plain bytes at once, at most about 64 MiB. Raises: as `open_stream`."""
    return b"".join(open_stream(row))


def draw_page(row: DocumentRow, *, page: int, width: int) -> bytes:
    """Return a page (from 1) as a JPEG of `width` pixels. Raises: LookupError for a missing page; Refused."""
    if not 1 <= page <= row.pages:
        raise LookupError("the document has no such page")
    return render_page(read_bytes(row), row.media_type, page, width)


class Removed(NamedTuple):
    """Count what a clean-up removed."""

    rows: int
    files: int


def remove_unattached(now: datetime) -> Removed:
    """Remove what waited 24 hours for a claim, and files that have no row (R-UPLOAD); run by the worker."""
    before = now - UNATTACHED_FOR
    with acting_as(WORKER):
        removed = _ids("SELECT documents_remove_unattached(%s)", before)
        _remove_files_after_commit(removed)
        old = storage.files_older_than(before)
        known = set(_ids("SELECT documents_known(%s)", list(old.keys() - set(removed))))
    strays = [
        path
        for document_id, paths in old.items()
        for path in paths
        if document_id not in known or storage.is_unfinished(path)
    ]
    for path in strays:
        path.unlink(missing_ok=True)
    return Removed(len(removed), len(strays))


def _row(
    inspected: Inspected, document_id: UUID, subject_id: UUID, sealed_name: bytes, now: datetime
) -> Document:
    return Document(
        id=document_id,
        subject_id=subject_id,
        name=sealed_name,
        media_type=inspected.media_type,
        pages=inspected.pages,
        size=len(inspected.cleaned),
        original_size=inspected.original_size,
        original_sha256=inspected.original_sha256,
        kept_sha256=inspected.cleaned_sha256,
        changes=list(inspected.changes),
        stored_at=now,
    )


def _remove_files_after_commit(document_ids: Iterable[UUID]) -> None:
    """Remove the files only once the rows are gone for good; a rollback must not lose a file."""
    for document_id in document_ids:
        transaction.on_commit(partial(storage.remove, document_id))


def _ids(query: str, argument: datetime | list[UUID]) -> list[UUID]:
    with connection.cursor() as cursor:
        cursor.execute(query, (argument,))
        return [row[0] for row in cursor.fetchall()]

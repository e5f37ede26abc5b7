"""Stored receipts are sealed, seen only by those who may, and removed completely."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction

from partnerportal.claims.models import Attachment, Claim
from partnerportal.database.context import acting_as
from partnerportal.documents import services, storage
from partnerportal.documents.models import Document
from partnerportal.documents.queries import DocumentRow, document_for, rows_for
from partnerportal.kernel.clock import utc_now
from partnerportal.kernel.crypto import CryptoError, new_data_key
from partnerportal.kernel.errors import Refused
from partnerportal.kernel.viewer import WORKER, Viewer
from tests.cast import House, submitted_claim
from tests.documents.samples import phone_jpeg

INVOICE_NAME = "Rechnung Dr. Öztürk – März.jpg"


def stored(house: House, *, actor: Viewer | None = None, name: str = INVOICE_NAME) -> DocumentRow:
    author = actor or house.lindner
    with acting_as(author):
        return services.store_document(
            actor=author,
            subject_id=house.person.id,
            partner_id=house.contract.partner_id,
            name=name,
            data=phone_jpeg(),
            now=utc_now(),
        )


def files() -> list[Path]:
    return [path for path in (settings.DATA_DIR / "documents").rglob("*") if path.is_file()]


def test_a_stored_receipt_comes_back_to_its_author(house: House) -> None:
    row = stored(house)
    with acting_as(house.lindner):
        found = document_for(viewer=house.lindner, document_id=row.id)
        assert found == row
        content = services.read_bytes(row)
    assert row.name == INVOICE_NAME
    assert (row.media_type, row.pages, row.size) == ("image/jpeg", 1, len(content))
    assert row.changes == ("Standortdaten", "Angaben zum Gerät", "Metadaten")


def test_plain_bytes_of_a_receipt_appear_nowhere_in_the_data_folder(house: House) -> None:
    row = stored(house)
    with acting_as(house.lindner):
        content = services.read_bytes(row)
    middle = content[len(content) // 2 :][:64]
    lying_about = [path for path in settings.DATA_DIR.rglob("*") if path.is_file() and not _is_socket(path)]
    assert files()
    assert not [path for path in lying_about if middle in path.read_bytes()]
    assert not [path for path in lying_about if INVOICE_NAME.encode() in path.read_bytes()]


def test_only_the_portal_reads_the_folder_and_its_files(house: House) -> None:
    row = stored(house)
    path = settings.DATA_DIR / "documents" / row.id.hex[:2] / str(row.id)
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert path.parent.parent.stat().st_mode & 0o777 == 0o700


def test_a_file_under_another_document_does_not_open(house: House) -> None:
    first, second = stored(house), stored(house)
    folder = settings.DATA_DIR / "documents"
    (folder / first.id.hex[:2] / str(first.id)).replace(folder / second.id.hex[:2] / str(second.id))
    with acting_as(house.lindner), pytest.raises(CryptoError):
        services.read_bytes(second)


def test_a_colleague_sees_the_receipt_only_after_it_was_handed_over(house: House) -> None:
    row = stored(house)
    with acting_as(house.voss):
        assert document_for(viewer=house.voss, document_id=row.id) is None
    with acting_as(house.lindner):
        services.hand_over(document_ids=[row.id], department_id=house.benefits.id)
    with acting_as(house.voss):
        seen = document_for(viewer=house.voss, document_id=row.id)
        assert seen is not None
        assert seen.is_handed_over


def test_the_department_sees_the_receipt_only_after_it_was_handed_over(house: House) -> None:
    submitted_claim(house.lindner, house.person)
    row = stored(house)
    with acting_as(house.clerk):
        assert document_for(viewer=house.clerk, document_id=row.id) is None
    with acting_as(house.lindner):
        services.hand_over(document_ids=[row.id], department_id=house.benefits.id)
    with acting_as(house.clerk):
        assert document_for(viewer=house.clerk, document_id=row.id) is not None
        assert services.read_bytes(row)
    with acting_as(house.contract_clerk):
        assert document_for(viewer=house.contract_clerk, document_id=row.id) is None


def test_door_and_wall_agree_for_everyone(house: House) -> None:
    case = submitted_claim(house.lindner, house.person)
    rows = [stored(house), stored(house, actor=house.voss)]
    with acting_as(house.voss):
        services.hand_over(document_ids=[rows[1].id], department_id=house.benefits.id)
    wanted = [row.id for row in rows]
    expected = {
        house.lindner: wanted,
        house.voss: wanted[1:],
        house.petersen: [],
        house.clerk: wanted[1:],
        house.second_clerk: wanted[1:],
        house.contract_clerk: [],
        house.officer: [],
        house.administrator: [],
    }
    for viewer, visible in expected.items():
        # As the schema's owner there is no wall, so this is the door alone; inside the context both.
        assert [row.id for row in rows_for(viewer=viewer, document_ids=wanted)] == visible
        with acting_as(viewer):
            assert [row.id for row in rows_for(viewer=viewer, document_ids=wanted)] == visible
            beside_the_case = Document.objects.exclude(attachment__claim=case)
            assert set(beside_the_case.values_list("id", flat=True)) == set(visible)


def test_handing_over_somebody_elses_receipt_fails(house: House) -> None:
    row = stored(house)
    with acting_as(house.petersen), pytest.raises(LookupError):
        services.hand_over(document_ids=[row.id], department_id=house.benefits.id)


def test_storing_for_another_partner_is_refused_by_the_database(house: House) -> None:
    with pytest.raises(DatabaseError), acting_as(house.petersen):
        services.store_document(
            actor=house.petersen,
            subject_id=house.person.id,
            partner_id=house.contract.partner_id,
            name=INVOICE_NAME,
            data=phone_jpeg(),
            now=utc_now(),
        )


def test_a_refused_file_leaves_neither_row_nor_file(house: House) -> None:
    before = set(files())
    with acting_as(house.lindner), pytest.raises(Refused) as refusal:
        services.store_document(
            actor=house.lindner,
            subject_id=house.person.id,
            partner_id=house.contract.partner_id,
            name="leer.pdf",
            data=b"",
            now=utc_now(),
        )
    assert refusal.value.code == "upload.empty"
    assert set(files()) == before
    assert not Document.objects.exists()


def test_a_removed_receipt_is_gone_after_the_commit(
    house: House, django_capture_on_commit_callbacks: pytest.FixtureRequest
) -> None:
    row = stored(house)
    with django_capture_on_commit_callbacks(execute=True), acting_as(house.lindner):
        services.remove_documents(actor=house.lindner, document_ids=[row.id])
        assert row.id in {path_id(path) for path in files()}
    assert row.id not in {path_id(path) for path in files()}
    assert not Document.objects.filter(id=row.id).exists()


def test_a_rolled_back_removal_keeps_the_file(
    house: House, django_capture_on_commit_callbacks: pytest.FixtureRequest
) -> None:
    row = stored(house)
    with django_capture_on_commit_callbacks(execute=True), acting_as(house.lindner):
        with transaction.atomic():
            services.remove_documents(actor=house.lindner, document_ids=[row.id])
            transaction.set_rollback(True)
        assert services.read_bytes(row)


def test_nobody_removes_a_handed_over_or_foreign_receipt(house: House) -> None:
    mine, sent = stored(house), stored(house)
    with acting_as(house.lindner):
        services.hand_over(document_ids=[sent.id], department_id=house.benefits.id)
        services.remove_documents(actor=house.lindner, document_ids=[sent.id])
    with acting_as(house.voss):
        services.remove_documents(actor=house.voss, document_ids=[mine.id])
    # Without the wall, as the schema's owner, the door alone holds.
    services.remove_documents(actor=house.voss, document_ids=[mine.id, sent.id])
    services.remove_documents(actor=house.lindner, document_ids=[sent.id])
    assert Document.objects.filter(id__in=[mine.id, sent.id]).count() == 2


def test_the_number_of_queries_does_not_grow_with_the_documents(
    house: House, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    ids = [stored(house).id for _ in range(3)]
    with acting_as(house.lindner):
        for wanted in (ids[:1], ids):
            with django_assert_num_queries(2):
                assert len(rows_for(viewer=house.lindner, document_ids=wanted)) == len(wanted)


def test_an_upload_without_claim_is_removed_after_a_day(
    house: House, django_capture_on_commit_callbacks: pytest.FixtureRequest
) -> None:
    row = stored(house)
    with django_capture_on_commit_callbacks(execute=True):
        services.remove_unattached(utc_now() + timedelta(hours=23))
    assert Document.objects.filter(id=row.id).exists()
    with django_capture_on_commit_callbacks(execute=True):
        assert services.remove_unattached(utc_now() + timedelta(hours=25)).rows == 1
    assert not Document.objects.filter(id=row.id).exists()
    assert row.id not in {path_id(path) for path in files()}


def test_an_attached_or_sent_receipt_stays(house: House) -> None:
    draft_file, sent = stored(house), stored(house)
    attach(house, draft_file)
    with acting_as(house.lindner):
        services.hand_over(document_ids=[sent.id], department_id=house.benefits.id)
    services.remove_unattached(utc_now() + timedelta(days=400))
    assert Document.objects.count() == 2
    assert {draft_file.id, sent.id} <= {path_id(path) for path in files()}


def test_files_without_row_are_removed_after_a_day(house: House) -> None:
    row = stored(house)
    Document.objects.filter(id=row.id).delete()
    folder = settings.DATA_DIR / "documents" / row.id.hex[:2]
    unfinished = folder / f"{row.id}.part"
    unfinished.write_bytes(b"")
    services.remove_unattached(utc_now() + timedelta(hours=23))
    assert unfinished.exists()
    assert row.id in {path_id(path) for path in files()}
    assert services.remove_unattached(utc_now() + timedelta(hours=25)).files >= 2
    assert not unfinished.exists()
    assert row.id not in {path_id(path) for path in files()}


def test_the_worker_cleans_up_without_seeing_a_document(house: House) -> None:
    row = stored(house)
    with acting_as(WORKER):
        assert not Document.objects.exists()
        assert document_for(viewer=WORKER, document_id=row.id) is None
    with pytest.raises(DatabaseError), acting_as(house.lindner), connection.cursor() as cursor:
        cursor.execute("SELECT documents_remove_unattached(now())")


def test_an_interrupted_write_leaves_no_readable_file(house: House) -> None:
    document_id = house.person.id

    def broken() -> object:
        yield b"%PDF"
        raise OSError

    with pytest.raises(OSError):  # noqa: PT011 - the write's own error
        storage.write_sealed(document_id, new_data_key(), broken())  # type: ignore[arg-type]
    with pytest.raises(FileNotFoundError):
        storage.read_sealed(document_id, new_data_key())


def path_id(path: Path) -> UUID:
    return UUID(path.name.removesuffix(".part"))


def attach(house: House, row: DocumentRow) -> None:
    scope = {"partner_id": house.contract.partner_id, "author_id": house.lindner.account_id}
    claim = Claim.objects.create(contract=house.contract, created_at=utc_now(), saved_at=utc_now(), **scope)
    Attachment.objects.create(claim=claim, document_id=row.id, position=1, **scope)


def _is_socket(path: Path) -> bool:
    return path.is_socket() or not os.access(path, os.R_OK)

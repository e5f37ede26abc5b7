"""Uploads stay in memory and within bounds; a file too large spares the others of its form."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest
from django.test import Client, RequestFactory

from partnerportal.documents import upload_handler
from partnerportal.documents.inspection import MAX_FILE_BYTES
from partnerportal.documents.upload_handler import BoundedMemoryUploadHandler, BoundedUpload
from partnerportal.kernel.errors import Refused
from partnerportal.kernel.viewer import Role, Viewer

SIGNED_IN = Viewer(role=Role.STAFF, account_id=uuid4(), partner_id=uuid4())


def posted(**files: bytes | list[bytes]) -> HttpRequest:
    data: dict[str, Any] = {
        name: [_file(content) for content in contents] if isinstance(contents, list) else _file(contents)
        for name, contents in files.items()
    }
    request = RequestFactory().post("/", data)
    request.viewer = SIGNED_IN
    return request


def _file(content: bytes) -> BytesIO:
    file = BytesIO(content)
    file.name = "beleg.pdf"
    return file


def test_uploads_are_taken_by_the_handler_in_memory() -> None:
    assert [
        f"{BoundedMemoryUploadHandler.__module__}.{BoundedMemoryUploadHandler.__qualname__}"
    ] == settings.FILE_UPLOAD_HANDLERS
    upload = posted(belege=b"%PDF-1.7").FILES["belege"]
    assert isinstance(upload, BoundedUpload)
    assert not hasattr(upload, "temporary_file_path")
    assert (upload.read(), upload.size, upload.name, upload.too_large) == (b"%PDF-1.7", 8, "beleg.pdf", False)
    assert b"".join(upload.chunks()) == b"%PDF-1.7"


def test_a_file_of_exactly_the_limit_is_kept() -> None:
    upload = posted(belege=b"x" * MAX_FILE_BYTES).FILES["belege"]
    assert not upload.too_large
    assert len(upload.read()) == MAX_FILE_BYTES


def test_a_file_too_large_is_marked_and_the_others_survive() -> None:
    uploads = posted(belege=[b"first", b"x" * (MAX_FILE_BYTES + 1), b"third"]).FILES.getlist("belege")
    assert [upload.too_large for upload in uploads] == [False, True, False]
    assert (uploads[0].read(), uploads[2].read()) == (b"first", b"third")
    assert uploads[1].size == MAX_FILE_BYTES + 1
    for read in (uploads[1].read, lambda: b"".join(uploads[1].chunks())):
        with pytest.raises(Refused) as refusal:
            read()
        assert refusal.value.code == "upload.too_large"
        assert "25\u00a0MB" in refusal.value.sentence


def test_files_too_large_together_are_marked_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upload_handler, "MAX_KEPT_BYTES", 10)
    uploads = posted(belege=[b"123456", b"1234567", b"1234"]).FILES.getlist("belege")
    assert [upload.too_large for upload in uploads] == [False, True, False]
    with pytest.raises(Refused) as refusal:
        uploads[1].read()
    assert refusal.value.code == "upload.too_much_at_once"


def test_what_was_cut_off_does_not_count_for_the_others() -> None:
    big = b"x" * (MAX_FILE_BYTES + 1)
    uploads = posted(belege=[big, big, big, b"last"]).FILES.getlist("belege")
    assert [upload.refusal_code for upload in uploads] == [upload_handler.TOO_LARGE] * 3 + [None]


def test_an_absurd_body_is_not_read_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upload_handler, "MAX_BODY_BYTES", 100)
    with pytest.raises(RequestDataTooBig):
        posted(belege=b"x" * 200).FILES  # noqa: B018 - reading parses the body


@pytest.mark.django_db
@pytest.mark.parametrize("enforce_csrf_checks", [True, False])
def test_a_stranger_sends_no_files_worth_reading(enforce_csrf_checks: bool) -> None:
    stranger = Client(enforce_csrf_checks=enforce_csrf_checks)
    stranger.get("/anmelden")
    flood = _file(b"x" * (upload_handler.MAX_STRANGERS_BODY_BYTES + 1))
    assert (
        stranger.post("/anmelden", {"login": "a@b.example", "password": "x", "f": flood}).status_code == 413
    )

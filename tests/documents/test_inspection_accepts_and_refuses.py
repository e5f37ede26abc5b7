"""Every kind of file a partner may send is taken or refused with a sentence that helps."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable

import pytest

from partnerportal.documents.inspection import MAX_FILE_BYTES, Inspected, inspect_upload
from partnerportal.documents.inspection.sentences import REFUSALS, REMOVALS
from partnerportal.kernel.errors import Refused
from tests.documents import samples

ACCEPTED = [
    (samples.pdf, "application/pdf", 12),
    (samples.phone_jpeg, "image/jpeg", 1),
    (samples.phone_heic, "image/jpeg", 1),
    (samples.screenshot_png, "image/png", 1),
    (samples.three_page_tiff, "application/pdf", 3),
]

REFUSED = [
    (samples.empty, "upload.empty"),
    (samples.too_large, "upload.too_large"),
    (samples.renamed_executable, "upload.program"),
    (samples.office_file, "upload.office_file"),
    (samples.encrypted_pdf, "upload.encrypted"),
    (samples.locked_pdf, "upload.locked"),
    (samples.huge_png, "upload.too_many_pixels"),
    (samples.swelling_pdf, "upload.too_complex"),
    (samples.truncated_jpeg, "upload.unreadable"),
    (samples.truncated_pdf, "upload.unreadable"),
    (samples.portfolio_pdf, "upload.portfolio"),
    (samples.dynamic_form_pdf, "upload.dynamic_form"),
    (samples.pdf_with_huge_picture, "upload.too_many_pixels"),
]


def refused_code(data: bytes, filename: str = "beleg.pdf") -> str:
    with pytest.raises(Refused) as refusal:
        inspect_upload(data, filename)
    return refusal.value.code


@pytest.mark.parametrize(("make", "media_type", "pages"), ACCEPTED)
def test_a_receipt_is_accepted_and_described(make: Callable[[], bytes], media_type: str, pages: int) -> None:
    original = make()

    kept = inspect_upload(original, "beleg")

    assert kept == Inspected(
        media_type=media_type,
        cleaned=kept.cleaned,
        pages=pages,
        original_sha256=hashlib.sha256(original).hexdigest(),
        cleaned_sha256=hashlib.sha256(kept.cleaned).hexdigest(),
        original_size=len(original),
        changes=kept.changes,
    )


@pytest.mark.parametrize(("make", "code"), REFUSED)
def test_a_file_we_cannot_take_is_refused_with_its_reason(make: Callable[[], bytes], code: str) -> None:
    assert refused_code(make()) == code


def test_what_was_kept_can_be_inspected_again_and_again() -> None:
    once = inspect_upload(samples.pdf_with_form(), "formular.pdf")
    twice = inspect_upload(once.cleaned, "formular.pdf")

    assert (twice.pages, twice.changes) == (1, ())


def test_the_name_never_decides_the_type() -> None:
    assert inspect_upload(samples.phone_jpeg(), "rechnung.pdf").media_type == "image/jpeg"


def test_a_file_of_exactly_25_mb_is_not_too_large() -> None:
    padded = samples.phone_jpeg().ljust(MAX_FILE_BYTES, b"\x00")

    assert inspect_upload(padded, "foto.jpg").media_type == "image/jpeg"
    assert refused_code(padded + b"\x00") == "upload.too_large"


def test_40_pages_are_taken_and_41_are_not() -> None:
    assert inspect_upload(samples.pdf(40), "lang.pdf").pages == 40
    assert refused_code(samples.pdf(41)) == "upload.too_many_pages"


def test_text_under_a_receipts_name_is_told_apart_from_a_foreign_format() -> None:
    assert refused_code(b"Guten Tag", "rechnung.pdf") == "upload.type_mismatch"
    assert refused_code(b"Guten Tag", "notiz.txt") == "upload.type_not_allowed"


@pytest.mark.parametrize("sentence", REFUSALS.values(), ids=REFUSALS.keys())
def test_each_refusal_says_what_why_and_what_to_do(sentence: str) -> None:
    sentences = re.findall(r"[^.]+\.", sentence)

    assert len(sentences) == 3
    assert sentences[-1].startswith(" Bitte ")
    assert all(len(part.split()) <= 15 for part in sentences)


def test_removals_are_phrases_that_can_follow_a_colon() -> None:
    assert all(not phrase.endswith(".") for phrase in REMOVALS.values())

"""A kept PDF shows its pages and can do nothing else."""

from __future__ import annotations

import io
from collections.abc import Callable

import pikepdf
import pypdfium2
import pytest

from partnerportal.documents.inspection import inspect_upload
from tests.documents import samples


def cleaned(data: bytes) -> bytes:
    return inspect_upload(data, "beleg.pdf").cleaned


def spelled_out(data: bytes) -> bytes:
    """Return the PDF with every stream unpacked, so that nothing hides in compression."""
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.save(
            target,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
            compress_streams=False,
        )
    return target.getvalue()


def text_of(data: bytes, page: int = 0) -> str:
    return str(pypdfium2.PdfDocument(data)[page].get_textpage().get_text_range())


CARRIED = [
    (samples.pdf_with_javascript, [b"/JavaScript", b"/JS", b"Skript"], "JavaScript"),
    (samples.pdf_with_embedded_file, [samples.ATTACHMENT_TEXT, b"/EmbeddedFile"], "eingebettete Dateien"),
    (samples.pdf_with_launch_action, [b"/Launch", b"cmd.exe"], "automatische Aktionen"),
    (samples.pdf_with_form, [b"/AcroForm", b"/SubmitForm", b"fremd.example"], "Formularfunktionen"),
    (samples.pdf_with_document_metadata, [samples.AUTHOR.encode(), b"/Metadata", b"/PieceInfo"], "Metadaten"),
]


@pytest.mark.parametrize(("make", "traces", "phrase"), CARRIED)
def test_what_a_page_does_not_need_is_gone_and_named(
    make: Callable[[], bytes], traces: list[bytes], phrase: str
) -> None:
    before = spelled_out(make())
    kept = inspect_upload(make(), "beleg.pdf")
    after = spelled_out(kept.cleaned)

    assert all(trace in before for trace in traces)
    assert not any(trace in after for trace in traces)
    assert phrase in kept.changes


@pytest.mark.parametrize("make", [make for make, _, _ in CARRIED])
def test_the_text_of_the_page_stays(make: Callable[[], bytes]) -> None:
    assert "Arztrechnung, Seite 1" in text_of(cleaned(make()))


def test_all_twelve_pages_stay_in_order() -> None:
    kept = cleaned(samples.pdf())

    assert [f"Seite {number + 1}" in text_of(kept, number) for number in range(12)] == [True] * 12


def test_what_was_typed_into_a_form_stays_readable() -> None:
    assert samples.FORM_VALUE in text_of(cleaned(samples.pdf_with_form()))


def test_a_photograph_inside_a_pdf_loses_its_position_and_keeps_its_pixels() -> None:
    original = samples.pdf_with_phone_photograph()
    kept = cleaned(original)

    assert samples.DEVICE_MODEL.encode() in spelled_out(original)
    assert b"Exif" not in spelled_out(kept)
    assert samples.DEVICE_MODEL.encode() not in spelled_out(kept)
    assert drawn(kept) == drawn(original)


def test_nothing_but_pages_hangs_on_the_catalogue() -> None:
    for make, _, _ in CARRIED:
        with pikepdf.open(io.BytesIO(cleaned(make()))) as pdf:
            assert set(pdf.Root.keys()) == {"/Type", "/Pages"}
            assert "/Info" not in pdf.trailer
            assert "/Annots" not in pdf.pages[0]


def test_the_same_file_is_cleaned_to_the_same_bytes() -> None:
    assert cleaned(samples.pdf_with_form()) == cleaned(samples.pdf_with_form())


def drawn(data: bytes) -> bytes:
    return bytes(pypdfium2.PdfDocument(data)[0].render(scale=1).to_pil().tobytes())

"""The receipt is a document a partner can keep for years, read by eye, by screen reader and by archive."""

from __future__ import annotations

import dataclasses
import hashlib
import io
import re
import time
from datetime import UTC, date, datetime

import pikepdf
import pypdfium2
import pytest

from partnerportal.claims.receipt import ReceiptData, ReceiptFile, ReceiptInvoice, render_receipt
from partnerportal.claims.receipt.wording import german_size
from partnerportal.ui.printing.wording import PRINTABLE, german_instant, printable

HOSTILE = [
    '#eval("1+1") #panic() #read("/etc/passwd")',
    '"]} #{ $ \\ ` */ // <label> @ref [',
    "= Überschrift\n- Liste\n#pagebreak()",
    "rechnung\u202efdp.exe\u0000\u2066",
    "Foto 📷 vom 中国 und مرحبا.jpg",
    "A" * 255,
]


def file(name: str = "Arztrechnung.pdf", number: int = 1) -> ReceiptFile:
    return ReceiptFile(
        name=name,
        size=812_345 * number,
        pages=12,
        sha256=hashlib.sha256(f"sent {number}".encode()).hexdigest(),
        kept_sha256=hashlib.sha256(f"kept {number}".encode()).hexdigest(),
        note="Entfernt: Standortdaten",
    )


CLAIM = ReceiptData(
    operator_name="Muster Krankenversicherung AG",
    operator_address=("Hafenstraße 12", "20457 Hamburg"),
    claim_number="EA-2026-000123-7",
    received_at=datetime(2026, 3, 14, 9, 22, 31, tzinfo=UTC),
    policy_number="KV 4711-0815/02",
    insured_person="Jörg Öztürk-Weiß",
    partner_name="Lindner & Voss GmbH",
    department="Leistung Kranken",
    total="266,80 €",
    invoices=(
        ReceiptInvoice("Praxis Dr. Sommer", date(2026, 2, 28), "148,60 €"),
        ReceiptInvoice("Apotheke am Markt", date(2026, 3, 2), "118,20 €"),
    ),
    files=(file(),),
    retention_sentence="Wir bewahren den Antrag bis zum 31.12.2036 auf und löschen ihn danach.",
)


def claim_with(*files: ReceiptFile) -> ReceiptData:
    return dataclasses.replace(CLAIM, files=files)


def text_of(pdf: bytes) -> str:
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf)]
    return re.sub(r"\s+", " ", " ".join(pages).replace("\u200b", ""))


def without_spaces(text: str) -> str:
    return re.sub(r"\s|\u200b|\ufffe", "", text)


def test_it_says_what_arrived_when_and_from_whom() -> None:
    text = text_of(render_receipt(CLAIM))

    for expected in (
        "Eingangsbestätigung",
        "Muster Krankenversicherung AG",
        "Hafenstraße 12 · 20457 Hamburg",
        "EA-2026-000123-7",
        "14.03.2026, 10:22:31 Uhr (MEZ)",
        "KV 4711-0815/02",
        "Jörg Öztürk-Weiß",
        "Lindner & Voss GmbH",
        "Leistung Kranken",
        "Praxis Dr. Sommer 28.02.2026 148,60 €",
        "Summe 266,80 €",
        "12 Seiten 793 KB",
        "Entfernt: Standortdaten",
        "bis zum 31.12.2036",
        "Seite 1 von 1",
    ):
        assert expected.replace("\u00a0", " ") in text


def test_every_file_stands_with_both_fingerprints() -> None:
    files = tuple(file(f"Beleg {number}.pdf", number) for number in range(1, 61))
    text = without_spaces(text_of(render_receipt(claim_with(*files))))

    for each in files:
        assert without_spaces(each.name) in text
        assert each.sha256 in text
        assert each.kept_sha256 in text


def test_it_is_tagged_german_and_made_for_archives() -> None:
    with pikepdf.open(io.BytesIO(render_receipt(CLAIM))) as pdf:
        metadata = pdf.open_metadata()

        assert pdf.Root.MarkInfo.Marked
        assert "/StructTreeRoot" in pdf.Root
        assert str(pdf.Root.Lang) == "de-DE"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert metadata["pdfaid:part"] == "3"
        assert metadata["pdfaid:conformance"] == "A"
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["dc:title"] == "Eingangsbestätigung EA-2026-000123-7"


def test_the_same_claim_prints_the_same_bytes() -> None:
    assert render_receipt(CLAIM) == render_receipt(CLAIM)


@pytest.mark.parametrize("text", HOSTILE)
def test_text_is_only_ever_text(text: str) -> None:
    claim = dataclasses.replace(
        claim_with(dataclasses.replace(file(text), note=text)),
        operator_name=text,
        operator_address=(text,),
        claim_number=text[:60],
        policy_number=text,
        insured_person=text,
        partner_name=text,
        department=text,
        total=text[:40],
        retention_sentence=text,
        invoices=(ReceiptInvoice(text, date(2026, 1, 1), text[:40]),),
    )

    shown = without_spaces(text_of(render_receipt(claim)))

    assert without_spaces(printable(text)).replace("\ufffd", "") in shown.replace("\ufffd", "")


def test_a_long_file_name_stays_inside_the_page() -> None:
    page = pypdfium2.PdfDocument(render_receipt(claim_with(file("X" * 255))))[0]
    boxes = [page.get_textpage().get_charbox(index) for index in range(page.get_textpage().count_chars())]

    assert max(right for _, _, right, _ in boxes) <= page.get_width() - 50


def test_every_character_we_promise_to_print_has_a_glyph() -> None:
    everything = "".join(chr(code) for first, last in PRINTABLE for code in range(first, last + 1))

    assert render_receipt(dataclasses.replace(CLAIM, retention_sentence=everything)).startswith(b"%PDF")


def test_a_name_cannot_turn_the_reading_direction() -> None:
    assert printable("rechnung\u202efdp.exe") == "rechnung\ufffdfdp.exe"


def test_an_accent_typed_as_two_characters_is_one_letter() -> None:
    assert printable("Ma\u0308rz") == "März"


def test_summer_and_winter_time_are_named() -> None:
    assert german_instant(datetime(2026, 7, 1, 22, 30, tzinfo=UTC)) == "02.07.2026, 00:30:00 Uhr (MESZ)"
    assert german_instant(datetime(2026, 12, 31, 23, 0, tzinfo=UTC)) == "01.01.2027, 00:00:00 Uhr (MEZ)"


def test_sizes_are_written_the_german_way() -> None:
    assert german_size(812) == "812\u00a0Byte"
    assert german_size(70_000) == "68\u00a0KB"
    assert german_size(25 * 1024 * 1024) == "25,0\u00a0MB"


def test_its_date_is_the_instant_of_receipt() -> None:
    with pikepdf.open(io.BytesIO(render_receipt(CLAIM))) as pdf:
        assert str(pdf.open_metadata()["xmp:CreateDate"]) == "2026-03-14T09:22:31+00:00"


def test_it_is_ready_before_anybody_waits() -> None:
    def seconds_for(files: int) -> float:
        claim = claim_with(*(file(f"Beleg {files} {number}.pdf", number) for number in range(files)))
        started = time.perf_counter()
        render_receipt(claim)
        return time.perf_counter() - started

    # The best of several: the machine of the tests has other things to do.
    assert min(seconds_for(files) for files in range(50, 60)) < 0.1

"""Upload what nobody should: each file gets its sentence, and the draft keeps everything else."""

from __future__ import annotations

import io

import pikepdf
import pytest
from playwright.sync_api import Locator, expect

from tests.documents.samples import (
    SCRIPT,
    empty,
    encrypted_pdf,
    huge_png,
    pdf,
    pdf_with_javascript,
    renamed_executable,
    too_large,
)
from tests.journeys import wizard
from tests.journeys.records import Records
from tests.journeys.test_claim_journey import HOSPITAL
from tests.journeys.visitor import Visitors
from tests.journeys.wizard import Payload, file

pytestmark = pytest.mark.journey

REFUSED = {
    "Programm.pdf": (renamed_executable(), "Die Datei ist ein Programm und kein Beleg."),
    "Plakat.png": (huge_png(), "Das Bild hat mehr als 100 Megapixel."),
    "Geheim.pdf": (encrypted_pdf(), "Die Datei ist mit einem Passwort geschützt."),
    "Leer.pdf": (empty(), "Die Datei ist leer."),
}
TOO_LARGE = "Die Datei ist größer als 25"


@pytest.mark.parametrize("has_scripts", [True, False], ids=["with scripts", "without"])
def test_each_bad_file_gets_its_sentence_and_the_draft_keeps_the_rest(
    has_scripts: bool, visitors: Visitors, records: Records
) -> None:
    broker = visitors.at_desk(java_script_enabled=has_scripts)
    broker.sign_in("Katrin Lindner")
    broker.tolerate(422)
    page = broker.page
    wizard.begin(page, records.untouched())
    part = wizard.invoice(page)
    wizard.fill_invoice(part, HOSPITAL)
    bad = [file(name, data) for name, (data, _sentence) in REFUSED.items()]
    choose(part, [file("Rechnung.pdf", pdf(3)), *bad, file("Skript.pdf", pdf_with_javascript())])
    if not has_scripts:
        wizard.go_on(page, "Hochladen")
    for name, (_data, sentence) in REFUSED.items():
        expect(part.locator("li.bad", has_text=name)).to_contain_text(sentence)
    expect(part.get_by_text("Bereit", exact=True)).to_have_count(2)

    page.reload()
    expect(part.get_by_label("Rechnungssteller")).to_have_value(HOSPITAL.provider)
    expect(part.get_by_label("Rechnungsbetrag")).to_have_value(HOSPITAL.amount)
    for name in ("Rechnung.pdf", "Skript.pdf"):
        expect(part.get_by_role("link", name=name)).to_be_visible()
    with page.expect_download() as download:
        part.get_by_role("link", name="Skript.pdf").click()
    assert_has_no_script(download.value.path().read_bytes())


@pytest.mark.parametrize("has_scripts", [True, False], ids=["with scripts", "without"])
def test_a_file_of_26_megabytes_is_refused_alone(
    has_scripts: bool, visitors: Visitors, records: Records
) -> None:
    broker = visitors.at_desk(java_script_enabled=has_scripts)
    broker.sign_in("Katrin Lindner")
    broker.tolerate(422)
    page = broker.page
    wizard.begin(page, records.untouched())
    part = wizard.invoice(page)
    wizard.fill_invoice(part, HOSPITAL)
    choose(part, [file("Scan.jpg", too_large()), file("Rechnung.pdf", pdf(3))])
    if not has_scripts:
        wizard.go_on(page, "Hochladen")
    expect(part.locator("li.bad", has_text="Scan.jpg")).to_contain_text(TOO_LARGE)
    expect(part.get_by_role("link", name="Rechnung.pdf")).to_be_visible()
    expect(part.get_by_label("Rechnungssteller")).to_have_value(HOSPITAL.provider)


def choose(part: Locator, files: list[Payload]) -> None:
    """Choose files without waiting for what becomes of them."""
    part.locator("input[type=file][multiple]").set_input_files(list(files))


def assert_has_no_script(data: bytes) -> None:
    """Look into every object of the stored file: nothing is left of the script."""
    with pikepdf.open(io.BytesIO(data)) as document:
        shown = [repr(found) for found in document.objects]
    assert not any(SCRIPT in text or "/JavaScript" in text for text in shown)

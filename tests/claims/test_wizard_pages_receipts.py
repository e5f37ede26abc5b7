"""The step "Belege": every file is judged alone, and nothing typed is lost, with a script or without."""

from __future__ import annotations

import pytest

from partnerportal.claims.models import Attachment, Invoice
from partnerportal.documents.models import Document
from tests.cast import IBAN, House
from tests.claims.walk import Browser, browser_of, files_field, invoice_fields, receipt, text_of
from tests.documents.samples import office_file, too_large

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(house: House) -> Browser:
    """Return Katrin Lindner's browser."""
    return browser_of(house.lindner)


def test_everything_typed_survives_an_invalid_form_and_a_new_visit(house: House, browser: Browser) -> None:
    browser.to_receipts(house)
    (invoice_id,) = browser.invoice_ids()
    typed = invoice_fields(invoice_id, provider="Clínica São Bento", amount="12,345", issued_on_month="13")
    answer = text_of(browser.post("belege", **typed, **{files_field(invoice_id): receipt()}))
    for page in (answer, text_of(browser.get("belege"))):
        for text in ("Clínica São Bento", "12,345", 'value="13"', "Rechnung.pdf"):
            assert text in page
    assert "Der Betrag hat mehr als zwei Nachkommastellen" in answer
    assert f'href="#id_r{invoice_id.hex}-amount"' in answer
    assert Invoice.objects.get().amount is None


def test_what_is_typed_is_kept_while_it_is_typed(house: House, browser: Browser) -> None:
    browser.to_receipts(house)
    (invoice_id,) = browser.invoice_ids()
    typed = invoice_fields(invoice_id, amount="elf Euro")
    answer = browser.post("zwischenstand", step="receipts", **typed)
    assert answer.json()["sentence"].startswith("Entwurf gespeichert um ")
    assert "elf Euro" in text_of(browser.get("belege"))


def test_a_late_autosave_of_saved_values_opens_no_step_again(house: House, browser: Browser) -> None:
    browser.to_receipts(house)
    (invoice_id,) = browser.invoice_ids()
    browser.post("belege", **invoice_fields(invoice_id), **{files_field(invoice_id): receipt()})
    browser.post("bank", choice="other", holder="Jonas Brandt", iban=IBAN)
    browser.post("zwischenstand", step="receipts", **invoice_fields(invoice_id))
    browser.post("zwischenstand", step="bank", choice="other", holder="Jonas Brandt", iban=IBAN)
    browser.post("zwischenstand", step="person", person=house.person.id)
    assert browser.get("pruefen").status_code == 200
    browser.post("zwischenstand", step="receipts", **invoice_fields(invoice_id, amount="1,00"))
    assert browser.get("pruefen").headers["Location"] == browser.address("belege")


def test_a_refused_file_leaves_the_others_and_gets_its_sentence(house: House, browser: Browser) -> None:
    browser.to_receipts(house)
    (invoice_id,) = browser.invoice_ids()
    files = [receipt("Befund.docx", office_file()), receipt("Rechnung.pdf"), receipt("Scan.jpg", too_large())]
    page = text_of(browser.post("belege", **invoice_fields(invoice_id), **{files_field(invoice_id): files}))
    assert "Befund.docx: Die Datei ist ein Office-Dokument" in page
    assert "Scan.jpg: " in page
    assert Document.objects.count() == 1
    assert "Praxis Dr. Sommer" in page


def test_the_upload_script_is_told_about_each_file(house: House, browser: Browser) -> None:
    browser.to_receipts(house)
    (invoice_id,) = browser.invoice_ids()
    address = browser.address(f"rechnungen/{invoice_id}/dateien")
    answer = browser.client.post(address, {files_field(invoice_id): receipt()})
    assert answer.status_code == 201
    told = answer.json()
    assert (told["name"], told["meta"].split(",")[0]) == ("Rechnung.pdf", "12 Seiten")
    assert browser.client.get(told["url"]).status_code == 200
    refused = browser.client.post(address, {files_field(invoice_id): receipt("a.docx", office_file())})
    assert refused.status_code == 422
    assert refused.json()["sentence"]
    assert browser.client.post(address).status_code == 400
    removed = browser.client.post(told["remove_url"], headers={"Accept": "application/json"})
    assert removed.status_code == 204
    assert not Attachment.objects.exists()


def test_invoices_are_added_and_removed_without_losing_what_is_typed(house: House, browser: Browser) -> None:
    browser.to_receipts(house)
    (first,) = browser.invoice_ids()
    typed = invoice_fields(first, provider="Labor Süd", amount="x")
    browser.post("rechnungen", **typed, **{files_field(first): receipt()})
    first, second = browser.invoice_ids()
    browser.post("rechnungen")
    page = text_of(browser.get("belege"))
    assert page.count("Labor Süd") == 1
    assert "Rechnung.pdf" in page
    browser.post(f"rechnungen/{second}/entfernen", **typed)
    assert second not in browser.invoice_ids()
    assert "Labor Süd" in text_of(browser.get("belege"))


def test_the_summary_says_which_of_several_invoices_is_incomplete(house: House, browser: Browser) -> None:
    browser.to_receipts(house)
    assert "Rechnung 1: Bitte" not in text_of(browser.post("belege"))
    browser.post("rechnungen")
    page = text_of(browser.post("belege"))
    assert "Rechnung 1: Bitte geben Sie den Rechnungssteller ein" in page
    assert "Rechnung 2: Bitte geben Sie den Rechnungssteller ein" in page


def test_a_file_is_removed_without_script(house: House, browser: Browser) -> None:
    browser.to_receipts(house)
    (invoice_id,) = browser.invoice_ids()
    browser.post("belege", upload="1", **{files_field(invoice_id): receipt()})
    attachment = Attachment.objects.get()
    answer = browser.post("belege", remove=attachment.id, **invoice_fields(invoice_id, amount="x"))
    assert answer.status_code == 302
    assert not Attachment.objects.exists()
    assert 'value="x"' in text_of(browser.get("belege"))

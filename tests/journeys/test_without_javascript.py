"""Send a claim with scripts switched off: every step is a plain form."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.documents.samples import pdf, phone_heic, phone_jpeg
from tests.journeys import wizard
from tests.journeys.records import Records
from tests.journeys.test_claim_journey import CHEMIST, HOSPITAL
from tests.journeys.visitor import Visitors
from tests.journeys.wizard import file

pytestmark = pytest.mark.journey


def test_a_claim_can_be_sent_without_javascript(visitors: Visitors, records: Records) -> None:
    insured = records.untouched()
    broker = visitors.at_desk(java_script_enabled=False)
    broker.sign_in("Katrin Lindner")
    page = broker.page
    wizard.begin(page, insured)

    first = wizard.invoice(page)
    first.locator("input[type=file][multiple]").set_input_files(
        [file("Rechnung.pdf", pdf(12)), file("Foto.jpg", phone_jpeg())]
    )
    wizard.fill_invoice(first, HOSPITAL)
    wizard.go_on(page, "Hochladen")
    expect(first.get_by_text("Bereit", exact=True)).to_have_count(2)
    expect(first.get_by_label("Rechnungssteller")).to_have_value(HOSPITAL.provider)
    wizard.go_on(page, "Foto.jpg entfernen")
    expect(first.get_by_text("Bereit", exact=True)).to_have_count(1)

    wizard.go_on(page, "Weitere Rechnung hinzufügen")
    second = wizard.invoice(page, 1)
    second.locator("input[type=file][multiple]").set_input_files([file("Rezept.heic", phone_heic())])
    wizard.fill_invoice(second, CHEMIST)
    wizard.go_on(page, "Weiter zur Bankverbindung")
    wizard.pay_elsewhere(page, holder="Annegret Zwiesel", iban="DE02120300000000202051")
    number = wizard.send(page)

    kept = "SELECT d.pages FROM claims_attachment a JOIN documents_document d ON d.id = a.document_id"
    kept += " JOIN claims_claim c ON c.id = a.claim_id WHERE c.number = %s ORDER BY d.pages"
    assert records.rows(kept, number) == [(1,), (12,)]

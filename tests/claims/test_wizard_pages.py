"""A broker walks through the five steps; nothing typed or chosen is ever lost."""

from __future__ import annotations

import pytest

from partnerportal.claims.models import Attachment, Claim
from tests.cast import House
from tests.claims.walk import browser_of, files_field, invoice_fields, receipt

pytestmark = pytest.mark.django_db


def test_a_claim_goes_through_five_steps_and_is_sent(house: House) -> None:
    browser = browser_of(house.lindner)
    assert browser.client.get("/erstattungen/neu").status_code == 200
    assert browser.begin(house.contract.id).status_code == 302
    assert browser.get("person").status_code == 200
    assert browser.post("person", person=house.person.id).status_code == 302
    page = browser.get("belege")
    assert page.status_code == 200, page.content.decode()
    (invoice_id,) = browser.invoice_ids()
    answer = browser.post("belege", **invoice_fields(invoice_id), **{files_field(invoice_id): receipt()})
    assert answer.status_code == 302, answer.content.decode()
    assert answer.headers["Location"].endswith("/bank")
    assert browser.get("bank").status_code == 200
    answer = browser.post("bank", choice="contract")
    assert answer.headers["Location"].endswith("/pruefen")
    assert "184,20" in browser.get("pruefen").content.decode()
    answer = browser.post("pruefen")
    claim = Claim.objects.get()
    assert answer.headers["Location"] == f"/erstattungen/{claim.number}/bestaetigung"
    page = browser.client.get(answer.headers["Location"])
    assert page.status_code == 200
    assert claim.number in page.content.decode()
    assert Attachment.objects.get().department_id == house.benefits.id

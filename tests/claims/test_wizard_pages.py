"""A broker walks through the five steps; nothing typed or chosen is ever lost."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from partnerportal.claims.models import Attachment, Claim
from partnerportal.contracts.models import Consent
from tests.cast import IBAN, House
from tests.claims.walk import Browser, browser_of, files_field, invoice_fields, ready_draft, receipt, text_of

pytestmark = pytest.mark.django_db

CONSENT = {
    "health_consent": "on",
    "release_from_secrecy": "on",
    "obtained_how": "paper",
    "given_on_day": "5",
    "given_on_month": "1",
    "given_on_year": "2026",
}


@pytest.fixture
def browser(house: House) -> Browser:
    """Return Katrin Lindner's browser."""
    return browser_of(house.lindner)


def test_a_claim_goes_through_five_steps_and_is_sent(house: House, browser: Browser) -> None:
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


def test_a_contract_is_found_by_name_and_no_name_stands_in_an_address(house: House, browser: Browser) -> None:
    page = text_of(browser.client.post("/erstattungen/neu/suche", {"q": "brandt"}))
    assert "RK-2048-771-305" in page
    assert "RK-1987-402-116" not in page
    assert f'value="{house.contract.id}" checked' in page
    assert "Kein Vertrag gefunden" in text_of(
        browser.client.post("/erstattungen/neu/suche", {"q": "Lüdenscheidt"})
    )
    assert browser.client.get("/erstattungen/neu/suche").status_code == 405


def test_a_contract_named_in_the_address_is_chosen_already(house: House, browser: Browser) -> None:
    page = text_of(browser.client.get(f"/erstattungen/neu?vertrag={house.contract.id}"))
    assert f'value="{house.contract.id}" checked' in page
    assert not Claim.objects.exists()


def test_a_foreign_contract_answers_like_an_unknown_one(house: House, browser: Browser) -> None:
    answers = [
        browser.client.get(f"/erstattungen/neu?vertrag={contract_id}")
        for contract_id in (house.foreign_contract.id, uuid4(), "unlesbar")
    ]
    answers += [browser.begin(contract_id) for contract_id in (house.foreign_contract.id, uuid4())]
    assert {answer.status_code for answer in answers} == {404}


@pytest.mark.parametrize("page", ["vertrag", "person", "belege", "bank", "pruefen", "loeschen"])
def test_a_colleagues_draft_answers_like_an_unknown_one(house: House, page: str) -> None:
    draft_id = ready_draft(house, house.lindner)
    colleague = browser_of(house.voss)
    answers = [colleague.client.get(f"/erstattungen/entwuerfe/{id_}/{page}") for id_ in (draft_id, uuid4())]
    assert [answer.status_code for answer in answers] == [404, 404]


def test_nobody_enters_a_step_before_those_before_it_are_done(house: House, browser: Browser) -> None:
    browser.begin(house.contract.id)
    for page in ("belege", "bank", "pruefen"):
        assert browser.get(page).headers["Location"] == browser.address("person")


def test_consent_is_asked_once_per_person_and_never_ticked_beforehand(house: House, browser: Browser) -> None:
    browser.begin(house.contract.id)
    answer = browser.post("person", person=house.child.id)
    gate = browser.address("person/einwilligung")
    assert answer.headers["Location"] == gate
    page = text_of(browser.client.get(gate))
    assert page.count('type="checkbox"') == 2
    assert " checked" not in page
    assert "Art. 9 Abs. 2 Buchst. a DSGVO" in page
    assert browser.get("belege").headers["Location"] == browser.address("person")
    browser.post("person/einwilligung", **CONSENT)
    consents = Consent.objects.filter(insured_person=house.child)
    assert {(row.kind, row.obtained_by_id) for row in consents} == {
        ("health_consent", house.lindner.account_id),
        ("release_from_secrecy", house.lindner.account_id),
    }
    assert browser.client.get(gate).headers["Location"] == browser.address("belege")


@pytest.mark.parametrize(
    "missing", ["health_consent", "release_from_secrecy", "obtained_how", "given_on_day"]
)
def test_half_a_consent_is_not_recorded(house: House, browser: Browser, missing: str) -> None:
    browser.begin(house.contract.id)
    browser.post("person", person=house.child.id)
    given = {name: text for name, text in CONSENT.items() if name != missing}
    answer = browser.post("person/einwilligung", **given)
    assert answer.status_code == 422
    assert 'role="alert"' in text_of(answer)
    assert not Consent.objects.filter(insured_person=house.child).exists()


def test_a_wrong_iban_stays_in_the_form_and_a_right_one_shows_its_bank(
    house: House, browser: Browser
) -> None:
    browser.draft_id = ready_draft(house, house.lindner)
    page = text_of(browser.post("bank", choice="other", holder="Jonas Brandt", iban="DE02 1203"))
    assert "Die IBAN ist zu kurz" in page
    assert 'value="DE02 1203"' in page
    assert 'value="DE02 1203"' in text_of(browser.get("bank"))
    page = text_of(browser.post("bank", choice="other", holder="Jonas Brandt", iban=IBAN, check="1"))
    assert "BYLADEM1001" in page
    assert browser.post("bank", choice="other", holder="", iban=IBAN).status_code == 200


def test_putting_off_keeps_the_draft_and_the_list_leads_back(house: House, browser: Browser) -> None:
    browser.to_receipts(house)
    (invoice_id,) = browser.invoice_ids()
    answer = browser.post("belege", later="1", **invoice_fields(invoice_id, amount="abc"))
    assert answer.headers["Location"] == "/erstattungen/entwuerfe"
    page = text_of(browser.client.get("/erstattungen/entwuerfe"))
    assert browser.address("belege") in page
    assert "abc" in text_of(browser.get("belege"))


def test_drafts_are_deleted_after_one_question(house: House, browser: Browser) -> None:
    browser.to_receipts(house)
    assert browser.get("loeschen").status_code == 200
    assert Claim.objects.exists()
    browser.post("loeschen")
    browser.begin(house.contract.id)
    browser.begin(house.contract.id)
    assert "2 Entwürfe" in text_of(browser.client.get("/erstattungen/entwuerfe/loeschen"))
    browser.client.post("/erstattungen/entwuerfe/loeschen")
    assert not Claim.objects.exists()


def test_going_back_after_sending_leads_to_the_confirmation(house: House, browser: Browser) -> None:
    browser.draft_id = ready_draft(house, house.lindner)
    sent = browser.post("pruefen").headers["Location"]
    assert sent.endswith("/bestaetigung")
    assert browser.post("pruefen").headers["Location"] == sent
    for page in ("vertrag", "belege", "pruefen"):
        assert browser.get(page).headers["Location"] == sent
    assert Claim.objects.count() == 1
    assert browser_of(house.petersen).client.get(sent).status_code == 404


def test_sending_is_refused_with_a_sentence_when_consent_was_withdrawn(
    house: House, browser: Browser
) -> None:
    browser.draft_id = ready_draft(house, house.lindner)
    Consent.objects.filter(insured_person=house.person).update(withdrawn_at=datetime.now(UTC))
    assert browser.post("pruefen").headers["Location"] == browser.address("person")
    assert not Claim.objects.exclude(state="draft").exists()


def test_a_page_asks_the_database_equally_often_for_one_or_twenty(house: House, browser: Browser) -> None:
    small, large = (ready_draft(house, house.lindner, invoices=number, files=number) for number in (1, 20))
    for page in ("vertrag", "person", "belege", "bank", "pruefen", "loeschen"):
        counts = []
        for browser.draft_id in (small, large):
            with CaptureQueriesContext(connection) as queries:
                assert browser.get(page).status_code == 200
            counts.append(len(queries))
        assert counts[0] == counts[1], page


def test_the_list_of_drafts_asks_the_database_equally_often(house: House, browser: Browser) -> None:
    counts = []
    for _more in range(2):
        browser.begin(house.contract.id)
        with CaptureQueriesContext(connection) as queries:
            browser.client.get("/erstattungen/entwuerfe")
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_only_what_was_done_is_noted_as_the_latest_transaction(house: House, browser: Browser) -> None:
    def latest() -> str:
        with connection.cursor() as cursor:
            cursor.execute("SELECT kind FROM journal_latesttransaction")
            return str(cursor.fetchone()[0])

    browser.draft_id = ready_draft(house, house.lindner)
    browser.post("person", person=house.person.id)
    assert latest() == "claim.draft.saved"
    assert browser.client.post("/erstattungen/neu", {"contract": ""}).status_code == 422
    assert latest() == "claim.draft.saved"
    browser.post("pruefen")
    assert latest() == "claim.submitted"

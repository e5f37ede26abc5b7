"""The pages about changes: a broker fills in, checks and sends; the department sees old beside new and decides."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import pytest
from django.test import Client

from partnerportal.contracts.models import ChangeRequest, Policyholder
from partnerportal.contracts.rules.changes import Kind
from partnerportal.kernel.viewer import Viewer
from tests.cast import House
from tests.contracts.changing import ACCOUNT, ADDRESS, NAME, asked, checked

pytestmark = pytest.mark.django_db
SignIn = Callable[[Viewer], Client]
WHOLE, MASKED = "DE75 5121 0800 1245 1261 99", "DE•• •••• •••• •••• ••61 99"


def text_of(response: object) -> str:
    return response.content.decode()  # type: ignore[attr-defined,no-any-return]


@pytest.fixture
def broker(house: House, sign_in: SignIn) -> Client:
    return sign_in(house.lindner)


@pytest.fixture
def clerk(house: House, sign_in: SignIn) -> Client:
    return sign_in(house.contract_clerk)


def form_of(house: House, what: object) -> str:
    return f"/vertraege/{house.contract.id}/aendern/{what}"


def test_a_broker_fills_in_checks_sends_and_reads_what_happens_next(house: House, broker: Client) -> None:
    page = text_of(broker.get(form_of(house, "anschrift")))
    assert 'value="Lindenweg 7"' in page

    check = text_of(broker.post(form_of(house, "anschrift"), {**ADDRESS, "note": "Umzug"}))
    assert "Lindenweg 7" in check
    assert "Am Hafen 3" in check
    assert not ChangeRequest.objects.exists()
    sent = broker.post(form_of(house, "anschrift") + "/senden", {**ADDRESS, "note": "Umzug"}, follow=True)

    assert "Ihr Wunsch ist angekommen" in text_of(sent)
    change_id = ChangeRequest.objects.get().id
    assert sent.redirect_chain == [(f"/aenderungen/{change_id}/gesendet", 302)]
    assert "Umzug" in text_of(broker.get(f"/aenderungen/{change_id}"))


def test_what_was_typed_stays_when_something_is_wrong_and_when_coming_back(
    house: House, broker: Client
) -> None:
    wrong = broker.post(form_of(house, "anschrift"), {**ADDRESS, "city": ""})
    assert wrong.status_code == 422
    assert "Bitte geben Sie den Ort ein." in text_of(wrong)
    assert 'value="Am Hafen 3"' in text_of(wrong)
    back = broker.post(form_of(house, "anschrift"), {**ADDRESS, "back": "1"})
    assert back.status_code == 200
    assert 'value="Am Hafen 3"' in text_of(back)
    assert "Fehler" not in text_of(back)


def test_nothing_new_is_said_at_the_form(house: House, broker: Client) -> None:
    same = {"street": "Lindenweg 7", "postal_code": "50667", "city": "Köln"}
    answer = broker.post(form_of(house, "anschrift"), same)
    assert answer.status_code == 422
    assert "stehen schon so im Vertrag" in text_of(answer)


def test_an_iban_is_checked_and_the_bank_named_before_it_is_sent(house: House, broker: Client) -> None:
    wrong = broker.post(form_of(house, "bankverbindung"), {**ACCOUNT, "iban": "DE75 5121 0800 1245 1261 98"})
    assert wrong.status_code == 422
    assert "Prüfziffern" in text_of(wrong)
    begun = text_of(broker.get(form_of(house, "bankverbindung")))
    assert "••20 51" in begun
    assert "DE02" not in begun
    check = text_of(broker.post(form_of(house, "bankverbindung"), {**ACCOUNT, "iban": WHOLE}))
    assert "Societe Generale" in check
    assert WHOLE in check
    assert "IBAN geprüft" in check


def test_a_bank_account_asks_again_who_is_there(house: House, broker: Client) -> None:
    session = broker.session
    records = session["account_authentication_methods"]
    session["account_authentication_methods"] = [{**record, "at": record["at"] - 3600} for record in records]
    session.save()
    for answer in (
        broker.get(form_of(house, "bankverbindung")),
        broker.post(form_of(house, "bankverbindung"), ACCOUNT),
        broker.post(form_of(house, "bankverbindung") + "/senden", ACCOUNT),
    ):
        assert answer.status_code == 302
        assert answer.headers["Location"].startswith("/konto/bestaetigen?next=")
    assert not ChangeRequest.objects.exists()
    assert broker.get(form_of(house, "anschrift")).status_code == 200


def test_a_person_is_changed_by_name_and_day_of_birth(house: House, broker: Client) -> None:
    said = {
        "salutation": "Frau", "first_name": "Amelie", "last_name": "Brandt",
        "born_on_day": "15", "born_on_month": "3", "born_on_year": "1988",
    }  # fmt: skip
    check = text_of(broker.post(form_of(house, house.person.id), said))
    assert "14.\u00a0März 1988" in check
    assert "15.\u00a0März 1988" in check
    ahead = broker.post(form_of(house, house.person.id), {**said, "born_on_year": "2999"})
    assert ahead.status_code == 422
    broker.post(form_of(house, house.person.id) + "/senden", said)
    assert ChangeRequest.objects.get().insured_person_id == house.person.id


def test_the_choice_leads_to_what_is_under_way_already(house: House, broker: Client) -> None:
    change_id = asked(house)
    assert f"/aenderungen/{change_id}" in text_of(broker.get(f"/vertraege/{house.contract.id}/aendern"))
    assert broker.get(form_of(house, "anschrift")).headers["Location"] == f"/aenderungen/{change_id}"
    twice = broker.post(form_of(house, "anschrift") + "/senden", {**ADDRESS, "city": "Kiel"})
    assert twice.status_code == 409
    assert "schon eine Änderung offen" in text_of(twice)
    broker.post(f"/aenderungen/{change_id}/zurueckziehen")
    assert "Zurückgezogen" in text_of(broker.get(f"/aenderungen/{change_id}"))


def test_the_department_sees_old_beside_new_and_carries_over(house: House, clerk: Client) -> None:
    change_id = asked(house, note="Umzug")
    assert "Amelie Brandt" in text_of(clerk.get("/aenderungen"))
    page = text_of(clerk.get(f"/aenderungen/{change_id}"))
    for shown in ("Lindenweg 7", "Am Hafen 3", "Umzug", "Lindner &amp; Voss Makler", "Übernehmen"):
        assert shown in page
    done = clerk.post(f"/aenderungen/{change_id}/uebernehmen", follow=True)
    assert "Die neuen Angaben gelten" in text_of(done)
    assert Policyholder.objects.get(id=house.contract.policyholder_id).city == "Husum"
    assert "Alles ist entschieden" in text_of(clerk.get("/aenderungen"))
    assert "Amelie Brandt" in text_of(clerk.get("/aenderungen?zeige=erledigt"))


def test_the_page_says_who_may_carry_a_bank_account_over(
    house: House, clerk: Client, sign_in: SignIn
) -> None:
    change_id = checked(house)
    mine = text_of(clerk.get(f"/aenderungen/{change_id}"))
    assert "Übernehmen muss sie eine zweite Person." in mine
    assert f"/aenderungen/{change_id}/uebernehmen" not in mine
    second = sign_in(house.second_contract_clerk)
    theirs = text_of(second.get(f"/aenderungen/{change_id}"))
    for shown in (WHOLE, "Geprüft von Jana Sommer", "hier verdeckt", f"/aenderungen/{change_id}/uebernehmen"):
        assert shown in theirs
    assert "Wartet auf Sie" in text_of(second.get("/aenderungen"))
    assert clerk.post(f"/aenderungen/{change_id}/uebernehmen").status_code == 409
    second.post(f"/aenderungen/{change_id}/uebernehmen")
    after = text_of(second.get(f"/aenderungen/{change_id}"))
    assert WHOLE not in after
    assert MASKED in after


def test_a_refusal_reaches_the_partner_with_its_reason(house: House, clerk: Client, broker: Client) -> None:
    change_id = asked(house, Kind.NAME, NAME)
    without = clerk.post(f"/aenderungen/{change_id}/ablehnen", {"reason": "evidence_missing", "note": ""})
    assert without.status_code == 422
    assert "was fehlt oder nicht passt" in text_of(without)
    clerk.post(
        f"/aenderungen/{change_id}/ablehnen",
        {"reason": "evidence_missing", "note": "Bitte die Heiratsurkunde."},
    )
    page = text_of(broker.get(f"/aenderungen/{change_id}"))
    for shown in ("Abgelehnt", "fehlt uns ein Nachweis", "Bitte die Heiratsurkunde.", "Neu stellen"):
        assert shown in page
    assert "Jana Sommer" not in page


def test_a_foreign_or_missing_thing_is_not_there(house: House, sign_in: SignIn, broker: Client) -> None:
    change_id = asked(house)
    other = sign_in(house.petersen)
    missing = UUID("00000000-0000-4000-8000-000000000000")
    for path in (f"/aenderungen/{change_id}", f"/aenderungen/{missing}", form_of(house, "anschrift")):
        assert other.get(path).status_code == 404
    assert broker.get(form_of(house, house.foreign_person.id)).status_code == 404
    assert broker.get(form_of(house, "unsinn")).status_code == 404
    assert sign_in(house.clerk).get(f"/aenderungen/{change_id}").status_code == 403
    assert broker.get("/aenderungen").status_code == 403

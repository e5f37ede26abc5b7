"""Whoever registers says who they are and which firm they work for; the address is confirmed before anybody looks."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client

from partnerportal.accounts.models import Registration
from partnerportal.accounts.queries.registration import PERSONAL
from partnerportal.accounts.services import registration as services
from partnerportal.database.context import acting_as
from partnerportal.kernel.errors import Refused
from partnerportal.kernel.viewer import GATE
from tests.accounts.registering import (
    BOXES,
    FIRM,
    PERSON,
    TYPED_PERSON,
    draft_registration,
    letters,
    register_in,
    sent_registration,
    token_for,
    waiting_registration,
)
from tests.cast import NOW, House

pytestmark = pytest.mark.django_db


def test_a_registration_goes_from_the_task_list_to_the_administrator(house: House) -> None:
    client = Client()

    assert "Jetzt beginnen" in client.get("/registrieren").content.decode()
    register_in(client)
    row = Registration.objects.get()
    assert row.state == "unconfirmed"
    token = token_for(registration_id=row.id)
    assert "Adresse bestätigen" in client.get(f"/registrieren/bestaetigen/{token}").content.decode()
    row.refresh_from_db()
    assert row.state == "unconfirmed"
    assert client.post(f"/registrieren/bestaetigen/{token}").status_code == 200
    row.refresh_from_db()
    assert row.state == "waiting"
    assert ("registration.waiting", True) in letters()
    assert client.post(f"/registrieren/bestaetigen/{token}").status_code == 404


def test_known_and_unknown_addresses_get_the_same_pages_and_the_same_rows(house: House) -> None:
    answers = []
    for email in ("lindner@lindner-voss.example", "niemand@nirgends.example"):
        client = Client()
        register_in(client, email=email)
        received = client.get("/registrieren/eingegangen")
        content = re.sub(rb'(csrfmiddlewaretoken" value=")\w+', rb"\1", received.content)
        answers.append((received.status_code, content, sorted(received.headers.items())))

    assert answers[0] == answers[1]
    assert list(Registration.objects.values_list("state", flat=True)) == ["unconfirmed", "unconfirmed"]
    assert letters() == [("registration.known", True), ("registration.confirm", True)]


def test_sending_costs_the_same_statements_for_a_known_and_an_unknown_address(house: House) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counts = set()
    for email in ("lindner@lindner-voss.example", "niemand@nirgends.example"):
        draft = draft_registration(email=email)
        with acting_as(GATE), CaptureQueriesContext(connection) as captured:
            services.send_registration(registration_id=draft, ip="192.0.2.7", now=NOW)
        counts.add(len(captured))

    assert len(counts) == 1


def test_who_already_waits_for_the_first_password_gets_that_link_again(house: House) -> None:
    from partnerportal.accounts.models import Account

    Account.objects.filter(id=house.voss.account).update(is_active=False, password="!offen")
    sent_registration(email="voss@lindner-voss.example")

    assert letters() == [("registration.approved", True)]


def test_an_unconfirmed_registration_of_the_same_address_is_replaced(house: House) -> None:
    first = sent_registration()
    second = sent_registration(email=PERSON["email"].upper())

    assert list(Registration.objects.values_list("id", flat=True)) == [second]
    assert first != second


def test_a_newer_confirmed_registration_replaces_the_one_that_waits(house: House) -> None:
    older = waiting_registration()
    newer = waiting_registration(now=NOW + timedelta(minutes=5), street="Domstraße 14")

    assert list(Registration.objects.values_list("id", flat=True)) == [newer.id]
    assert older.id != newer.id


def test_an_address_gets_three_mails_a_day_and_then_none(house: House) -> None:
    for minute in range(5):
        sent_registration(now=NOW + timedelta(minutes=minute))

    assert [leads for _occasion, leads in letters()].count(False) == 2


def test_a_network_is_braked_and_the_draft_stays(house: House) -> None:
    from partnerportal.accounts.rules import brakes

    for number in range(brakes.ASKINGS):
        sent_registration(email=f"person{number}@nirgends.example", ip="192.0.2.9")
    draft = draft_registration()

    with acting_as(GATE), pytest.raises(Refused, match=r"asking\.braked"):
        services.send_registration(registration_id=draft, ip="192.0.2.9", now=NOW)
    sent_registration(email="person99@nirgends.example", ip="192.0.2.10")
    assert Registration.objects.get(id=draft).state == "draft"


def test_an_incomplete_registration_is_not_sent(house: House) -> None:
    with acting_as(GATE):
        draft = services.keep_details(registration_id=None, details=PERSON, language="de", now=NOW)
        with pytest.raises(Refused, match=r"registration\.incomplete"):
            services.send_registration(registration_id=draft, ip="192.0.2.7", now=NOW)


def test_nothing_personal_is_stored_in_clear(house: House) -> None:
    found = waiting_registration()

    row = Registration.objects.filter(id=found.id).values().get()
    stored = b" ".join(bytes(value) for value in row.values() if isinstance(value, bytes | memoryview))
    assert all(getattr(found, column) is not None for column in PERSONAL)
    assert not [text for text in (*PERSON.values(), *FIRM.values()) if text.encode() in stored]


def test_only_the_browser_that_began_a_draft_sees_it(house: House) -> None:
    client, other = Client(), Client()
    client.post("/registrieren/angaben", TYPED_PERSON)

    assert "Jörn" in client.get("/registrieren/angaben").content.decode()
    assert "Jörn" not in other.get("/registrieren/angaben").content.decode()
    assert other.get("/registrieren/pruefen").status_code == 302


def test_a_draft_can_be_thrown_away(house: House) -> None:
    client = Client()
    client.post("/registrieren/angaben", TYPED_PERSON)
    client.post("/registrieren/verwerfen")

    assert not Registration.objects.exists()
    assert "Jetzt beginnen" in client.get("/registrieren").content.decode()


def test_what_was_typed_stays_beside_the_errors(house: House) -> None:
    answer = Client().post("/registrieren/angaben", TYPED_PERSON | {"email": "keine", "born_on_month": "13"})
    page = answer.content.decode()

    assert answer.status_code == 422
    assert "Das ist keine E-Mail-Adresse" in page
    assert "Diesen Tag gibt es im Kalender nicht" in page
    assert 'value="keine"' in page
    assert 'value="13"' in page
    assert not Registration.objects.exists()


@pytest.mark.parametrize(
    ("typed", "stored"),
    [("D-NNG4-M0RVQ-48", True), ("d nng4 m0rvq 48", True), ("DNNG4M0RVQ48", True), ("D-NNG4-M0RV-48", False)],
)
def test_the_register_number_is_checked_by_its_form(house: House, typed: str, stored: bool) -> None:
    answer = Client().post("/registrieren/buero", FIRM | {"register_number": typed})

    assert (answer.status_code == 302) is stored


def test_terms_and_notice_are_acknowledged_apart_and_nothing_is_ticked_before(house: House) -> None:
    client = Client()

    assert " checked" not in client.get("/registrieren/bedingungen").content.decode()
    for name in BOXES:
        assert client.post("/registrieren/bedingungen", {name: BOXES[name]}).status_code == 422
    old = client.post("/registrieren/bedingungen", BOXES | {"terms": "2019-01"})
    assert "neue Fassung" in old.content.decode()
    assert client.post("/registrieren/bedingungen", BOXES).status_code == 302


def test_who_is_signed_in_does_not_register(house: House, sign_in) -> None:  # type: ignore[no-untyped-def]
    assert sign_in(house.voss).get("/registrieren").headers["Location"] == "/"

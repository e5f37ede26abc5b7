"""The pages of the own account open, and what they change is changed at once."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from partnerportal.accounts.models import Account, Letter, ServiceOptIn, Session
from partnerportal.accounts.services import factors
from partnerportal.accounts.services.factors_totp import new_secret
from partnerportal.kernel.viewer import Viewer
from tests.cast import PASSWORD, House

SignIn = Callable[[Viewer], Client]
NEW_PASSWORD = "Sieben Kraniche ziehen 1871 nach Süden"
PAGES = [
    "/konto",
    "/konto/angaben",
    "/konto/e-mail",
    "/konto/bestaetigen",
    "/konto/sicherheit",
    "/konto/sicherheit/passwort",
    "/konto/sicherheit/anmeldungen",
    "/konto/sicherheit/einrichten",
    "/konto/sicherheit/einrichten/app",
    "/konto/sicherheit/einrichten/passkey",
    "/services",
]
FRESH_ONLY = ["/konto/e-mail", "/konto/sicherheit/einrichten", "/konto/sicherheit/einrichten/app"]


@pytest.mark.parametrize("page", PAGES)
def test_the_page_opens_for_who_just_signed_in(house: House, sign_in: SignIn, page: str) -> None:
    assert sign_in(house.lindner).get(page).status_code == 200


def test_who_signed_in_long_ago_confirms_first_and_is_led_back(house: House, sign_in: SignIn) -> None:
    for page in FRESH_ONLY:
        client = stale(sign_in(house.lindner))
        asked = client.get(page)
        assert asked["Location"].startswith("/konto/bestaetigen?next=")
        wrong = client.post("/konto/bestaetigen", {"password": "falsch", "next": page})
        assert wrong.status_code == 422
        right = client.post("/konto/bestaetigen", {"password": PASSWORD, "next": page})
        assert right["Location"] == page
        assert client.get(page).status_code == 200


def test_confirming_gives_the_session_a_fresh_key(house: House, sign_in: SignIn) -> None:
    client = stale(sign_in(house.lindner))
    before = Session.objects.get()
    client.post("/konto/bestaetigen", {"password": PASSWORD})
    after = Session.objects.get()
    assert (before.handle, before.expires_at) == (after.handle, after.expires_at)
    assert before.key_hash != after.key_hash


def test_a_new_password_needs_the_old_one_and_ends_every_other_session(house: House, sign_in: SignIn) -> None:
    here, there = sign_in(house.lindner), sign_in(house.lindner)
    page = "/konto/sicherheit/passwort"
    assert here.post(page, {"current": "falsch", "password": NEW_PASSWORD}).status_code == 422
    assert here.post(page, {"current": PASSWORD, "password": "123456789012"}).status_code == 422
    assert Account.objects.get(id=house.lindner.account).check_password(PASSWORD)

    assert here.post(page, {"current": PASSWORD, "password": NEW_PASSWORD})["Location"] == "/konto/sicherheit"
    assert Account.objects.get(id=house.lindner.account).check_password(NEW_PASSWORD)
    assert here.get("/konto").status_code == 200
    assert there.get("/konto")["Location"].startswith("/anmelden")
    assert Letter.objects.get().occasion == "password.changed"


def test_a_session_elsewhere_is_ended_by_its_handle(house: House, sign_in: SignIn) -> None:
    here = sign_in(house.lindner)
    there, third = sign_in(house.lindner), sign_in(house.lindner)
    foreign = sign_in(house.petersen)
    handle = Session.objects.filter(account_id=house.lindner.account).order_by("created_at")[1].handle
    assert str(handle) in here.get("/konto/sicherheit").content.decode()
    assert here.post(f"/konto/sicherheit/sitzungen/{handle}/abmelden").status_code == 302
    assert there.get("/konto").status_code == 302
    assert third.get("/konto").status_code == 200
    others = Session.objects.get(account_id=house.petersen.account).handle
    for unknown in (others, uuid4()):
        assert here.post(f"/konto/sicherheit/sitzungen/{unknown}/abmelden").status_code == 404
    here.post("/konto/sicherheit/sitzungen/andere-abmelden")
    assert third.get("/konto").status_code == 302
    assert (here.get("/konto").status_code, foreign.get("/konto").status_code) == (200, 200)


def test_the_own_log_shows_logins_and_failures_by_kind(house: House, sign_in: SignIn) -> None:
    Client().post("/anmelden", {"login": "lindner@lindner-voss.example", "password": "falsch"})
    Client().post("/anmelden", {"login": "petersen@petersen-assekuranz.example", "password": "falsch"})
    client = sign_in(house.lindner)
    page = "/konto/sicherheit/anmeldungen"
    assert rows(client, page) == 2
    assert rows(client, f"{page}?art=failed_login") == 1
    assert rows(client, f"{page}?art=login&von=01.01.2020&bis=02.01.2020") == 0
    assert client.get(f"{page}?von=heute").status_code == 422


def test_the_log_comes_as_a_file_only_after_consent_and_no_longer_after_its_withdrawal(
    house: House, sign_in: SignIn
) -> None:
    client, page = sign_in(house.lindner), "/konto/sicherheit/anmeldungen.csv"
    refused = client.get(page)
    assert refused.status_code == 403
    assert "nicht eingeschaltet" in refused.content.decode()

    client.post("/services/anmeldeprotokoll/einschalten")
    consent = ServiceOptIn.objects.get()
    assert (consent.account_id, consent.wording_version) == (house.lindner.account, "2026-11")
    answer: Any = client.get(page)
    lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    assert lines[0] == "Datum;Uhrzeit;Art;IP-Adresse"
    assert re.fullmatch(r"\d\d\.\d\d\.\d{4};\d\d:\d\d:\d\d;Anmeldung;192\.0\.2\.1", lines[1])
    assert stale(client).get(page)["Location"].startswith("/konto/bestaetigen")

    client.post("/services/anmeldeprotokoll/ausschalten")
    assert client.get(page).status_code == 403
    assert ServiceOptIn.objects.count() == 0


def test_the_consent_of_a_colleague_opens_nothing(house: House, sign_in: SignIn) -> None:
    sign_in(house.voss).post("/services/anmeldeprotokoll/einschalten")
    assert sign_in(house.lindner).get("/konto/sicherheit/anmeldungen.csv").status_code == 403


def test_a_service_nobody_offers_does_not_exist(house: House, sign_in: SignIn) -> None:
    assert sign_in(house.lindner).post("/services/gibt-es-nicht/einschalten").status_code == 404


def test_a_factor_is_removed_after_a_question_and_codes_are_renewed(house: House, sign_in: SignIn) -> None:
    factors.enrol_for_seed(account_id=house.voss.account, secret=new_secret(), now=datetime.now(UTC))
    client = sign_in(house.voss)
    codes = client.post("/konto/sicherheit/wiederherstellungscodes").content.decode()
    assert len(re.findall(r"<strong>[A-Z2-9]{5}-[A-Z2-9]{5}</strong>", codes)) == 10
    address = re.search(
        r"/konto/sicherheit/faktoren/\d+/entfernen", client.get("/konto/sicherheit").content.decode()
    )
    assert address
    assert client.get(address[0]).status_code == 200
    assert sign_in(house.lindner).post(address[0]).status_code == 404
    assert client.post(address[0]).status_code == 302
    assert not Account.objects.get(id=house.voss.account).has_second_factor


def test_an_app_is_set_up_on_the_page(house: House, sign_in: SignIn) -> None:
    from tests.accounts.test_factors_services import code_at

    client, page = sign_in(house.voss), "/konto/sicherheit/einrichten/app"
    shown = client.get(page).content.decode()
    secret = re.search(r'<p class="strong" id="schluessel">([A-Z2-7 ]+)</p>', shown)
    assert secret
    assert client.post(page, {"code": "12"}).status_code == 422
    assert secret[1] in client.get(page).content.decode()  # a reload does not lose the app just scanned
    plain = secret[1].replace(" ", "")
    assert plain not in Session.objects.get().payload
    done = client.post(page, {"code": code_at(plain, datetime.now(UTC))})
    assert "Wir zeigen diese Codes nur jetzt" in done.content.decode()
    assert client.get(page)["Location"] == "/konto/sicherheit/einrichten"


def rows(client: Client, page: str) -> int:
    return client.get(page).content.decode().count('<td class="who-cell">')


def stale(client: Client) -> Client:
    """Pretend that the last proof of who is there was long ago."""
    session = client.session
    session["account_authentication_methods"] = []
    session.save()
    return client

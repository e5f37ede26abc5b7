"""Signing in takes a second factor from who has one: code, recovery code or passkey, each once."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from html import unescape
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.test import Client

from partnerportal.accounts.models import Account, Session
from partnerportal.accounts.services import factors
from partnerportal.accounts.services.factors_totp import new_secret
from partnerportal.database.context import acting_as
from partnerportal.journal.models import Entry
from partnerportal.kernel.viewer import Viewer
from tests.accounts.software_key import SoftwareKey
from tests.accounts.test_factors_services import code_at
from tests.cast import PASSWORD, House

SignIn = Callable[[Viewer], Client]
SECOND, ALONE, ADD = "/anmelden/zweiter-faktor", "/anmelden/passkey", "/konto/sicherheit/einrichten/passkey"
EMAIL = "lindner@lindner-voss.example"


@pytest.fixture
def secret(house: House) -> str:
    """Give Katrin Lindner an app and return its secret."""
    secret = new_secret()
    factors.enrol_for_seed(account_id=house.lindner.account, secret=secret, now=datetime.now(UTC))
    return secret


@pytest.fixture
def passkey(house: House, sign_in: SignIn) -> SoftwareKey:
    """Give Katrin Lindner a passkey, by the page."""
    return added(sign_in(house.lindner), SoftwareKey(settings.PORTAL_ORIGIN))


def added(client: Client, key: SoftwareKey, name: str = "Mein Laptop") -> SoftwareKey:
    answer = client.post(ADD, {"name": name, "credential": key.made(options_of(client.get(ADD)))})
    assert answer.status_code in {200, 302}, answer.content.decode()
    return key


def options_of(page: Any) -> str:
    """Return what a page asks the browser's device."""
    found = re.search(r'data-options="([^"]*)"', page.content.decode())
    assert found
    return unescape(found[1])


def with_password(client: Client | None = None) -> Client:
    """Return a browser that gave the right password and is asked for more."""
    client = client or Client()
    answer = client.post("/anmelden", {"login": EMAIL, "password": PASSWORD, "next": "/vertraege"})
    assert answer["Location"] == SECOND
    return client


def is_in(client: Client) -> bool:
    return client.get("/konto").status_code == 200


def test_the_password_alone_opens_nothing_and_writes_no_login(house: House, secret: str) -> None:
    client = with_password()
    assert not is_in(client)
    assert client.get(SECOND).status_code == 200
    assert Entry.objects.count() == 0
    assert Session.objects.get().account_id is None


def test_a_code_signs_in_and_leads_to_the_page_asked_for(house: House, secret: str) -> None:
    client = with_password()
    answer = client.post(SECOND, {"code": code_at(secret, datetime.now(UTC))})
    assert answer["Location"] == "/vertraege"
    assert is_in(client)
    assert Entry.objects.get().kind == "login"


def test_the_same_code_does_not_sign_in_a_second_time(house: House, secret: str) -> None:
    code = code_at(secret, datetime.now(UTC))
    with_password().post(SECOND, {"code": code})
    again = with_password()
    assert again.post(SECOND, {"code": code}).status_code == 422
    assert not is_in(again)


def test_a_wrong_code_is_a_failed_login_and_counts(house: House, secret: str) -> None:
    client = with_password()
    page = client.post(SECOND, {"code": "000000"})
    assert "passt nicht oder wurde schon benutzt" in page.content.decode()
    assert Entry.objects.get().kind == "failed_login"
    for _time in range(3):
        page = client.post(SECOND, {"code": "000000"})
    assert "Zu viele Versuche" in page.content.decode()
    right = client.post(SECOND, {"code": code_at(secret, datetime.now(UTC))})
    assert right.status_code == 422


def test_giving_the_password_again_does_not_forget_the_wrong_codes(house: House, secret: str) -> None:
    with_password().post(SECOND, {"code": "000000"})
    with_password().post(SECOND, {"code": "000000"})
    page = with_password().post(SECOND, {"code": "000000"})
    again = Client().post("/anmelden", {"login": EMAIL, "password": PASSWORD})
    assert (page.status_code, again.status_code) == (422, 429)


def test_without_the_password_there_is_no_second_step(house: House, secret: str) -> None:
    for address in (SECOND, f"{SECOND}/verloren"):
        assert Client().get(address)["Location"] == "/anmelden"
        assert Client().post(address, {"code": code_at(secret, datetime.now(UTC))})["Location"] == "/anmelden"


def test_an_account_closed_between_the_steps_is_not_let_in(house: House, secret: str) -> None:
    client = with_password()
    Account.objects.filter(id=house.lindner.account).update(is_active=False, blocked_at=datetime.now(UTC))
    answer = client.post(SECOND, {"code": code_at(secret, datetime.now(UTC))})
    assert answer["Location"] == "/anmelden"
    assert Session.objects.filter(account_id=house.lindner.account).count() == 0


def test_a_factor_taken_off_between_the_steps_begins_the_login_again(house: House, secret: str) -> None:
    client = with_password()
    factors.reset_factors(account_id=house.lindner.account)
    assert client.get(SECOND)["Location"] == "/anmelden"
    assert client.get("/anmelden").status_code == 200


def test_the_second_step_can_be_given_up(house: House, secret: str) -> None:
    client = with_password()
    assert client.get("/anmelden")["Location"] == SECOND
    client.post("/abmelden")
    assert client.get("/anmelden").status_code == 200
    assert Session.objects.count() == 0


def test_a_recovery_code_signs_in_once(house: House, secret: str) -> None:
    with acting_as(house.lindner):
        codes = factors.renew_codes(actor=house.lindner, now=datetime.now(UTC))
    client, again = with_password(), with_password()
    assert client.post(SECOND, {"recovery_code": codes[0]}).status_code == 302
    assert again.post(SECOND, {"recovery_code": codes[0]}).status_code == 422


def test_a_passkey_is_the_second_factor(house: House, passkey: SoftwareKey) -> None:
    client = with_password()
    options = options_of(client.get(SECOND))
    assert [known["id"] for known in json.loads(options)["publicKey"]["allowCredentials"]]
    assert client.post(SECOND, {"credential": passkey.used(options)})["Location"] == "/vertraege"
    assert is_in(client)


def test_a_passkey_alone_signs_in(house: House, passkey: SoftwareKey) -> None:
    client = Client()
    options = client.get(ALONE).content.decode()
    assert "allowCredentials" not in json.loads(options)["publicKey"]
    assert client.post(ALONE, {"credential": passkey.used(options)})["Location"] == "/"
    assert is_in(client)
    assert Entry.objects.filter(kind="login", account_id=house.lindner.account).exists()


def test_an_answer_is_taken_once(house: House, passkey: SoftwareKey) -> None:
    client = Client()
    answer = passkey.used(client.get(ALONE).content.decode())
    client.post(ALONE, {"credential": answer})
    client.post("/abmelden")
    assert client.post(ALONE, {"credential": answer}).status_code == 422


def test_a_device_that_verified_nobody_does_not_replace_the_password(house: House, sign_in: SignIn) -> None:
    key = added(sign_in(house.lindner), SoftwareKey(settings.PORTAL_ORIGIN, verifies=False))
    client = Client()
    assert client.post(ALONE, {"credential": key.used(client.get(ALONE).content.decode())}).status_code == 422
    second = with_password()
    answer = key.used(options_of(second.get(SECOND)))
    assert second.post(ALONE, {"credential": answer}).status_code == 422  # asked for something else
    second.get(SECOND)
    assert second.post(SECOND, {"credential": key.used(options_of(second.get(SECOND)))}).status_code == 302


def test_a_passkey_of_another_page_is_refused(house: House, sign_in: SignIn) -> None:
    client = sign_in(house.lindner)
    for origin in ("https://portal.betrug.example", "http://localhost:9999"):
        key = SoftwareKey(origin)
        answer = client.post(ADD, {"name": "Fremd", "credential": key.made(options_of(client.get(ADD)))})
        assert answer.status_code == 422
    assert Authenticator.objects.count() == 0


def test_a_copied_device_is_noticed_by_its_counter(house: House, sign_in: SignIn) -> None:
    key = added(sign_in(house.lindner), SoftwareKey(settings.PORTAL_ORIGIN, counts=True))
    first = with_password()
    assert first.post(SECOND, {"credential": key.used(options_of(first.get(SECOND)))}).status_code == 302
    key.uses -= 1
    copied = with_password()
    assert copied.post(SECOND, {"credential": key.used(options_of(copied.get(SECOND)))}).status_code == 422


def test_a_passkey_of_somebody_else_is_no_second_factor(
    house: House, passkey: SoftwareKey, sign_in: SignIn
) -> None:
    other = added(sign_in(house.petersen), SoftwareKey(settings.PORTAL_ORIGIN))
    client = with_password()
    assert client.post(SECOND, {"credential": other.used(options_of(client.get(SECOND)))}).status_code == 422


@pytest.mark.parametrize(
    "answer", ["", "{}", "[]", "kein JSON", '{"response": {}}', '{"id": 5, "response": 7}']
)
def test_nonsense_in_place_of_a_passkey_is_refused(house: House, passkey: SoftwareKey, answer: str) -> None:
    client = Client()
    client.get(ALONE)
    assert client.post(ALONE, {"credential": answer}).status_code == 422
    second = with_password()
    second.get(SECOND)
    assert second.post(SECOND, {"credential": answer}).status_code == 422


def test_a_name_of_a_passkey_lies_sealed(house: House, passkey: SoftwareKey, sign_in: SignIn) -> None:
    assert "Mein Laptop" not in str(Authenticator.objects.get(type="webauthn").data)
    assert "Mein Laptop" in sign_in(house.lindner).get("/konto/sicherheit").content.decode()


def test_a_factor_confirms_who_is_there(house: House, secret: str, sign_in: SignIn) -> None:
    from tests.accounts.test_security_pages import stale

    client, page = stale(sign_in(house.lindner)), "/konto/e-mail"
    assert client.get(page).status_code == 302
    code = code_at(secret, datetime.now(UTC) + timedelta(seconds=0))
    assert client.post("/konto/bestaetigen", {"code": code, "next": page})["Location"] == page
    assert client.get(page).status_code == 200

"""Signing in: one sentence for every wrong pair, every attempt in the journal."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from partnerportal.accounts.models import Session
from partnerportal.accounts.sessions import SessionStore
from partnerportal.journal.models import Entry
from tests.cast import PASSWORD, House

REFUSAL = "Anmelden ist mit diesen Angaben nicht möglich. Bitte prüfen Sie E-Mail und Passwort."


def sign_in(client: Client, email: str, password: str, **headers: str) -> object:
    return client.post("/anmelden", {"login": email, "password": password}, headers=headers)


def test_a_broker_signs_in_and_the_login_is_journaled(house: House) -> None:
    response = sign_in(Client(), "lindner@lindner-voss.example", PASSWORD)
    assert (response.status_code, response["Location"]) == (302, "/")
    entry = Entry.objects.get()
    assert (entry.kind, entry.account_id, entry.ip, entry.name_hash) == (
        "login", house.lindner.account_id, "127.0.0.1", None,
    )  # fmt: skip


def test_after_signing_in_the_page_asked_for_opens_but_none_elsewhere(house: House) -> None:
    typed = {"login": "lindner@lindner-voss.example", "password": PASSWORD}
    for wanted, opened in (("/erstattungen", "/erstattungen"), ("https://fremd.example/", "/")):
        assert Client().post("/anmelden", {**typed, "next": wanted})["Location"] == opened


@pytest.mark.parametrize("email", ["lindner@lindner-voss.example", "unbekannt@niemand.example"])
def test_a_wrong_pair_gets_the_same_sentence_and_what_was_typed_stays(house: House, email: str) -> None:
    page = sign_in(Client(), email, "falsch-falsch-falsch").content.decode()
    assert REFUSAL in page
    assert f'value="{email}"' in page
    assert "falsch-falsch" not in page


def test_a_failed_login_keeps_the_name_only_as_a_keyed_hash(house: House) -> None:
    sign_in(Client(), "mein-passwort-versehentlich@x.example", "falsch")
    entry = Entry.objects.get()
    assert (entry.kind, entry.account_id, len(bytes(entry.name_hash))) == ("failed_login", None, 32)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM journal_entry WHERE journal_entry::text LIKE '%versehentlich%'")
        assert cursor.fetchone() == (0,)


def test_a_forged_forwarding_header_does_not_change_the_logged_address(house: House) -> None:
    sign_in(Client(), "lindner@lindner-voss.example", PASSWORD, **{"X-Forwarded-For": "203.0.113.99"})
    assert Entry.objects.get().ip == "127.0.0.1"


def test_the_session_key_is_stored_only_as_a_hash(house: House) -> None:
    client = Client()
    sign_in(client, "lindner@lindner-voss.example", PASSWORD)
    key = client.cookies[settings.SESSION_COOKIE_NAME].value
    row = Session.objects.get()
    assert row.account_id == house.lindner.account_id
    assert key not in (row.key_hash, row.payload)


def test_the_session_holds_no_name_and_gets_a_fresh_key_at_every_sign_in(house: House) -> None:
    client = Client()
    keys = set()
    for _time in range(2):
        sign_in(client, "lindner@lindner-voss.example", PASSWORD)
        key = client.cookies[settings.SESSION_COOKIE_NAME].value
        assert "lindner" not in str(SessionStore(key).load())
        keys.add(key)
        client.post("/abmelden")
    assert len(keys) == 2


def test_cookies_are_out_of_reach_of_scripts_and_other_sites(house: House) -> None:
    client = Client()
    client.get("/anmelden")
    sign_in(client, "lindner@lindner-voss.example", PASSWORD)
    for cookie in client.cookies.values():
        assert cookie["httponly"] is True
        assert cookie["samesite"] == "Lax"


def test_an_inactive_account_gets_the_same_sentence_as_a_wrong_password(house: House) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE accounts_account SET is_active = false WHERE id = %s", [house.voss.account_id])
    assert REFUSAL in sign_in(Client(), "voss@lindner-voss.example", PASSWORD).content.decode()


def test_the_demo_door_does_not_exist_outside_the_demo(house: House) -> None:
    assert Client().post("/demo/anmelden", {"email": "lindner@lindner-voss.example"}).status_code == 404

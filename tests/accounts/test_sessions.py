"""Sessions end on the server, and afterwards nothing opens any more."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import psycopg
import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.utils import timezone

from partnerportal.accounts import sessions
from partnerportal.accounts.models import Session
from partnerportal.accounts.services import end_expired_sessions
from partnerportal.kernel.viewer import Viewer
from tests.cast import House

SignIn = Callable[[Viewer], Client]


def is_open(client: Client) -> bool:
    return client.get("/sitzung/stand").json()["seconds_left"] > 0


def test_signing_out_ends_the_session_and_empties_the_browser(house: House, sign_in: SignIn) -> None:
    client = sign_in(house.lindner)
    old_key = client.cookies[settings.SESSION_COOKIE_NAME].value
    response = client.post("/abmelden")
    assert response["Location"] == "/sitzung/beendet"
    assert response["Clear-Site-Data"] == '"cache", "storage"'
    assert Session.objects.count() == 0
    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = old_key
    assert thief.get("/uebersicht")["Location"].startswith("/anmelden")


def test_after_fifteen_idle_minutes_the_session_is_over_and_its_row_gone(
    house: House, sign_in: SignIn
) -> None:
    client = sign_in(house.lindner)
    Session.objects.update(last_seen_at=timezone.now() - timedelta(minutes=15, seconds=1))
    assert not is_open(client)
    assert Session.objects.count() == 0


def test_after_eight_hours_the_session_is_over_however_busy(house: House, sign_in: SignIn) -> None:
    client = sign_in(house.lindner)
    Session.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert not is_open(client)
    assert client.get("/uebersicht")["Location"].startswith("/anmelden")
    assert Session.objects.count() == 0


def test_asking_for_the_time_left_does_not_prolong_the_session(house: House, sign_in: SignIn) -> None:
    client = sign_in(house.lindner)
    seen = timezone.now() - timedelta(minutes=10)
    Session.objects.update(last_seen_at=seen)
    assert 290 <= client.get("/sitzung/stand").json()["seconds_left"] <= 300
    assert Session.objects.get().last_seen_at == seen


def test_one_click_prolongs_the_session(house: House, sign_in: SignIn) -> None:
    client = sign_in(house.lindner)
    Session.objects.update(last_seen_at=timezone.now() - timedelta(minutes=14))
    assert client.post("/sitzung/verlaengern", headers={"Accept": "application/json"}).json() == {
        "seconds_left": 900
    }
    assert is_open(client)
    assert timezone.now() - Session.objects.get().last_seen_at < timedelta(seconds=5)


def test_an_extension_never_promises_more_than_the_eight_hours(house: House, sign_in: SignIn) -> None:
    client = sign_in(house.lindner)
    Session.objects.update(expires_at=timezone.now() + timedelta(minutes=4))
    left = client.post("/sitzung/verlaengern", headers={"Accept": "application/json"}).json()["seconds_left"]
    assert 230 <= left <= 240


def test_without_a_script_an_extension_leads_back_to_the_page(house: House, sign_in: SignIn) -> None:
    client = sign_in(house.lindner)
    assert client.post("/sitzung/verlaengern", {"next": "/erstattungen"})["Location"] == "/erstattungen"
    assert client.post("/sitzung/verlaengern", {"next": "https://fremd.example/"})["Location"] == "/"


def test_the_worker_ends_sessions_whose_browser_never_comes_back(house: House, sign_in: SignIn) -> None:
    sign_in(house.lindner)
    sign_in(house.petersen)
    Session.objects.filter(account_id=house.lindner.account_id).update(
        last_seen_at=timezone.now() - timedelta(minutes=16)
    )
    assert end_expired_sessions(now=timezone.now()) == 1
    assert Session.objects.get().account_id == house.petersen.account_id


def test_no_page_may_be_kept_by_the_browser(house: House, sign_in: SignIn) -> None:
    for response in (sign_in(house.lindner).get("/datenschutzerklaerung"), Client().get("/anmelden")):
        assert response["Cache-Control"] == "no-store"


def test_the_page_after_the_end_says_the_same_to_everyone(house: House, sign_in: SignIn) -> None:
    client = sign_in(house.lindner)
    client.post("/abmelden")
    page = client.get("/sitzung/beendet").content.decode()
    assert "In diesem Browser ist nichts von Ihren Daten geblieben." in page
    assert "nach 15 Minuten ohne Eingabe oder nach 8 Stunden" in page
    assert "Lindner" not in page


def test_the_switch_in_the_account_menu_changes_the_appearance(house: House, sign_in: SignIn) -> None:
    client = sign_in(house.lindner)
    page = client.get("/uebersicht").content.decode()
    name = re.search(r'<button type="submit" name="([a-z]+)" value="dark"', page)
    assert name
    client.post("/darstellung", {name[1]: "dark", "next": "/uebersicht"})
    assert 'data-scheme="dark"' in client.get("/uebersicht").content.decode()


@pytest.mark.django_db(transaction=True)
def test_a_long_upload_does_not_keep_the_other_requests_of_its_browser_waiting(
    house: House, sign_in: SignIn
) -> None:
    client = sign_in(house.lindner)
    before = timezone.now() - timedelta(minutes=5)
    Session.objects.update(last_seen_at=before)
    with psycopg.connect(**connection.get_connection_params()) as upload:
        upload.execute("SELECT FROM accounts_session FOR UPDATE")
        assert client.get("/uebersicht").status_code == 200
    assert Session.objects.get().last_seen_at == before


def test_noting_activity_of_a_session_that_ended_meanwhile_is_no_fault(house: House, sign_in: SignIn) -> None:
    sign_in(house.lindner)
    row = Session.objects.get()
    Session.objects.all().delete()
    sessions.touch(row, timezone.now() + timedelta(minutes=1))
    assert Session.objects.count() == 0

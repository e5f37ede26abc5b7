"""Where an account is signed in from: told by mail when it is new, limited in number, ended when access ends."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.utils import timezone

from partnerportal.accounts.models import Account, KnownDevice, Letter, Session
from partnerportal.accounts.rules.devices import UNKNOWN, device_of
from partnerportal.accounts.rules.sign_in import firm_is_open
from partnerportal.database.context import acting_as
from partnerportal.kernel.clock import berlin_date, utc_now
from partnerportal.kernel.viewer import Viewer
from partnerportal.partners.models import Partner
from tests.cast import NOW, PASSWORD, House

SignIn = Callable[[Viewer], Client]
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
SAFARI = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Version/18.5 Mobile/15E148 Safari/604.1"
)
CHROME = (
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36"
)
VOSS = "voss@lindner-voss.example"


def enter(agent: str = FIREFOX, email: str = VOSS) -> Client:
    client = Client(headers={"user-agent": agent})
    client.post("/anmelden", {"login": email, "password": PASSWORD})
    return client


def is_open(client: Client) -> bool:
    return bool(client.get("/sitzung/stand").json()["seconds_left"] > 0)


@pytest.mark.parametrize(
    ("agent", "device"),
    [
        (FIREFOX, "Firefox, Windows"),
        (SAFARI, "Safari, iPhone"),
        (CHROME, "Chrome, Linux"),
        (CHROME + " Edg/142.0.0.0", "Edge, Linux"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/18.5 Safari/605.1.15", "Safari, macOS"),
        ("Mozilla/5.0 (Linux; Android 16; Pixel 9) Chrome/142.0.0.0 Mobile Safari/537.36", "Chrome, Android"),
        ("curl/8.14", UNKNOWN),
        ("Firefox/1.0", UNKNOWN),
        ("", UNKNOWN),
        ("x" * 5_000 + FIREFOX, UNKNOWN),
    ],
)
def test_a_device_is_browser_and_system_and_nothing_more(agent: str, device: str) -> None:
    assert device_of(agent) == device


def test_the_first_device_is_no_news_and_another_one_is(house: House) -> None:
    enter(FIREFOX)
    enter(FIREFOX)
    assert Letter.objects.count() == 0
    enter(SAFARI)
    enter(SAFARI)
    letter = Letter.objects.get()
    assert (letter.occasion, letter.account_id) == ("device.new", house.voss.account_id)
    assert set(KnownDevice.objects.values_list("device", "last_used_on")) == {
        ("Firefox, Windows", berlin_date(utc_now())),
        ("Safari, iPhone", berlin_date(utc_now())),
    }


def test_the_session_says_on_which_device_it_is(house: House) -> None:
    enter(CHROME)
    assert Session.objects.get(account_id=house.voss.account_id).device == "Chrome, Linux"


def test_one_place_too_many_ends_the_one_used_longest_ago(house: House) -> None:
    browsers = [enter() for _place in range(settings.SESSIONS_PER_ACCOUNT)]
    Session.objects.update(last_seen_at=timezone.now() - timedelta(minutes=2))
    for browser in browsers[1:]:
        browser.get("/sitzung/stand")
        browser.post("/sitzung/verlaengern", headers={"Accept": "application/json"})
    browsers.append(enter())
    assert [is_open(browser) for browser in browsers] == [False, True, True, True, True, True]
    assert Session.objects.filter(account_id=house.voss.account_id).count() == 5


def test_other_accounts_do_not_count(house: House, sign_in: SignIn) -> None:
    others = [sign_in(viewer) for viewer in (house.lindner, house.petersen, house.clerk)]
    for _place in range(7):
        enter()
    assert all(is_open(other) for other in others)


def test_after_a_change_of_rights_a_page_gets_a_fresh_key_and_the_same_end(
    house: House, sign_in: SignIn
) -> None:
    client = sign_in(house.voss)
    before = Session.objects.get()
    Session.objects.update(must_rotate=True)
    old = client.cookies[settings.SESSION_COOKIE_NAME].value
    assert client.get("/uebersicht").status_code == 200
    after = Session.objects.get()
    assert after.key_hash != before.key_hash
    assert not after.must_rotate
    assert (after.handle, after.created_at, after.expires_at) == (
        before.handle,
        before.created_at,
        before.expires_at,
    )
    assert client.cookies[settings.SESSION_COOKIE_NAME].value != old
    assert client.get("/uebersicht").status_code == 200
    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = old
    assert thief.get("/uebersicht")["Location"].startswith("/anmelden")


def test_a_script_of_the_page_does_not_take_the_fresh_key_away_from_it(house: House, sign_in: SignIn) -> None:
    client = sign_in(house.voss)
    Session.objects.update(must_rotate=True)
    key = Session.objects.get().key_hash
    client.get("/sitzung/stand", headers={"Sec-Fetch-Mode": "cors"})
    assert Session.objects.get().key_hash == key


@pytest.mark.parametrize(
    ("blocked", "ended", "is_let_in"),
    [
        (None, None, True),
        (None, date(2026, 11, 24), True),
        (None, date(2026, 11, 23), False),
        (NOW, None, False),
    ],
)
def test_a_firm_is_let_in_until_the_last_day_of_its_contract(
    blocked: object, ended: date, is_let_in: bool
) -> None:
    assert firm_is_open(blocked_at=blocked, ended_on=ended, today=date(2026, 11, 24)) is is_let_in  # type: ignore[arg-type]


CLOSED = {
    "blocked firm": lambda: Partner.objects.filter(name__startswith="Lindner").update(blocked_at=NOW),
    "ended firm": lambda: Partner.objects.filter(name__startswith="Lindner").update(
        ended_on=date(2020, 1, 1)
    ),
    "blocked account": lambda: Account.objects.filter(email=VOSS).update(is_active=False, blocked_at=NOW),
}


@pytest.mark.parametrize("close", CLOSED.values(), ids=CLOSED.keys())
def test_whose_access_ends_is_out_with_the_next_click_and_not_let_in_again(
    house: House, sign_in: SignIn, close: Callable[[], int]
) -> None:
    client = sign_in(house.voss)
    assert close() == 1
    assert client.get("/uebersicht")["Location"].startswith("/anmelden")
    assert Session.objects.count() == 0
    answer = Client().post("/anmelden", {"login": VOSS, "password": PASSWORD})
    assert "Anmelden ist mit diesen Angaben nicht möglich." in answer.content.decode()


def test_a_colleague_of_another_firm_is_not_touched(house: House, sign_in: SignIn) -> None:
    client = sign_in(house.petersen)
    CLOSED["blocked firm"]()
    assert is_open(client)


def test_nobody_sees_the_devices_of_another(house: House) -> None:
    enter(FIREFOX)
    with acting_as(house.lindner):
        assert KnownDevice.objects.count() == 0
    with acting_as(house.voss), connection.cursor() as cursor:
        cursor.execute("SELECT device FROM accounts_knowndevice")
        assert cursor.fetchall() == [("Firefox, Windows",)]

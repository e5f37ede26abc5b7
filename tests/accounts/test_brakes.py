"""Guessing passwords gets slower and slower, then stops; a colleague who mistypes stops nobody else (clause C51)."""

from __future__ import annotations

from datetime import datetime, timedelta

import psycopg
import pytest
from django.contrib.auth import hashers
from django.db import connection
from django.test import Client
from django.utils import timezone

from partnerportal.accounts.models import Letter, SignInBrake
from partnerportal.accounts.services import brakes
from partnerportal.database.context import acting_as
from partnerportal.journal.models import Entry
from partnerportal.kernel.errors import Refused
from partnerportal.kernel.viewer import GATE, WORKER
from tests.cast import NOW, PASSWORD, House

KNOWN, UNKNOWN = "lindner@lindner-voss.example", "niemand@nirgends.example"
IP = "192.0.2.7"


def sign_in(email: str, password: str = "falsch-falsch-falsch", ip: str = IP) -> tuple[int, str]:
    answer = Client(REMOTE_ADDR=ip).post("/anmelden", {"login": email, "password": password})
    return answer.status_code, answer.content.decode() if answer.status_code != 302 else ""


def fail(name: str, times: int, *, ip: str = IP, now: datetime = NOW) -> None:
    with acting_as(GATE):
        for _time in range(times):
            brakes.note_failure(name=name, ip=ip, now=now)


def is_held_back(name: str, *, ip: str = IP, now: datetime = NOW) -> bool:
    with acting_as(GATE):
        try:
            brakes.check_sign_in(name=name, ip=ip, now=now)
        except Refused:
            return True
    return False


def let_time_pass() -> None:
    SignInBrake.objects.update(blocked_until=timezone.now())


@pytest.mark.parametrize("name", [KNOWN, UNKNOWN])
def test_the_fourth_try_at_once_is_held_back_without_looking_at_the_password(
    house: House, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert [sign_in(name)[0] for _time in range(3)] == [200, 200, 200]
    monkeypatch.setattr(hashers, "get_hasher", None)  # whatever hashes now, breaks
    status, page = sign_in(name, PASSWORD)
    assert status == 429
    assert "Zu viele Versuche. Bitte warten Sie einige Sekunden" in page
    assert Entry.objects.filter(kind="failed_login").count() == 4


def test_after_the_pause_the_right_password_opens_and_the_count_begins_anew(house: House) -> None:
    for _time in range(3):
        sign_in(KNOWN)
    let_time_pass()
    assert sign_in(KNOWN, PASSWORD)[0] == 302
    assert [sign_in(KNOWN)[0] for _time in range(3)] == [200, 200, 200]


@pytest.mark.parametrize("name", [KNOWN, UNKNOWN])
def test_ten_failures_lock_for_a_day_and_order_one_mail(house: House, name: str) -> None:
    fail(name, 10)
    assert is_held_back(name, now=NOW + timedelta(hours=23, minutes=59))
    assert not is_held_back(name, now=NOW + timedelta(hours=24))
    letter = Letter.objects.get()
    assert letter.occasion == "account.locked"
    assert letter.account_id == (house.lindner.account_id if name == KNOWN else None)


def test_the_same_name_from_another_network_waits_too(house: House) -> None:
    fail(KNOWN, 5)
    assert is_held_back(KNOWN, ip="198.51.100.9")
    assert is_held_back(f" {KNOWN.upper()} ")


def test_a_colleague_who_mistypes_all_day_stops_nobody_else_in_the_office(house: House) -> None:
    fail(KNOWN, 80)
    assert is_held_back(KNOWN)
    assert not is_held_back("voss@lindner-voss.example")


def test_trying_one_password_on_many_people_stops_the_network_but_not_the_others(house: House) -> None:
    for number in range(49):
        fail(f"{number}@makler.example", 1)
    assert not is_held_back(KNOWN)
    fail("49@makler.example", 1)
    assert is_held_back(KNOWN)
    assert is_held_back(UNKNOWN)
    assert not is_held_back(KNOWN, ip="198.51.100.9")
    assert not is_held_back(KNOWN, now=NOW + timedelta(seconds=31))


def test_a_network_forgets_after_a_quiet_quarter_of_an_hour(house: House) -> None:
    for number in range(49):
        fail(f"{number}@makler.example", 1)
    later = NOW + timedelta(minutes=16)
    fail("99@makler.example", 1, now=later)
    assert not is_held_back(KNOWN, now=later)


def test_no_name_and_no_address_stands_in_the_table(house: House) -> None:
    sign_in("mein-passwort-versehentlich@x.example")
    with connection.cursor() as cursor:
        cursor.execute("SELECT key_hash, accounts_signinbrake::text FROM accounts_signinbrake")
        rows = cursor.fetchall()
    assert len(rows) == 3
    assert all(len(bytes(key)) == 32 for key, _text in rows)
    assert not any(word in text for _key, text in rows for word in ("versehentlich", IP, "x.example"))


def test_who_asks_for_mail_too_often_is_held_back_for_a_while(house: House) -> None:
    with acting_as(GATE):
        for _time in range(30):
            brakes.check_asking(purpose="reset", ip=IP, now=NOW)
        with pytest.raises(Refused, match=r"asking\.braked"):
            brakes.check_asking(purpose="reset", ip=IP, now=NOW)
        brakes.check_asking(purpose="reset", ip=IP, now=NOW + timedelta(minutes=16))
        brakes.check_asking(purpose="reset", ip="198.51.100.9", now=NOW)


def test_the_worker_forgets_what_is_a_day_old(house: House) -> None:
    fail(KNOWN, 1)
    with acting_as(WORKER):
        assert brakes.remove_old_brakes(now=NOW + timedelta(hours=23)) == 0
        assert brakes.remove_old_brakes(now=NOW + timedelta(hours=24)) == 3


@pytest.mark.django_db(transaction=True)
def test_guesses_sent_side_by_side_do_not_slip_past_and_do_not_wait(house: House) -> None:
    number = int.from_bytes(brakes._name_key(KNOWN)[:8], "big", signed=True)
    with psycopg.connect(**connection.get_connection_params()) as other:
        other.execute("SELECT pg_advisory_xact_lock(%s)", [number])
        began = timezone.now()
        assert sign_in(KNOWN)[0] == 429
        assert sign_in(UNKNOWN)[0] == 200
        assert timezone.now() - began < timedelta(seconds=5)
    assert sign_in(KNOWN)[0] == 200

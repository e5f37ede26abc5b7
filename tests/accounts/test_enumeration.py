"""Nobody learns from an answer who has an account: bytes, status, headers and work are the same (issue 4, point 2)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from partnerportal.accounts.hashing import PortalArgon2Hasher
from partnerportal.accounts.models import Account, Letter, SignInBrake
from partnerportal.accounts.services import brakes
from partnerportal.database.context import acting_as
from partnerportal.kernel.viewer import GATE
from partnerportal.partners.models import Partner
from tests.accounts.registering import BOXES, FIRM, TYPED_PERSON
from tests.cast import NOW, PASSWORD, House

KNOWN, UNKNOWN = "lindner@lindner-voss.example", "niemand@nirgends.example"
CLOSED, OF_CLOSED_FIRM = "voss@lindner-voss.example", "petersen@petersen-assekuranz.example"
WAITING = "vertrag@musterschutz.example"
WRONG = "falsch-falsch-falsch"
TYPED_OR_SECRET = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]+"|value="[^"@]+@[^"]+"')


@dataclass(frozen=True)
class Seen:
    """Hold what reaches the browser, and the work that was done for it."""

    status: int
    headers: tuple[tuple[str, str], ...]
    cookies: tuple[str, ...]
    body: bytes
    hashes: int


@pytest.fixture
def hashed(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """Count every Argon2 computation of the run."""
    done: Counter[str] = Counter()
    for name in ("encode", "verify"):
        original = getattr(PortalArgon2Hasher, name)
        monkeypatch.setattr(PortalArgon2Hasher, name, counting(original, done))
    return done


def counting(original: Callable[..., object], done: Counter[str]) -> Callable[..., object]:
    def counted(*args: object, **kwargs: object) -> object:
        done["hashes"] += 1
        return original(*args, **kwargs)

    return counted


@pytest.fixture
def cast(house: House) -> House:
    """Close an account and a firm; another account waits for its first password."""
    Account.objects.filter(email=CLOSED).update(is_active=False, blocked_at=NOW)
    Account.objects.filter(email=WAITING).update(is_active=False, password="!wartet")
    Partner.objects.filter(name__startswith="Petersen").update(blocked_at=NOW)
    return house


def seen(answer: HttpResponse, hashes: int = 0) -> Seen:
    """Return the answer without what was typed, without the form's token, and without values of cookies."""
    kept = tuple((name, value) for name, value in answer.items() if name not in {"Content-Length", "Expires"})
    body = TYPED_OR_SECRET.sub(b"", answer.content)
    return Seen(answer.status_code, kept, tuple(sorted(answer.cookies)), body, hashes)


def sign_in(email: str, password: str, hashed: Counter[str]) -> Seen:
    before = hashed["hashes"]
    answer = Client().post("/anmelden", {"login": email, "password": password})
    return seen(answer, hashed["hashes"] - before)


def lock(*names: str) -> None:
    with acting_as(GATE):
        for name in names:
            for _time in range(10):
                brakes.note_failure(name=name, ip="192.0.2.7", now=timezone.now())


def statements(act: Callable[[], object]) -> list[str]:
    """Return the statements of an act, without their values."""
    with CaptureQueriesContext(connection) as captured:
        act()
    value = re.compile(r"'[^']*'(::\w+)?|_django_curs_\w+|-?\b\d+\b|\bNULL\b")
    shapes = (re.sub(r" +", "", value.sub("?", query["sql"])) for query in captured)
    return [shape for shape in shapes if "SAVEPOINT" not in shape]


def test_a_wrong_password_an_unknown_name_and_a_closed_account_answer_alike(
    cast: House, hashed: Counter[str]
) -> None:
    answers = {
        "wrong": sign_in(KNOWN, WRONG, hashed),
        "unknown": sign_in(UNKNOWN, WRONG, hashed),
        "closed account, right password": sign_in(CLOSED, PASSWORD, hashed),
        "closed account, wrong password": sign_in(CLOSED, WRONG, hashed),
        "closed firm, right password": sign_in(OF_CLOSED_FIRM, PASSWORD, hashed),
        "account without a password": sign_in(WAITING, WRONG, hashed),
    }
    assert len(set(answers.values())) == 1, {name: (one.status, one.hashes) for name, one in answers.items()}
    assert {one.hashes for one in answers.values()} == {1}


@pytest.mark.parametrize("password", [WRONG, PASSWORD], ids=["wrong", "right"])
def test_a_locked_name_answers_alike_whether_it_exists_and_nothing_is_hashed(
    cast: House, hashed: Counter[str], password: str
) -> None:
    lock(KNOWN, UNKNOWN, CLOSED)
    answers = {sign_in(name, password, hashed) for name in (KNOWN, UNKNOWN, CLOSED)}
    assert [(one.status, one.hashes) for one in answers] == [(429, 0)]


def test_the_brake_counts_unknown_names_like_known_ones(cast: House, hashed: Counter[str]) -> None:
    def course(name: str) -> list[tuple[int, int]]:
        answers = []
        for _time in range(12):
            one = sign_in(name, WRONG, hashed)
            answers.append((one.status, one.hashes))
            SignInBrake.objects.filter(locked_at__isnull=True).update(blocked_until=timezone.now())
        return answers

    known, unknown, closed = course(KNOWN), course(UNKNOWN), course(CLOSED)
    assert known == unknown == closed == [(200, 1)] * 10 + [(429, 0)] * 2
    assert Letter.objects.count() == 3, "one mail each, and those to nobody are dropped by the worker"


def test_a_sign_in_that_fails_asks_the_database_the_same(cast: House) -> None:
    lists = [
        statements(lambda name=name: Client().post("/anmelden", {"login": name, "password": WRONG}))  # type: ignore[misc]
        for name in (KNOWN, UNKNOWN, CLOSED)
    ]
    assert lists[0] == lists[1] == lists[2]


def test_asking_for_a_new_password_answers_alike(cast: House, hashed: Counter[str]) -> None:
    def ask(name: str) -> tuple[Seen, Seen]:
        client = Client()
        answer = client.post("/passwort-vergessen", {"email": name})
        return seen(answer, hashed["hashes"]), seen(client.get(answer["Location"]))

    answers = {ask(name) for name in (KNOWN, UNKNOWN, CLOSED, WAITING, OF_CLOSED_FIRM)}
    assert len(answers) == 1
    ((answer, _page),) = answers
    assert (answer.status, answer.hashes) == (302, 0)
    assert Letter.objects.filter(occasion="password.reset").count() == 5


def test_asking_for_a_new_password_asks_the_database_the_same(cast: House) -> None:
    lists = [
        statements(lambda name=name: Client().post("/passwort-vergessen", {"email": name}))  # type: ignore[misc]
        for name in (KNOWN, UNKNOWN, CLOSED)
    ]
    assert lists[0] == lists[1] == lists[2]


def test_registering_an_address_answers_alike(cast: House, hashed: Counter[str]) -> None:
    def register(name: str) -> tuple[Seen, ...]:
        client = Client()
        steps = [
            client.post("/registrieren/angaben", {**TYPED_PERSON, "email": name}),
            client.post("/registrieren/buero", FIRM),
            client.post("/registrieren/bedingungen", BOXES),
            client.post("/registrieren/pruefen"),
            client.get("/registrieren/eingegangen"),
        ]
        return tuple(seen(step, hashed["hashes"]) for step in steps)

    answers = {register(name) for name in (KNOWN, UNKNOWN, CLOSED)}
    assert len(answers) == 1
    (steps,) = answers
    assert [step.status for step in steps] == [302, 302, 302, 302, 200]
    assert {step.hashes for step in steps} == {0}
    assert Letter.objects.count() == 3

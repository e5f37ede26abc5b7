"""A forgotten password: a link by mail, once and for 30 minutes; afterwards every session is over."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.mail import EmailMessage
from django.test import Client
from django.utils import timezone

from partnerportal.accounts.models import Account, Letter, OneTimeLink, Session, SignInBrake
from partnerportal.accounts.services import brakes, letters, password
from partnerportal.database.context import acting_as
from partnerportal.kernel.viewer import GATE, WORKER, Viewer
from tests.cast import PASSWORD, House

SignIn = Callable[[Viewer], Client]
EMAIL, NEW = "lindner@lindner-voss.example", "Sieben Deiche hinter Büsum 1888"
ORIGIN = "https://portal.musterschutz.example"


@pytest.fixture
def post(mailoutbox: list[EmailMessage]) -> Callable[[], list[str]]:
    """Return a function that lets the worker send everything and returns the paths in the new mails."""

    def send() -> list[str]:
        before = len(mailoutbox)
        with acting_as(WORKER):
            for letter in Letter.objects.filter(sent_at__isnull=True).order_by("created_at"):
                letters.send_letter(letter_id=letter.id, now=timezone.now(), origin=ORIGIN)
        bodies = (str(mail.body) for mail in mailoutbox[before:])
        return [body.split(ORIGIN)[1].split()[0] for body in bodies]

    return send


def order(occasion: str, viewer: Viewer) -> None:
    with acting_as(GATE):
        letters.order_letter(occasion=occasion, account_id=viewer.account_id, now=timezone.now())


def sign_in(typed: str) -> int:
    return Client().post("/anmelden", {"login": EMAIL, "password": typed}).status_code


def test_a_forgotten_password_is_replaced_and_every_session_ends(
    house: House, sign_in: SignIn, post: Callable[[], list[str]]
) -> None:
    signed_in = sign_in(house.lindner)
    answer = Client().post("/passwort-vergessen", {"email": EMAIL.upper()})
    assert answer["Location"] == "/passwort-vergessen/gesendet"
    (path,) = post()
    stranger = Client()
    assert stranger.get(path).status_code == 200
    answer = stranger.post(path, {"password": NEW})
    assert answer["Location"] == "/anmelden?neu=passwort"
    assert "Ihr Passwort ist gespeichert" in stranger.get(answer["Location"]).content.decode()
    assert Session.objects.count() == 0
    assert signed_in.get("/uebersicht")["Location"].startswith("/anmelden")
    assert stranger.get("/uebersicht")["Location"].startswith("/anmelden"), "nobody is signed in by a link"


def test_only_the_new_password_opens_and_the_person_is_told(
    house: House, post: Callable[[], list[str]]
) -> None:
    Client().post("/passwort-vergessen", {"email": EMAIL})
    (path,) = post()
    Client().post(path, {"password": NEW})
    assert sign_in(PASSWORD) == 200
    assert sign_in(NEW) == 302
    assert Letter.objects.filter(occasion="password.changed").count() == 1


def test_a_link_sets_one_password(house: House, post: Callable[[], list[str]]) -> None:
    Client().post("/passwort-vergessen", {"email": EMAIL})
    (path,) = post()
    Client().post(path, {"password": NEW})
    for answer in (Client().get(path), Client().post(path, {"password": "Acht Kutter in der Elbe 1777"})):
        assert answer.status_code == 404
        assert "Dieser Link gilt nicht mehr" in answer.content.decode()
    assert sign_in(NEW) == 302


def test_a_weak_password_is_refused_and_the_link_stays(house: House, post: Callable[[], list[str]]) -> None:
    Client().post("/passwort-vergessen", {"email": EMAIL})
    (path,) = post()
    answer = Client().post(path, {"password": "Lindner & Voss 2026"})
    assert answer.status_code == 422
    assert "enthält Teile Ihres Namens" in answer.content.decode()
    assert Client().post(path, {"password": NEW}).status_code == 302


def test_a_new_password_lifts_the_lock(house: House, post: Callable[[], list[str]]) -> None:
    with acting_as(GATE):
        for _time in range(10):
            brakes.note_failure(name=EMAIL, ip="192.0.2.7", now=timezone.now())
    assert sign_in(PASSWORD) == 429
    Client().post("/passwort-vergessen", {"email": EMAIL})
    path = next(path for path in post() if "/passwort-setzen/" in path)
    Client().post(path, {"password": NEW})
    assert sign_in(NEW) == 302


def test_the_mail_of_the_lock_lifts_it(house: House, post: Callable[[], list[str]]) -> None:
    with acting_as(GATE):
        for _time in range(10):
            brakes.note_failure(name=EMAIL, ip="192.0.2.7", now=timezone.now())
    (path,) = post()
    assert path.startswith("/entsperren/")
    assert Client().get(path).status_code == 200
    assert sign_in(PASSWORD) == 429, "looking lifts nothing"
    assert Client().post(path)["Location"] == "/anmelden?neu=entsperrt"
    assert sign_in(PASSWORD) == 302
    assert Client().post(path).status_code == 404


def test_an_approved_account_opens_with_its_first_password(
    house: House, post: Callable[[], list[str]]
) -> None:
    Account.objects.filter(id=house.voss.account_id).update(is_active=False, password="!")
    order("registration.approved", house.voss)
    (path,) = post()
    assert "zum ersten Mal" in Client().get(path).content.decode()
    Client().post(path, {"password": NEW})
    account = Account.objects.get(id=house.voss.account_id)
    assert account.is_active
    assert account.check_password(NEW)


def test_a_link_of_a_reset_opens_no_account_that_was_closed_meanwhile(
    house: House, post: Callable[[], list[str]]
) -> None:
    Client().post("/passwort-vergessen", {"email": EMAIL})
    (path,) = post()
    Account.objects.filter(id=house.lindner.account_id).update(is_active=False)
    assert Client().post(path, {"password": NEW}).status_code == 404
    assert not Account.objects.get(id=house.lindner.account_id).is_active


def test_an_address_nobody_has_gets_the_same_answer_and_no_mail(
    house: House, post: Callable[[], list[str]]
) -> None:
    assert Client().post("/passwort-vergessen", {"email": "niemand@nirgends.example"}).status_code == 302
    assert post() == []


def test_a_network_cannot_have_mail_sent_without_end(house: House) -> None:
    answers = [Client().post("/passwort-vergessen", {"email": f"{n}@x.example"}) for n in range(31)]
    assert {answer.status_code for answer in answers[:30]} == {302}
    assert answers[30].status_code == 429
    assert "Zu viele Anfragen aus Ihrem Netz." in answers[30].content.decode()


def test_who_changes_the_own_password_stays_signed_in_here_only(house: House, sign_in: SignIn) -> None:
    sign_in(house.lindner)
    sign_in(house.lindner)
    keep = Session.objects.order_by("created_at")[0].handle
    SignInBrake.objects.create(key_hash=brakes._name_key(EMAIL), last_failed_at=timezone.now())
    with acting_as(house.lindner):
        password.change_password(
            actor=house.lindner,
            account_id=house.lindner.account,
            new=NEW,
            keep_session_handle=keep,
            now=timezone.now(),
        )
    assert Session.objects.get().handle == keep
    assert Account.objects.get(id=house.lindner.account_id).check_password(NEW)
    assert Letter.objects.get().occasion == "password.changed"
    assert not SignInBrake.objects.filter(key_hash=brakes._name_key(EMAIL)).exists()


def test_nobody_changes_the_password_of_another(house: House) -> None:
    with acting_as(house.lindner), pytest.raises(password.NotOwnPassword):
        password.change_password(
            actor=house.lindner,
            account_id=house.voss.account,
            new=NEW,
            keep_session_handle=None,
            now=timezone.now(),
        )


def test_a_link_of_a_reset_is_gone_after_a_change(house: House, post: Callable[[], list[str]]) -> None:
    Client().post("/passwort-vergessen", {"email": EMAIL})
    post()
    assert OneTimeLink.objects.count() == 1
    with acting_as(house.lindner):
        password.change_password(
            actor=house.lindner,
            account_id=house.lindner.account,
            new=NEW,
            keep_session_handle=None,
            now=timezone.now() + timedelta(seconds=1),
        )
    assert OneTimeLink.objects.count() == 0

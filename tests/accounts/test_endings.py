"""What ends somebody's way in also ends the ways that were half gone: a started login, an old link, an invitation."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from partnerportal.accounts.models import Account, Letter, Session
from partnerportal.accounts.queries.accounts import Reach
from partnerportal.accounts.queries.recipients import recipient_of
from partnerportal.accounts.rules.invitations import Place
from partnerportal.accounts.rules.occasions import FIRST_PASSWORD, RESET, Link
from partnerportal.accounts.services import factors, invitations, letters
from partnerportal.accounts.services.factors_totp import new_secret
from partnerportal.accounts.services.links import make_link
from partnerportal.accounts.sessions import SessionStore
from partnerportal.database.context import acting_as
from partnerportal.kernel.viewer import GATE, WORKER, Role, Viewer
from tests.accounts.registering import register_in
from tests.accounts.test_factors_services import code_at
from tests.accounts.test_invitations import ABOUT, invite, link_of
from tests.accounts.test_profile import ask_for, mails
from tests.cast import NOW, PASSWORD, House

SignIn = Callable[[Viewer], Client]
LOCMEM = "django.core.mail.backends.locmem.EmailBackend"
SECOND = "/anmelden/zweiter-faktor"
EMAIL, CHOSEN = "lindner@lindner-voss.example", "Sieben Deiche hinter Büsum 1888"


@pytest.fixture
def secret(house: House) -> str:
    """Give Katrin Lindner an app and return its secret."""
    secret = new_secret()
    factors.enrol_for_seed(account_id=house.lindner.account, secret=secret, now=datetime.now(UTC))
    return secret


def token_of(occasion: str, link: Link, viewer: Viewer) -> str:
    """Let the worker make the link of a mail, and return its token."""
    now = datetime.now(UTC)
    with acting_as(GATE):
        letters.order_letter(occasion=occasion, account_id=viewer.account, now=now)
    letter = Letter.objects.filter(occasion=occasion).latest("created_at")
    Letter.objects.filter(id=letter.id).update(sent_at=now)
    with acting_as(WORKER):
        return make_link(letter=letter, link=link, now=now)[1]


def test_a_login_that_waits_for_its_second_factor_ends_with_the_password_it_began_with(
    house: House, secret: str
) -> None:
    thief = Client()
    assert thief.post("/anmelden", {"login": EMAIL, "password": PASSWORD})["Location"] == SECOND
    Client().post(
        f"/passwort-setzen/{token_of('password.reset', RESET, house.lindner)}", {"password": CHOSEN}
    )
    assert Account.objects.get(id=house.lindner.account).check_password(CHOSEN)
    answer = thief.post(SECOND, {"code": code_at(secret, datetime.now(UTC))})
    assert answer.headers.get("Location") == "/anmelden"
    assert thief.get("/uebersicht")["Location"].startswith("/anmelden")


def test_a_waiting_login_keeps_no_name(house: House, secret: str) -> None:
    Client().post("/anmelden", {"login": EMAIL, "password": PASSWORD})
    kept = SessionStore().decode(Session.objects.get().payload)
    assert kept["account_login"]["user_pk"] == house.lindner.account.hex
    assert "lindner-voss" not in str(kept)


def test_a_password_link_in_the_old_mailbox_ends_with_the_change_of_address(
    house: House, sign_in: SignIn, settings: Any
) -> None:
    settings.EMAIL_BACKEND = LOCMEM
    token = token_of("password.reset", RESET, house.lindner)
    ask_for(sign_in)
    for path in mails().values():
        assert Client().post(path).status_code == 200
    assert Account.objects.get(id=house.lindner.account).email != EMAIL
    assert Client().get(f"/passwort-setzen/{token}").status_code == 404


def test_a_link_for_a_first_password_opens_nothing_once_there_is_one(house: House) -> None:
    token = token_of("registration.approved", FIRST_PASSWORD, house.lindner)
    assert Client().get(f"/passwort-setzen/{token}").status_code == 404


@pytest.mark.parametrize(
    "lost_say", [{"is_active": False, "blocked_at": NOW}, {"role": "staff"}], ids=["blocked", "demoted"]
)
def test_an_invitation_opens_nothing_once_who_invited_may_no_more_until_somebody_else_sends_it(
    house: House, settings: Any, lost_say: dict[str, object]
) -> None:
    settings.EMAIL_BACKEND = LOCMEM
    invited = invite(house.lindner, Place(Role.OWNER, partner_id=house.lindner.partner))
    path = link_of(invited)
    Account.objects.filter(id=house.lindner.account).update(**lost_say)
    assert Client().get(path).status_code == Client().post(path, ABOUT).status_code == 404
    with acting_as(house.administrator):
        invitations.resend(actor=house.administrator, invitation_id=invited, now=datetime.now(UTC))
    assert Client().post(link_of(invited), ABOUT).status_code == 302


def test_the_address_confirmed_is_the_one_the_account_gets(house: House) -> None:
    """The long s is the letter s to whoever compares, but another mailbox."""
    register_in(Client(), email="Mu\u017fter@neu.example")
    letter = Letter.objects.get(occasion="registration.confirm")
    with acting_as(WORKER):
        assert recipient_of(letter) == Reach("muster@neu.example", "de")


@pytest.mark.parametrize("period", ["von=01.01.0001", "bis=31.12.9999"])
def test_the_own_log_opens_for_any_day_of_the_calendar(house: House, sign_in: SignIn, period: str) -> None:
    assert sign_in(house.lindner).get(f"/konto/sicherheit/anmeldungen?{period}").status_code == 200

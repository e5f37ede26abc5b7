"""A lost second factor comes off after two people agreed and a day has passed, and the person can call it off."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import combinations

import pytest
from allauth.mfa.models import Authenticator
from django.db import IntegrityError, transaction
from django.test import Client

from partnerportal.accounts.models import Account, FactorRecovery, Letter, Session
from partnerportal.accounts.services import factors, recovery
from partnerportal.accounts.services.factors_totp import new_secret
from partnerportal.database.context import acting_as
from partnerportal.journal.models import LatestTransaction
from partnerportal.kernel.errors import Refused
from partnerportal.kernel.viewer import GATE, WORKER, Viewer
from partnerportal.partners.models import Partner
from tests.cast import NOW, PASSWORD, AccountMaker, House

SignIn = Callable[[Viewer], Client]
DAY = timedelta(hours=24)
LOST = "/anmelden/zweiter-faktor/verloren"


@pytest.fixture
def second_owner(house: House) -> Viewer:
    """Return another owner of Lindner & Voss."""
    partner = Partner.objects.get(id=house.lindner.partner)
    return AccountMaker("!")("zweite@lindner-voss.example", "Frauke", "Hinrichs", "owner", partner=partner)


@pytest.fixture
def second_administrator(house: House) -> Viewer:
    return AccountMaker("!")("verwaltung2@musterschutz.example", "Ines", "Barth", "administrator")


def lost_by(viewer: Viewer) -> FactorRecovery:
    """Let somebody have an app and lose it."""
    factors.enrol_for_seed(account_id=viewer.account, secret=new_secret(), now=NOW)
    with acting_as(GATE):
        recovery.ask_for_recovery(account_id=viewer.account, now=NOW)
    return FactorRecovery.objects.get(account_id=viewer.account)


def agree(decider: Viewer, asked: FactorRecovery, now: datetime = NOW) -> None:
    with acting_as(decider):
        recovery.agree_to_recovery(actor=decider, recovery_id=asked.id, now=now)


def finish(now: datetime) -> int:
    with acting_as(WORKER):
        return recovery.finish_recoveries(now=now)


def test_two_people_and_a_day_take_the_factor_off(house: House, sign_in: SignIn) -> None:
    asked = lost_by(house.voss)
    sign_in(house.voss)
    agree(house.lindner, asked)
    assert finish(NOW + timedelta(days=30)) == 0
    agree(house.administrator, asked, NOW + timedelta(hours=1))
    assert finish(NOW + DAY) == 0
    assert Authenticator.objects.count() == 1

    assert finish(NOW + timedelta(hours=25)) == 1
    assert Authenticator.objects.count() == FactorRecovery.objects.count() == 0
    assert not Account.objects.get(id=house.voss.account).has_second_factor
    assert Session.objects.filter(account_id=house.voss.account).count() == 0
    told = Letter.objects.filter(account_id=house.voss.account).values_list("occasion", flat=True)
    assert list(told.order_by("created_at")) == ["recovery.reported", "recovery.opened", "recovery.done"]


def test_those_who_decide_are_told_and_nobody_else(house: House, second_owner: Viewer) -> None:
    lost_by(house.lindner)
    told = set(Letter.objects.filter(occasion="recovery.asked").values_list("account_id", flat=True))
    assert told == {second_owner.account, house.administrator.account}


def test_asking_twice_tells_nobody_twice(house: House) -> None:
    asked = lost_by(house.lindner)
    with acting_as(GATE):
        recovery.ask_for_recovery(account_id=house.lindner.account, now=NOW + timedelta(minutes=1))
    assert FactorRecovery.objects.get() == asked
    assert Letter.objects.count() == 2


def test_which_pairs_may_agree(house: House, second_owner: Viewer, second_administrator: Viewer) -> None:
    asked = lost_by(house.voss)
    deciders = [house.lindner, second_owner, house.administrator, second_administrator]
    for first, second in combinations(deciders, 2):
        with transaction.atomic():
            agree(first, asked)
            agree(second, asked)
            assert FactorRecovery.objects.get().opens_at == NOW + DAY
            transaction.set_rollback(True)


@pytest.mark.parametrize("member", ["petersen", "voss", "clerk", "officer", "lindner"])
def test_nobody_else_agrees(house: House, member: str) -> None:
    asked = lost_by(house.lindner)
    viewer: Viewer = getattr(house, member)
    with acting_as(viewer), pytest.raises((Refused, LookupError)):
        recovery.agree_to_recovery(actor=viewer, recovery_id=asked.id, now=NOW)
    assert FactorRecovery.objects.get().first_by_id is None


def test_one_person_does_not_agree_twice(house: House) -> None:
    asked = lost_by(house.voss)
    agree(house.lindner, asked)
    with pytest.raises(Refused, match=r"recovery\.twice"):
        agree(house.lindner, asked)


def test_the_database_itself_wants_two_others(house: House) -> None:
    asked = lost_by(house.voss)
    agree(house.lindner, asked)
    for second in (house.lindner, house.voss):
        with pytest.raises(IntegrityError), transaction.atomic():
            FactorRecovery.objects.update(second_by_id=second.account, second_at=NOW)


def test_the_person_calls_it_off_after_finding_the_factor(house: House, sign_in: SignIn) -> None:
    asked = lost_by(house.voss)
    agree(house.lindner, asked)
    agree(house.administrator, asked)
    client = sign_in(house.voss)
    assert "Verlust Ihres zweiten Faktors gemeldet" in client.get("/konto/sicherheit").content.decode()
    client.post("/konto/wiederherstellung/abbrechen")
    assert finish(NOW + timedelta(days=2)) == 0
    assert Authenticator.objects.count() == 1


def test_the_loss_is_reported_after_the_right_password_only(house: House) -> None:
    factors.enrol_for_seed(account_id=house.voss.account, secret=new_secret(), now=NOW)
    assert Client().post(LOST)["Location"] == "/anmelden"
    client = Client()
    client.post("/anmelden", {"login": "voss@lindner-voss.example", "password": PASSWORD})
    assert "Verlust melden" in client.get(LOST).content.decode()
    assert FactorRecovery.objects.count() == 0
    assert client.post(LOST)["Location"] == LOST
    assert "Ihre Meldung ist angekommen" in client.get(LOST).content.decode()
    assert FactorRecovery.objects.get().account_id == house.voss.account


def test_deciders_agree_on_their_page_and_it_is_their_latest_transaction(
    house: House, sign_in: SignIn
) -> None:
    asked = lost_by(house.voss)
    owner, administrator = sign_in(house.lindner), sign_in(house.administrator)
    assert "Henrik Voss" in owner.get("/konto/wiederherstellungen").content.decode()
    assert "Henrik Voss" not in sign_in(house.petersen).get("/konto/wiederherstellungen").content.decode()
    for client in (owner, administrator):
        assert client.post(f"/konto/wiederherstellungen/{asked.id}/zustimmen").status_code == 302
    assert FactorRecovery.objects.get().opens_at is not None
    kinds = set(LatestTransaction.objects.values_list("kind", "object_ref"))
    assert kinds == {("account.recovery.agreed", str(asked.id))}
    assert owner.post(f"/konto/wiederherstellungen/{asked.id}/zustimmen").status_code == 409
    assert sign_in(house.petersen).post(f"/konto/wiederherstellungen/{asked.id}/zustimmen").status_code == 404


def test_one_refusal_ends_it(house: House, sign_in: SignIn) -> None:
    asked = lost_by(house.voss)
    assert sign_in(house.lindner).post(f"/konto/wiederherstellungen/{asked.id}/ablehnen").status_code == 302
    assert FactorRecovery.objects.count() == 0
    assert Authenticator.objects.count() == 1


def test_without_its_factor_an_account_must_set_up_a_new_one(house: House) -> None:
    asked = lost_by(house.lindner)
    other = AccountMaker("!")("verwaltung2@musterschutz.example", "Ines", "Barth", "administrator")
    agree(house.administrator, asked)
    agree(other, asked)
    finish(datetime.now(UTC) + timedelta(days=400))
    client = Client()
    client.post("/anmelden", {"login": "lindner@lindner-voss.example", "password": PASSWORD})
    assert client.get("/vertraege")["Location"].startswith("/konto/sicherheit/einrichten")

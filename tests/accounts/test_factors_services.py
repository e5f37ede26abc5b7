"""Second factors: a code fits once, secrets lie sealed, the last factor of who leads stays."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.db import connection

from partnerportal.accounts.models import Account, Letter
from partnerportal.accounts.queries.factors import factors_of
from partnerportal.accounts.services import factors
from partnerportal.accounts.services.factors_codes import use_recovery_code
from partnerportal.accounts.services.factors_totp import new_secret, use_totp
from partnerportal.database.context import acting_as
from partnerportal.kernel.errors import Refused
from partnerportal.kernel.viewer import GATE, Viewer
from tests.cast import NOW, House


def code_at(secret: str, instant: datetime) -> str:
    """Return what an app shows at an instant."""
    return str(format_hotp_value(hotp_value(secret, int(instant.timestamp()) // 30)))


def set_up(actor: Viewer, secret: str, now: datetime = NOW) -> tuple[str, ...]:
    with acting_as(actor):
        return factors.set_up_totp(actor=actor, secret=secret, code=code_at(secret, now), now=now)


def try_code(actor: Viewer, code: str, now: datetime) -> bool:
    with acting_as(GATE):
        return use_totp(account_id=actor.account, code=code, now=now)


@pytest.fixture
def secret() -> str:
    return new_secret()


def test_an_app_is_set_up_with_its_first_code_and_brings_ten_recovery_codes(
    house: House, secret: str
) -> None:
    Account.objects.filter(id=house.lindner.account).update(has_second_factor=False)
    codes = set_up(house.lindner, secret)
    assert len(codes) == len(set(codes)) == 10
    assert Account.objects.get(id=house.lindner.account).has_second_factor
    assert Letter.objects.get().occasion == "factor.changed"
    with acting_as(house.lindner):
        own = factors_of(viewer=house.lindner)
    assert (own.has_totp, own.codes_left) == (True, 10)


def test_a_wrong_first_code_sets_nothing_up(house: House, secret: str) -> None:
    with acting_as(house.lindner), pytest.raises(Refused, match=r"factor\.wrong_code"):
        factors.set_up_totp(actor=house.lindner, secret=secret, code="000000", now=NOW - timedelta(days=3650))
    assert Authenticator.objects.count() == 0


def test_a_code_fits_once_and_no_earlier_one_afterwards(house: House, secret: str) -> None:
    set_up(house.lindner, secret)
    later = NOW + timedelta(minutes=5)
    assert not try_code(house.lindner, code_at(secret, NOW), NOW)  # the one that confirmed the app
    assert try_code(house.lindner, code_at(secret, later), later)
    assert not try_code(house.lindner, code_at(secret, later), later + timedelta(seconds=5))
    assert not try_code(house.lindner, code_at(secret, later - timedelta(seconds=30)), later)


def test_a_code_of_the_neighbouring_step_fits_and_an_older_one_does_not(house: House, secret: str) -> None:
    set_up(house.lindner, secret)
    later = NOW + timedelta(minutes=5)
    assert not try_code(house.lindner, code_at(secret, later - timedelta(seconds=60)), later)
    assert try_code(house.lindner, code_at(secret, later - timedelta(seconds=30)), later)
    assert try_code(house.lindner, code_at(secret, later + timedelta(seconds=30)), later)


def test_a_code_typed_with_spaces_fits(house: House, secret: str) -> None:
    set_up(house.lindner, secret)
    later = NOW + timedelta(minutes=5)
    code = code_at(secret, later)
    assert try_code(house.lindner, f" {code[:3]} {code[3:]} ", later)


def test_a_code_of_one_account_does_not_fit_another(house: House, secret: str) -> None:
    set_up(house.lindner, secret)
    set_up(house.petersen, new_secret())
    later = NOW + timedelta(minutes=5)
    assert not try_code(house.petersen, code_at(secret, later), later)


def test_a_recovery_code_fits_once_however_it_is_typed(house: House, secret: str) -> None:
    codes = set_up(house.lindner, secret)
    with acting_as(GATE):
        typed = codes[3].replace("-", " ").lower()
        assert use_recovery_code(account_id=house.lindner.account, code=typed, now=NOW)
        assert not use_recovery_code(account_id=house.lindner.account, code=codes[3], now=NOW)
        assert not use_recovery_code(account_id=house.petersen.account, code=codes[4], now=NOW)
        assert use_recovery_code(account_id=house.lindner.account, code=codes[4], now=NOW)


def test_new_recovery_codes_end_the_old_ones(house: House, secret: str) -> None:
    old = set_up(house.lindner, secret)
    with acting_as(house.lindner):
        new = factors.renew_codes(actor=house.lindner, now=NOW)
    with acting_as(GATE):
        assert not use_recovery_code(account_id=house.lindner.account, code=old[0], now=NOW)
        assert use_recovery_code(account_id=house.lindner.account, code=new[0], now=NOW)


def test_neither_secret_nor_code_lies_readable_in_the_database(house: House, secret: str) -> None:
    codes = set_up(house.lindner, secret)
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(data::text, ' ') FROM mfa_authenticator")
        stored = cursor.fetchone()[0]
    for plain in (secret, *codes, "argon2", "used_step"):
        assert plain not in stored


def test_a_sealed_secret_opens_for_its_own_account_only(house: House, secret: str) -> None:
    set_up(house.lindner, secret)
    Authenticator.objects.filter(type="totp").update(user_id=house.petersen.account)
    set_up(house.voss, new_secret())
    with acting_as(GATE), pytest.raises(LookupError):
        use_totp(account_id=house.petersen.account, code="123456", now=NOW)


@pytest.mark.parametrize("member", ["lindner", "clerk", "officer", "administrator"])
def test_who_must_have_a_factor_keeps_the_last_one(house: House, secret: str, member: str) -> None:
    viewer: Viewer = getattr(house, member)
    set_up(viewer, secret)
    with acting_as(viewer), pytest.raises(Refused, match=r"factor\.last"):
        factors.remove_factor(actor=viewer, factor_id=factor_id(viewer), now=NOW)


def test_staff_may_remove_the_last_factor_and_the_codes_go_with_it(house: House, secret: str) -> None:
    set_up(house.voss, secret)
    with acting_as(house.voss):
        factors.remove_factor(actor=house.voss, factor_id=factor_id(house.voss), now=NOW)
    assert Authenticator.objects.count() == 0
    assert not Account.objects.get(id=house.voss.account).has_second_factor


def test_nobody_removes_the_factor_of_somebody_else(house: House, secret: str) -> None:
    set_up(house.lindner, secret)
    foreign = Authenticator.objects.get(type="totp").id
    with acting_as(house.voss), pytest.raises(factors.UnknownFactor):
        factors.remove_factor(actor=house.voss, factor_id=foreign, now=NOW)


def test_the_database_shows_factors_to_their_own_person_only(house: House, secret: str) -> None:
    set_up(house.voss, secret)
    for viewer in (house.lindner, house.petersen, house.clerk, house.administrator):
        with acting_as(viewer):
            assert Authenticator.objects.count() == 0
            assert Authenticator.objects.update(last_used_at=NOW) == 0


def factor_id(viewer: Viewer) -> int:
    return int(Authenticator.objects.get(user_id=viewer.account, type="totp").id)

"""Passwords are stored as Argon2id, and a weaker row is replaced at the next sign-in (clause C05)."""

from __future__ import annotations

import unicodedata
from typing import Literal
from uuid import UUID

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher, check_password, make_password
from django.db import connection
from django.test import Client

from partnerportal.accounts.models import Account
from tests.cast import PASSWORD, House

NOW_STORED = "argon2$argon2id$v=19$m=19456,t=2,p=1$"


class YesterdaysHasher(Argon2PasswordHasher):
    """Hash at a lower cost, as an earlier version might have."""

    time_cost, memory_cost, parallelism = 1, 8 * 1024, 1


def weaken(account_id: UUID) -> str:
    hasher = YesterdaysHasher()
    weak = hasher.encode(PASSWORD, hasher.salt())
    with connection.cursor() as cursor:
        cursor.execute("UPDATE accounts_account SET password = %s WHERE id = %s", [weak, account_id])
    return weak


def stored(account_id: UUID) -> str:
    return Account.objects.get(id=account_id).password


def sign_in(email: str, password: str) -> int:
    return Client().post("/anmelden", {"login": email, "password": password}).status_code


def test_a_password_is_stored_as_argon2id_with_19_mib_and_two_passes() -> None:
    assert make_password(PASSWORD).startswith(NOW_STORED)


def test_a_weaker_row_is_replaced_at_sign_in_with_the_rights_of_the_web_process(house: House) -> None:
    weak = weaken(house.voss.account)
    assert sign_in("voss@lindner-voss.example", PASSWORD) == 302
    replaced = stored(house.voss.account)
    assert replaced != weak
    assert replaced.startswith(NOW_STORED)
    assert check_password(PASSWORD, replaced)


def test_a_wrong_password_replaces_nothing(house: House) -> None:
    weak = weaken(house.voss.account)
    assert sign_in("voss@lindner-voss.example", "falsch-falsch-falsch") == 200
    assert stored(house.voss.account) == weak


def test_a_strong_row_stays_as_it_is(house: House) -> None:
    before = stored(house.voss.account)
    assert sign_in("voss@lindner-voss.example", PASSWORD) == 302
    assert stored(house.voss.account) == before


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_keyboard_that_sends_an_umlaut_as_two_signs_signs_in_all_the_same(
    house: House, form: Literal["NFC", "NFD"]
) -> None:
    typed = unicodedata.normalize(form, PASSWORD)
    assert sign_in("voss@lindner-voss.example", typed) == 302
    assert check_password(PASSWORD, make_password(typed))

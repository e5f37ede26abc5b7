"""A new installation gets its first administrator from the server; the link shown there opens once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client

from partnerportal.accounts.models import Account, OneTimeLink
from partnerportal.accounts.services.first_administrator import open_administrator
from partnerportal.accounts.services.password import link_to_password
from partnerportal.kernel.errors import Refused
from tests.cast import House

EMAIL = "erste@musterschutz.example"
NEW = "Sieben Kähne warten am Priel"


def _open(email: str = EMAIL) -> str:
    out = StringIO()
    call_command("administrator", email, "--first-name", "Erika", "--last-name", "Erste", stdout=out)
    return out.getvalue().strip().rpartition("/")[2]


def test_the_link_of_the_command_opens_the_account_once(db: None) -> None:
    token = _open()
    account = Account.objects.get(email=EMAIL)
    assert (account.role, account.is_active, account.has_usable_password()) == ("administrator", False, False)

    browser = Client()
    answer = browser.post(f"/passwort-setzen/{token}", {"password": NEW})

    account.refresh_from_db()
    assert answer.status_code == 302
    assert account.is_active
    assert account.check_password(NEW)
    assert link_to_password(token=token, now=datetime.now(UTC)) is None


def test_the_database_keeps_only_a_hash_of_the_link_and_it_ends_after_72_hours(db: None) -> None:
    now = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
    token = open_administrator(email=EMAIL, first_name="Erika", last_name="Erste", now=now)

    link = OneTimeLink.objects.get(account__email=EMAIL)
    assert token not in link.token_hash
    assert link_to_password(token=token, now=now + timedelta(hours=71)) is not None
    assert link_to_password(token=token, now=now + timedelta(hours=73)) is None


def test_an_address_with_an_account_is_refused_in_any_spelling(house: House) -> None:
    with pytest.raises(Refused, match=r"administrator\.exists"):
        open_administrator(
            email=" Verwaltung@Musterschutz.example ",
            first_name="Uwe",
            last_name="Lange",
            now=datetime.now(UTC),
        )


def test_the_command_names_what_is_no_address(db: None) -> None:
    with pytest.raises(SystemExit) as ended:
        call_command(
            "administrator", "keine-adresse", "--first-name", "A", "--last-name", "B", stderr=StringIO()
        )
    assert ended.value.code == 2

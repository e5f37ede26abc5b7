"""Break clause C06 on purpose and see its proof turn red."""

from __future__ import annotations

import logging
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection

from partnerportal.accounts.models import Account
from partnerportal.accounts.services import letters
from partnerportal.notice.context import ProofContext
from partnerportal.notice.stage import set_stage, signed_in
from tests.notice.conftest import Judge


def test_c06_turns_red_when_a_typed_password_is_logged(monkeypatch: pytest.MonkeyPatch, red: Judge) -> None:
    right = Account.check_password

    def tells(account: Account, typed: str) -> bool:
        logging.getLogger("portal.probe").info(typed)
        return right(account, typed)

    monkeypatch.setattr(Account, "check_password", tells)

    assert "Ein Geheimnis steht im Serverprotokoll" in red("C06")


def test_c06_turns_red_when_the_message_of_an_error_is_logged(
    monkeypatch: pytest.MonkeyPatch, red: Judge
) -> None:
    monkeypatch.setattr("partnerportal.config.request_log.JsonFormatter.format", logging.Formatter().format)

    assert "Ein Geheimnis steht im Serverprotokoll" in red("C06")


def test_c06_turns_red_when_a_password_is_stored_in_clear(
    monkeypatch: pytest.MonkeyPatch, red: Judge
) -> None:
    def keeps(account: Account, new: str) -> None:
        account.password = new

    monkeypatch.setattr(Account, "set_password", keeps)

    assert "Ein Geheimnis steht in der Tabelle accounts_account" in red("C06")


def test_c06_turns_red_when_the_token_of_a_link_is_stored(
    monkeypatch: pytest.MonkeyPatch, red: Judge
) -> None:
    monkeypatch.setattr("partnerportal.accounts.services.links.token_hash", lambda token: token)

    assert "Ein Geheimnis steht in der Tabelle accounts_onetimelink" in red("C06")


def test_c06_turns_red_when_the_secret_of_an_app_is_stored_in_clear(
    monkeypatch: pytest.MonkeyPatch, red: Judge
) -> None:
    monkeypatch.setattr(
        "partnerportal.accounts.services.factors_totp.add_row",
        lambda *, account_id, kind, content, now: Authenticator.objects.create(
            user_id=account_id, type=kind.value, data=content, created_at=now
        ),
    )

    assert "Ein Geheimnis steht in der Tabelle mfa_authenticator" in red("C06")


def test_c06_turns_red_when_a_mail_repeats_the_password(monkeypatch: pytest.MonkeyPatch, red: Judge) -> None:
    typed: list[str] = []
    stores, writes = Account.set_password, letters._text

    def remembers(account: Account, new: str) -> None:
        typed.append(new)
        stores(account, new)

    monkeypatch.setattr(Account, "set_password", remembers)
    monkeypatch.setattr(letters, "_text", lambda *parts: writes(*parts) + " ".join(typed))

    assert "Ein Passwort steht in einer E-Mail" in red("C06")


def test_c06_turns_red_when_an_answer_repeats_the_password(settings: Any, red: Judge) -> None:
    settings.MIDDLEWARE = ["tests.notice.broken_middleware.repeats_the_password", *settings.MIDDLEWARE]

    assert "Ein Passwort steht in einer Antwort" in red("C06")


def test_c06_turns_red_when_two_accounts_may_share_an_address(context: ProofContext, red: Judge) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conname FROM pg_constraint"
            " WHERE conrelid = 'accounts_account'::regclass AND contype = 'u' AND conname LIKE '%%email%%'"
        )
        for (name,) in cursor.fetchall():
            cursor.execute(f'ALTER TABLE accounts_account DROP CONSTRAINT "{name}"')

    assert "Zwei Zugänge dürfen dieselbe E-Mail-Adresse haben" in red("C06")


def test_c06_turns_red_when_an_account_is_signed_in_at_too_many_places(
    monkeypatch: pytest.MonkeyPatch, red: Judge
) -> None:
    monkeypatch.setattr("partnerportal.accounts.services.devices.make_room_for_session", lambda **_: 0)

    assert "Ein Zugang ist an 6 Orten zugleich angemeldet" in red("C06")


def test_c06_turns_red_when_somebody_is_already_signed_in_at_too_many_places(
    context: ProofContext, settings: Any, red: Judge
) -> None:
    owner = set_stage(context).near.owner
    for number in range(settings.SESSIONS_PER_ACCOUNT + 1):
        signed_in(context, owner, f"198.51.100.{number}")

    assert "1 Zugänge sind an mehr Orten angemeldet als erlaubt" in red("C06")


def test_c06_turns_red_when_a_new_device_is_not_told(monkeypatch: pytest.MonkeyPatch, red: Judge) -> None:
    monkeypatch.setattr("partnerportal.accounts.services.devices.announce_device", lambda **_: None)

    assert "Ein neues Gerät wird nicht gemeldet" in red("C06")

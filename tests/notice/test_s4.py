"""Break section 4 on purpose and see its proofs turn red."""

from __future__ import annotations

from ipaddress import ip_network
from typing import Any

import pytest

from partnerportal.journal import names
from partnerportal.notice.context import ProofContext
from partnerportal.notice.stage import set_stage, signed_in
from tests.notice.conftest import Judge

SILENT_ADAPTER = "allauth.account.adapter.DefaultAccountAdapter"


def test_c46_turns_red_when_a_login_writes_no_line(monkeypatch: pytest.MonkeyPatch, red: Judge) -> None:
    monkeypatch.setattr("partnerportal.accounts.adapter.record_login", lambda **_login: None)

    findings = red("C46")
    for way in ("Passwort", "Passwort und App", "Passwort und Wiederherstellungscode", "Passkey allein"):
        assert f"Die Anmeldung über {way} schreibt 0 Zeilen statt einer" in findings


def test_c46_turns_red_when_a_password_alone_opens_an_account_with_a_second_factor(
    monkeypatch: pytest.MonkeyPatch, red: Judge
) -> None:
    monkeypatch.setattr("allauth.mfa.stages.AuthenticateStage.handle", lambda _stage: (None, True))

    assert "Ein Passwort allein gilt trotz zweitem Faktor" in red("C46")


def test_c46_turns_red_when_a_session_runs_that_nobody_logged(context: ProofContext, red: Judge) -> None:
    signed_in(context, set_stage(context).near.owner)
    context.execute("DELETE FROM journal_entry")

    assert "1 laufende Sitzungen stehen nicht im Protokoll" in red("C46")


def test_c46_turns_red_when_there_is_another_way_in(settings: Any, red: Judge) -> None:
    backend = "django.contrib.auth.backends.ModelBackend"
    settings.AUTHENTICATION_BACKENDS = [*settings.AUTHENTICATION_BACKENDS, backend]

    assert f"Unbekannter Weg der Anmeldung: {backend}" in red("C46")


def test_c47_turns_red_when_a_failure_writes_no_line(settings: Any, red: Judge) -> None:
    settings.ACCOUNT_ADAPTER = SILENT_ADAPTER

    assert "Fehlversuch (falsches Passwort): 0 Zeilen statt einer" in red("C47")


def test_c47_turns_red_when_a_wrong_second_factor_writes_no_line(
    monkeypatch: pytest.MonkeyPatch, red: Judge
) -> None:
    monkeypatch.setattr(
        "partnerportal.accounts.services.factors_proof.record_failed_login", lambda **_line: None
    )

    findings = red("C47")
    for way in ("falscher Code", "falscher Wiederherstellungscode", "fremder Passkey allein"):
        assert f"Fehlversuch ({way}): 0 Zeilen statt einer" in findings


def test_c47_turns_red_when_an_unknown_name_is_kept_in_clear(
    monkeypatch: pytest.MonkeyPatch, red: Judge
) -> None:
    monkeypatch.setattr(names, "keyed_hash", lambda _key, _purpose, data: data[:32].ljust(32))

    assert "Ein unbekannter Name steht im Klartext" in red("C47")


def test_c48_turns_red_when_an_account_may_have_two_rows(context: ProofContext, red: Judge) -> None:
    context.execute("ALTER TABLE journal_latesttransaction DROP CONSTRAINT journal_latesttransaction_pkey")
    context.execute(
        "CREATE UNIQUE INDEX every_instant ON journal_latesttransaction (account_id, occurred_at)"
    )
    account = "00000000-0000-0000-0000-000000000001"
    for minutes in (1, 2):
        context.execute(
            "INSERT INTO journal_latesttransaction (account_id, kind, object_ref, occurred_at, ip)"
            " VALUES (%s, 'claim.submitted', '', now() - make_interval(mins => %s), '198.51.100.1')",
            [account, minutes],
        )

    assert "Ein Zugang hat zwei Zeilen" in red("C48")


def test_c48_turns_red_when_a_change_leaves_the_row_untouched(settings: Any, red: Judge) -> None:
    settings.MIDDLEWARE = [
        "tests.notice.broken_middleware.ViewerWithoutNote" if name.endswith("ViewerMiddleware") else name
        for name in settings.MIDDLEWARE
    ]

    assert "Ein Vorgang hinterlässt nicht genau eine Zeile" in red("C48")


def test_c49_turns_red_when_a_column_is_added(context: ProofContext, red: Judge) -> None:
    context.execute("ALTER TABLE journal_entry ADD COLUMN user_agent text")

    assert "journal_entry: Spalte user_agent ist nicht genannt" in red("C49")


def test_c49_turns_red_when_a_column_is_missing(context: ProofContext, red: Judge) -> None:
    context.execute("ALTER TABLE journal_latesttransaction DROP COLUMN occurred_at")

    assert "journal_latesttransaction: Spalte occurred_at fehlt" in red("C49")


def test_c50_turns_red_when_a_forged_header_is_believed(settings: Any, red: Judge) -> None:
    settings.TRUSTED_PROXIES = (ip_network("198.51.100.0/24"),)

    assert "Eine gefälschte Kopfzeile ändert die Adresse" in red("C50")

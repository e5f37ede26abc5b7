"""Break the brakes on purpose and see the proof of C51 turn red."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from partnerportal.accounts.rules import brakes as rules
from partnerportal.accounts.services import brakes
from partnerportal.notice import prove, registry
from partnerportal.notice.clause import Status
from partnerportal.notice.context import ProofContext
from tests.notice.conftest import Judge


def test_c51_holds(context: ProofContext) -> None:
    (outcome,) = prove.run([registry.clause("C51")], context)
    assert outcome.status is Status.PROVEN, outcome.evidence
    assert "Von 20 falschen Passwörtern wurden ohne Wartezeit 3, mit Geduld 10 geprüft" in outcome.evidence


def test_c51_turns_red_when_nobody_waits(monkeypatch: pytest.MonkeyPatch, red: Judge) -> None:
    monkeypatch.setattr(rules, "pause_of_name", lambda _failures: None)

    evidence = red("C51")
    assert "20 von 20 falschen Passwörtern wurden ohne Wartezeit geprüft" in evidence
    assert "Bekannter Name: 20 von 20 falschen Passwörtern wurden geprüft, ohne Sperre" in evidence


def test_c51_turns_red_when_only_accounts_are_braked(monkeypatch: pytest.MonkeyPatch, red: Judge) -> None:
    count = brakes.note_failure

    def of_accounts_only(*, name: str, **about: Any) -> None:
        if brakes.account_id_of(name) is not None:
            count(name=name, **about)

    monkeypatch.setattr(brakes, "note_failure", of_accounts_only)

    evidence = red("C51")
    assert "Unbekannter Name: 20 von 20" in evidence
    assert "Bekannter Name" not in evidence


def test_c51_turns_red_when_the_lock_is_told_to_nobody(monkeypatch: pytest.MonkeyPatch, red: Judge) -> None:
    monkeypatch.setattr(brakes, "order_letter", lambda **_about: None)

    assert "Bekannter Name: Die Sperre veranlasst nicht genau eine Nachricht" in red("C51")


def test_c51_turns_red_when_the_name_is_kept_in_clear(monkeypatch: pytest.MonkeyPatch, red: Judge) -> None:
    monkeypatch.setattr(brakes, "keyed_hash", lambda _key, _purpose, data: data)

    assert "Bekannter Name: Er steht im Klartext" in red("C51")


def test_c51_turns_red_when_the_lock_does_not_hold(monkeypatch: pytest.MonkeyPatch, red: Judge) -> None:
    monkeypatch.setattr(rules, "LOCKED_FOR", timedelta(0))

    assert "ohne Sperre" in red("C51")


def test_c51_turns_red_when_the_link_lifts_nothing(monkeypatch: pytest.MonkeyPatch, red: Judge) -> None:
    monkeypatch.setattr(brakes, "release", lambda **_about: None)

    assert "Der Link der Nachricht hebt die Sperre nicht auf" in red("C51")


def test_c51_turns_red_when_another_column_is_kept(context: ProofContext, red: Judge) -> None:
    context.execute("ALTER TABLE accounts_signinbrake ADD COLUMN name text NOT NULL DEFAULT ''")

    assert "Die Bremse speichert andere Spalten als genannt" in red("C51")

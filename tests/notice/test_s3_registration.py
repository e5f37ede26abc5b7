"""Break clause C35 on purpose and see its proof turn red."""

from __future__ import annotations

from typing import Any

import pytest
from django import forms

from partnerportal.accounts.forms.registration import PersonForm
from partnerportal.notice import prove, registry
from partnerportal.notice.clause import Status
from partnerportal.notice.context import ProofContext
from tests.notice.conftest import Judge

LET_IN = "DROP TRIGGER portal_account_is_let_in ON accounts_account"
OPENS = "DROP TRIGGER portal_account_opens ON accounts_account"
ANYBODY_DECIDES = """
DROP POLICY viewer_update ON accounts_registration;
CREATE POLICY viewer_update ON accounts_registration FOR UPDATE TO portal_web USING (true) WITH CHECK (true)
"""
NO_DECIDER = (
    "ALTER TABLE accounts_registration DROP CONSTRAINT registration_is_decided_by_a_person_for_a_partner"
)
NO_CONFIRMATION = "ALTER TABLE accounts_registration DROP CONSTRAINT registration_waits_only_when_confirmed"


def test_c35_is_proven_with_figures(context: ProofContext) -> None:
    (outcome,) = prove.run([registry.clause("C35")], context)

    assert outcome.status is Status.PROVEN, outcome.evidence
    assert "7 Angaben zur Person" in outcome.evidence
    assert "10 Wege" in outcome.evidence


def test_c35_turns_red_when_the_form_asks_more(monkeypatch: pytest.MonkeyPatch, red: Judge) -> None:
    monkeypatch.setitem(PersonForm.base_fields, "phone", forms.CharField())

    assert "Zusätzlich erhoben: phone" in red("C35")


def test_c35_turns_red_when_the_form_asks_less(monkeypatch: pytest.MonkeyPatch, red: Judge) -> None:
    monkeypatch.delitem(PersonForm.base_fields, "city")

    findings = red("C35")
    assert "Nicht erhoben: city" in findings
    assert "Nicht auf der Seite: city" in findings


def test_c35_turns_red_when_only_the_page_asks_more(monkeypatch: pytest.MonkeyPatch, red: Judge) -> None:
    from django.test import Client

    served = Client.get

    def with_more(self: Client, path: str, *args: Any, **kwargs: Any) -> Any:
        answer = served(self, path, *args, **kwargs)
        if path == "/registrieren/angaben":
            answer.content += b'<input type="tel" name="phone">'
        return answer

    monkeypatch.setattr(Client, "get", with_more)

    assert "Zusätzlich auf der Seite: phone" in red("C35")


@pytest.mark.parametrize(
    ("broken", "finding"),
    [
        (LET_IN, "Gelungen: Anlegen ohne Einladung"),
        (LET_IN, "Gelungen: Anlegen durch die Verwaltung ohne Registrierung"),
        (LET_IN, "Gelungen: Anlegen durch den Inhaber ohne Registrierung"),
        (LET_IN, "Gelungen: Aufnahme in ein Büro ohne dessen Inhaber"),
        (OPENS, "Gelungen: Öffnen ohne Link am Tor"),
        (ANYBODY_DECIDES, "Gelungen: Freigabe am Tor"),
        (NO_DECIDER, "Gelungen: Freigabe ohne Partner"),
        (NO_DECIDER, "Gelungen: Freigabe ohne entscheidende Person"),
        (NO_CONFIRMATION + ";" + ANYBODY_DECIDES, "Gelungen: Freigabe ohne bestätigte E-Mail-Adresse"),
    ],
)
def test_c35_turns_red_when_a_wall_is_missing(
    context: ProofContext, red: Judge, broken: str, finding: str
) -> None:
    context.execute(broken)

    assert finding in red("C35")


def test_c35_turns_red_when_an_approved_account_is_open_at_once(
    context: ProofContext, monkeypatch: pytest.MonkeyPatch, red: Judge
) -> None:
    from partnerportal.accounts.models import Account

    context.execute(LET_IN)
    saved = Account.save

    def opened(self: Account, *args: Any, **kwargs: Any) -> None:
        self.is_active = True
        saved(self, *args, **kwargs)

    monkeypatch.setattr(Account, "save", opened)

    assert "offen, bevor die Person ihr Passwort gewählt hat" in red("C35")

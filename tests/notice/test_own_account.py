"""Break C36 and C38 on purpose and see their proofs turn red."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection

from partnerportal.accounts.rules import services_registry
from partnerportal.notice import prove, registry
from partnerportal.notice.clause import Status
from partnerportal.notice.context import ProofContext
from tests.notice.conftest import Judge

NO_SESSION_ENDS = """
CREATE OR REPLACE FUNCTION portal_end_sessions(of_account uuid, except_handle uuid) RETURNS integer
LANGUAGE sql AS $$ SELECT 0 $$
"""
EVERYBODY_CONSENTS = """
CREATE FUNCTION everybody_consents() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    INSERT INTO accounts_serviceoptin (id, account_id, service, wording_version, opted_in_at)
    VALUES (gen_random_uuid(), NEW.id, 'anmeldeprotokoll', '2026-11', now());
    RETURN NEW;
END $$;
CREATE TRIGGER everybody_consents AFTER INSERT ON accounts_account
    FOR EACH ROW EXECUTE FUNCTION everybody_consents();
"""


def execute(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize("clause_id", ["C36", "C38"])
def test_the_clause_is_proven(context: ProofContext, clause_id: str) -> None:
    (outcome,) = prove.run([registry.clause(clause_id)], context)
    assert outcome.status is Status.PROVEN, outcome.evidence


def test_c36_turns_red_when_another_session_survives(red: Judge) -> None:
    execute(NO_SESSION_ENDS)
    assert "Eine andere Sitzung überlebt" in red("C36")


def test_c36_turns_red_when_a_stranger_can_change_a_password(settings: Any, red: Judge) -> None:
    settings.ROOT_URLCONF = "tests.notice.broken_password_urls"
    assert "Ohne Anmeldung lässt sich das Passwort ändern" in red("C36")


def test_c36_turns_red_when_the_page_is_gone(settings: Any, red: Judge) -> None:
    settings.ROOT_URLCONF = "partnerportal.notice.urls"
    assert "Nach der Anmeldung lässt sich das Passwort nicht ändern" in red("C36")


def test_c38_turns_red_when_a_service_is_on_from_the_start(red: Judge) -> None:
    execute(EVERYBODY_CONSENTS)
    findings = red("C38")
    assert "Ein neuer Zugang hat schon eine Einwilligung" in findings
    assert "Ohne Einwilligung geöffnet: accounts:own_log_csv" in findings


def test_c38_turns_red_when_a_service_cannot_be_switched_off(red: Judge) -> None:
    execute("CREATE RULE consents_stay AS ON DELETE TO accounts_serviceoptin DO INSTEAD NOTHING")
    assert "Nach Widerruf geöffnet: accounts:own_log_csv" in red("C38")


def test_c38_turns_red_when_software_goes_on_without_consent(
    monkeypatch: pytest.MonkeyPatch, red: Judge
) -> None:
    monkeypatch.setattr("partnerportal.api.door.has_service", lambda *, viewer, key: True)
    assert "Software liest ohne Einwilligung" in red("C38")


def test_c38_turns_red_when_tokens_outlive_the_withdrawal(red: Judge) -> None:
    execute("CREATE RULE tokens_stay AS ON UPDATE TO accounts_apitoken DO INSTEAD NOTHING")
    assert "Ein Schlüssel lebt nach dem Widerruf wieder auf" in red("C38")


def test_c38_turns_red_when_a_service_names_an_address_without_its_guard(
    monkeypatch: pytest.MonkeyPatch, red: Judge
) -> None:
    from dataclasses import replace

    careless = replace(services_registry.LOG_CSV, key="kalender", routes=frozenset({"accounts:own_log"}))
    monkeypatch.setitem(services_registry.SERVICES, "kalender", careless)
    findings = red("C38")
    assert "Service ohne Schutz: accounts:own_log" in findings
    assert "Ohne Einwilligung geöffnet: accounts:own_log" in findings

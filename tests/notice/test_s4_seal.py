"""Break the seal of the journal on purpose and see the proof of C52 turn red."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from partnerportal.kernel.clock import plus_months, utc_now
from partnerportal.notice import prove, registry
from partnerportal.notice.clause import Status
from partnerportal.notice.context import ProofContext
from tests.notice.conftest import Judge


@pytest.fixture(autouse=True)
def own_files(settings: Any, tmp_path: Path) -> None:
    settings.JOURNAL_HEADS = tmp_path / "heads.jsonl"
    settings.JOURNAL_KEY_FILE = tmp_path / "journal_key"


@pytest.fixture
def context(context: ProofContext) -> ProofContext:
    """Take out what other tests left in the journal; the rollback brings it back."""
    for table in ("journal_entry", "journal_sealed_line", "journal_head", "journal_dropped_month"):
        context.execute(f"DELETE FROM {table}")
    return context


def test_c52_is_proven(context: ProofContext) -> None:
    (outcome,) = prove.run([registry.clause("C52")], context)
    assert (outcome.status, outcome.evidence[:9]) == (Status.PROVEN, "0 Zeilen ")
    assert "6 Eingriffe des Datenbankeigentümers wurden benannt" in outcome.evidence
    assert context.number("SELECT count(*) FROM journal_entry") == 0


def test_c52_turns_red_when_a_line_of_the_real_journal_is_not_ours(context: ProofContext, red: Judge) -> None:
    context.execute(
        "INSERT INTO journal_entry (kind, account_id, occurred_at, ip, mac)"
        " VALUES ('login', gen_random_uuid(), now(), '192.0.2.1', sha256('x'))"
    )
    assert "Sie wurde eingefügt" in red("C52")


@pytest.mark.parametrize("role", ["portal_web", "portal_worker", "portal_retention"])
def test_c52_turns_red_when_a_role_may_change_a_line(context: ProofContext, red: Judge, role: str) -> None:
    context.execute(f"GRANT UPDATE ON journal_entry TO {role}")
    assert f"Die Rolle {role} darf die Tabelle journal_entry ändern" in red("C52")


def test_c52_turns_red_when_a_role_may_remove_a_head(context: ProofContext, red: Judge) -> None:
    context.execute("GRANT DELETE ON journal_head TO portal_worker")
    assert "Die Rolle portal_worker darf die Tabelle journal_head ändern" in red("C52")


@pytest.mark.parametrize(
    ("function", "broken", "finding"),
    [
        (
            "partnerportal.journal.lines.Line.is_genuine",
            lambda *_: True,
            "eingefügte Zeile wird nicht gefunden",
        ),
        ("partnerportal.journal.heads.Head.is_signed", True, "veränderte Unterschrift wird"),
        (
            "partnerportal.journal.month_verification._Month._missing",
            lambda *_: None,
            "entfernte Zeile wird nicht gefunden",
        ),
    ],
)
def test_c52_turns_red_when_verification_overlooks_something(
    monkeypatch: pytest.MonkeyPatch, red: Judge, function: str, broken: Any, finding: str
) -> None:
    monkeypatch.setattr(function, broken)
    assert finding in red("C52")


def test_c52_turns_red_when_the_officer_needs_no_reason(context: ProofContext, red: Judge) -> None:
    context.execute(
        "CREATE POLICY open_door ON journal_entry FOR SELECT TO portal_web"
        " USING (current_setting('portal.role', true) = 'officer')"
    )
    found = red("C52")
    assert "Ohne Grund ist das Protokoll lesbar" in found
    assert "Nach 15 Minuten bleibt das Protokoll offen" in found


def test_c52_turns_red_when_the_administrator_reads_along(context: ProofContext, red: Judge) -> None:
    context.execute(
        "CREATE POLICY open_door ON journal_entry FOR SELECT TO portal_web"
        " USING (current_setting('portal.role', true) = 'administrator')"
    )
    assert "Die Verwaltung kann das Protokoll lesen" in red("C52")


def test_c52_turns_red_when_the_own_failures_are_hidden(context: ProofContext, red: Judge) -> None:
    context.execute(
        "CREATE OR REPLACE FUNCTION portal_own_failures(own_name_hash bytea, since timestamptz, until timestamptz)"
        " RETURNS TABLE (id bigint, occurred_at timestamptz, ip inet) LANGUAGE sql STABLE AS"
        " 'SELECT 0::bigint, now(), NULL::inet WHERE false'"
    )
    assert "Ein Zugang sieht nicht genau die eigenen Zeilen" in red("C52")


def test_c52_turns_red_when_a_due_month_stays(context: ProofContext, red: Judge) -> None:
    month = plus_months((utc_now() - timedelta(days=1)).date().replace(day=1), -6)
    context.execute("SELECT portal_journal_month(%s)", [month])
    assert f"Der Monat {month:%Y-%m} ist fällig und noch nicht gelöscht" in red("C52")

"""Run the proofs: the healthy portal is green, a broken proof is never green, and nothing a proof wrote remains."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command

from partnerportal.notice import prove, registry
from partnerportal.notice.clause import Clause, Evidence, Findings, Proof, Status
from partnerportal.notice.context import ProofContext
from partnerportal.notice.stage import set_stage
from partnerportal.notice.wording import words

# These look at dates of documents in the demo's controller file: they hold until somebody must look again.
DATED, WHILE_VALID = ("C10", "C11"), datetime(2026, 12, 1, 9, tzinfo=UTC)
PROVABLE = [clause for clause in registry.CLAUSES if clause.proof]


def promised(proof: Proof | None) -> Clause:
    """Return a clause with this proof."""
    return replace(registry.clause("C01"), proof=proof)


def outcome_of(proof: Proof | None, context: ProofContext) -> prove.Outcome:
    (outcome,) = prove.run([promised(proof)], context)
    return outcome


@pytest.mark.parametrize("clause", PROVABLE, ids=lambda clause: clause.id)
def test_the_healthy_portal_keeps_its_promise(clause: Clause, context: ProofContext) -> None:
    now = WHILE_VALID if clause.id in DATED else context.now

    (outcome,) = prove.run([clause], replace(context, now=now))

    assert outcome.status is Status.PROVEN, outcome.evidence


def test_a_proof_leaves_nothing_behind(context: ProofContext) -> None:
    prove.run([registry.clause("C04"), registry.clause("C31")], context)

    assert apps.get_model("partners.Partner")._default_manager.count() == 0


def test_a_proof_that_breaks_off_proves_nothing_and_repeats_no_value(context: ProofContext) -> None:
    def breaks_off(broken: ProofContext) -> Evidence:
        broken.execute("SELECT 'DE89370400440532013000'::integer")
        return Evidence("nie")

    outcome = outcome_of(breaks_off, context)

    assert outcome.status is Status.UNPROVEN
    assert outcome.evidence == "Der Nachweis brach ab (DataError)."
    assert context.number("SELECT 1") == 1


def test_a_clause_without_a_proof_is_unproven(context: ProofContext) -> None:
    assert outcome_of(None, context).status is Status.UNPROVEN
    assert not prove.all_hold([outcome_of(None, context)])


def test_a_lapsed_document_is_expired_and_a_finding_is_violated(context: ProofContext) -> None:
    assert outcome_of(lambda _: Findings(("abgelaufen",), expired=True), context).status is Status.EXPIRED
    assert outcome_of(lambda _: Findings(("gefunden",)), context).status is Status.VIOLATED
    assert outcome_of(lambda _: Evidence("gut"), context).status is Status.PROVEN


def test_the_document_has_the_agreed_form(context: ProofContext) -> None:
    outcomes = prove.run([registry.clause("C07"), registry.clause("C61")], context)

    document = prove.document(outcomes, words(settings.CONTROLLER), context.now)

    assert set(document) == {"generated_at", "summary", "clauses"}
    assert document["summary"] == {"proven": 0, "violated": 0, "unproven": 1, "expired": 0, "statement": 1}
    rows: Any = document["clauses"]
    assert list(rows[0]) == ["id", "section", "kind", "status", "sentence", "proof", "evidence", "checked_at"]
    assert rows[0]["status"] == rows[0]["kind"] == "statement"
    assert settings.CONTROLLER.operator.name in rows[0]["sentence"]


def test_a_later_run_of_one_clause_keeps_the_others(tmp_path: Path) -> None:
    def result(clause_id: str, status: str) -> dict[str, object]:
        row = {"id": clause_id, "status": status, "evidence": "", "checked_at": "2026-11-24T08:00:00+00:00"}
        return {"clauses": [row]}

    prove.store(result("C30", "violated"), tmp_path)
    prove.store(result("C31", "proven"), tmp_path)
    prove.store(result("C30", "proven"), tmp_path)

    found = prove.last_results(tmp_path)
    assert {key: value.status for key, value in found.items()} == {"C30": Status.PROVEN, "C31": Status.PROVEN}
    assert found["C30"].checked_at == datetime(2026, 11, 24, 8, tzinfo=UTC)


@pytest.mark.usefixtures("context")
class TestCommand:
    def test_one_proven_clause_ends_with_0_and_one_document(
        self, capsys: pytest.CaptureFixture[str], settings: Any, tmp_path: Path
    ) -> None:
        settings.DATA_DIR = tmp_path

        with pytest.raises(SystemExit) as ended:
            call_command("prove", "--clause", "C30", "--json")

        assert ended.value.code == 0
        assert json.loads(capsys.readouterr().out)["summary"]["proven"] == 1
        assert prove.last_results(tmp_path)["C30"].status is Status.PROVEN

    def test_an_unproven_clause_ends_with_1_and_says_so_in_german(
        self, capsys: pytest.CaptureFixture[str], settings: Any, tmp_path: Path
    ) -> None:
        settings.DATA_DIR = tmp_path

        with pytest.raises(SystemExit) as ended:
            call_command("prove", "--clause", "c75")

        assert ended.value.code == 1
        assert "C75  offen" in capsys.readouterr().out

    def test_an_unknown_clause_ends_with_2(self, capsys: pytest.CaptureFixture[str]) -> None:
        with pytest.raises(SystemExit) as ended:
            call_command("prove", "--clause", "C99")

        assert ended.value.code == 2
        assert "C01 bis C77" in capsys.readouterr().err


def test_the_stage_holds_two_partners_that_are_not_one(context: ProofContext) -> None:
    stage = set_stage(context)

    assert stage.near.partner.id != stage.far.partner.id
    assert stage.near.contract.partner_id == stage.near.partner.id

"""Break section 10 on purpose and see its proofs turn red."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from partnerportal.notice.context import ProofContext
from tests.notice.conftest import Judge


@pytest.mark.parametrize("trigger", ["claim_has_consent_on_insert"])
def test_c74_turns_red_when_the_database_takes_a_claim_without_consent(
    context: ProofContext, red: Judge, trigger: str
) -> None:
    context.execute(f"DROP TRIGGER {trigger} ON claims_claim")

    assert "Die Datenbank nimmt einen Antrag mit 0 von 2 Erklärungen an" in red("C74")


def test_c76_turns_red_when_a_derived_document_was_edited(
    context: ProofContext, tmp_path: Path, red: Judge
) -> None:
    for name, text in context.fresh_documents().items():
        (tmp_path / name).write_text(text + ("von Hand" if name == "cookies.md" else ""), encoding="utf-8")

    assert red("C76", replace(context, derived_dir=tmp_path)) == "Weicht ab: docs/derived/cookies.md."


def test_c76_turns_red_when_a_stored_field_is_not_in_the_record(
    context: ProofContext, tmp_path: Path, red: Judge
) -> None:
    context.execute("ALTER TABLE accounts_account ADD COLUMN hobby text")

    assert "Fehlt im Verzeichnis: sql.accounts_account.hobby" in red("C76")

"""`./portal journal` says what it found, in the agreed form and with the agreed exit code."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import call_command

from partnerportal.journal.sealing import sealing_key
from tests.journal.tampering import Journal

Run = Callable[..., tuple[int, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def command(*arguments: str) -> tuple[int, str]:
        with pytest.raises(SystemExit) as ended:
            call_command("journal", *arguments)
        return int(str(ended.value.code)), capsys.readouterr().out

    return command


@pytest.fixture
def ours(journal: Journal) -> Journal:
    """Return a journal of three lines, sealed with the key of the installation."""
    journal.key = sealing_key()
    journal.write(3)
    journal.seal()
    return journal


def test_an_intact_journal_ends_with_zero(ours: Journal, run: Run) -> None:
    code, text = run("verify", "--json")
    assert code == 0
    assert json.loads(text) == {"entries": 3, "partitions": 1, "intact": True, "first_break": None}
    assert "Das Siegel stimmt." in run("verify")[1]


def test_a_break_ends_with_one_and_is_named_in_both_languages(ours: Journal, run: Run) -> None:
    ours.run("DELETE FROM journal_entry WHERE id = %s", ours.ids[1])
    code, text = run("verify", "--json")
    found = json.loads(text)["first_break"]
    assert (code, found["kind"], found["entry"]) == (1, "line_removed", ours.ids[1])
    text = run("verify")[1]
    assert "fehlt eine versiegelte Zeile" in text
    assert "is missing" in text


def test_a_proof_is_written_and_checked(ours: Journal, run: Run, tmp_path: Path) -> None:
    code, text = run("proof", str(ours.ids[1]))
    assert code == 0
    file = tmp_path / "proof.json"
    file.write_text(text)
    assert run("check-proof", str(file))[0] == 0
    file.write_text(text.replace('"leaf_index": 1', '"leaf_index": 2'))
    assert run("check-proof", str(file))[0] == 1
    file.write_text("{}")
    assert run("check-proof", str(file))[0] == 2
    assert run("proof", "999999999")[0] == 1

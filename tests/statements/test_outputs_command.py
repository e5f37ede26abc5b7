"""The operator writes a statement into a file: `./portal export`, with the exit codes of interfaces.md."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.cast import House
from tests.statements.ledger import booking, closed_statement, take_over

pytestmark = pytest.mark.django_db


def export(*arguments: str) -> int:
    """Run the command and return its exit code."""
    try:
        call_command("export", *arguments)
    except SystemExit as exit_:
        return int(exit_.code or 0)
    return 0


@pytest.mark.parametrize("key", ["gdv", "csv", "json", "pdf", "xlsx"])
def test_each_form_is_written_whole_and_for_the_owner_of_the_file_alone(
    house: House, tmp_path: Path, key: str
) -> None:
    number = closed_statement(house, house.lindner, [booking(), booking(kind="clawback")])
    out = tmp_path / f"abrechnung.{key}"

    assert export(key, "--statement", number, "--out", str(out)) == 0
    assert out.stat().st_size > 300
    assert out.stat().st_mode & 0o077 == 0
    assert [path.name for path in tmp_path.iterdir()] == [out.name]


def test_without_a_file_it_goes_to_standard_output_and_nothing_else_does(
    house: House, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    number = closed_statement(house, house.lindner)

    assert export("json", "--statement", number) == 0
    assert json.loads(capfdbinary.readouterr().out)["number"] == number
    assert export("csv", "--statement", number) == 0
    text = capfdbinary.readouterr().out.decode("utf-8-sig")
    assert len(list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))) == 3


def test_an_open_and_an_unknown_statement_end_with_one_and_leave_no_file(
    house: House, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    opened = take_over(house.lindner, [booking()]).number or ""

    for number in (opened, "AB-2031-01-0001"):
        assert export("csv", "--statement", number, "--out", str(tmp_path / "x.csv")) == 1
        assert number in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_ends_with_three(house: House, tmp_path: Path) -> None:
    number = closed_statement(house, house.lindner)

    assert export("csv", "--statement", number, "--out", str(tmp_path / "fehlt" / "x.csv")) == 3


def test_what_the_form_cannot_hold_ends_with_one_and_leaves_no_file(
    house: House, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    number = closed_statement(house, house.lindner, [booking("RK-2048-771-305-9999999")])

    assert export("gdv", "--statement", number, "--out", str(tmp_path / "x.gdv")) == 1
    assert "GDV-Format" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_another_form_is_a_usage_error() -> None:
    with pytest.raises(CommandError):
        call_command("export", "docx", "--statement", "AB-2026-10-0001")

"""./portal check: one line for each step, the output of those that failed, an exit code that says so."""

import sys

import pytest

from partnerportal.config.development import checking
from partnerportal.config.development.checking import Step

FINE = Step("fine", (sys.executable, "-c", "print('quiet')"))
BROKEN = Step("broken", (sys.executable, "-c", "print('line 7 is wrong'); raise SystemExit(1)"))


def test_all_steps_fine_is_zero_and_shows_no_output(monkeypatch, capsys):
    monkeypatch.setattr(checking, "STEPS", (FINE,))

    assert checking.main([]) == 0
    out = capsys.readouterr().out
    assert "✓ fine" in out
    assert "quiet" not in out


def test_one_broken_step_is_one_and_shows_what_is_wrong(monkeypatch, capsys):
    monkeypatch.setattr(checking, "STEPS", (BROKEN, FINE))

    assert checking.main([]) == 1
    out = capsys.readouterr().out
    assert "✗ broken" in out
    assert "✓ fine" in out
    assert "line 7 is wrong" in out
    assert out.endswith("1 passed, 1 failed\n")


def test_single_steps_can_be_named(monkeypatch):
    monkeypatch.setattr(checking, "STEPS", (BROKEN, FINE))

    assert checking.main(["fine"]) == 0


def test_unknown_step_is_a_usage_error():
    with pytest.raises(SystemExit) as refusal:
        checking.main(["nonsense"])

    assert refusal.value.code == 2

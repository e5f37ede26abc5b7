"""./portal test: it finds a Chromium that starts, or says what is missing; journeys are never skipped silently."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from partnerportal.config.development import chromium, testing
from partnerportal.config.lacking import Lacking


@pytest.fixture(autouse=True)
def settings_named_again(monkeypatch):
    """Give the rest of the suite its settings back: the command takes the name out of the environment."""
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", os.environ["DJANGO_SETTINGS_MODULE"])


@pytest.fixture
def machine(tmp_path, monkeypatch):
    """Return a machine without any Chromium, on which nothing can be installed."""
    monkeypatch.setattr(chromium, "NAMES", ("chromium",))
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path / "playwright"))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("PORTAL_CHROMIUM", raising=False)
    monkeypatch.setattr(chromium, "_install_playwrights", lambda: False)
    monkeypatch.setattr(chromium, "_install_distributions", lambda: False)
    return tmp_path


def add_browser(path, *, starts=True):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\nexit {0 if starts else 127}\n")
    path.chmod(0o755)
    return str(path)


def test_browser_named_by_the_user_comes_before_the_one_on_the_path(machine, monkeypatch):
    add_browser(machine / "bin" / "chromium")
    mine = add_browser(machine / "mine")
    monkeypatch.setenv("PORTAL_CHROMIUM", mine)

    assert chromium.chromium_at_hand() == mine


def test_playwrights_newest_browser_is_found(machine):
    add_browser(machine / "playwright" / "chromium-1100" / "chrome-linux" / "chrome")
    newest = add_browser(machine / "playwright" / "chromium-1200" / "chrome-linux" / "chrome")

    assert chromium.chromium_at_hand() == newest


def test_browser_that_lacks_its_libraries_does_not_count(machine):
    add_browser(machine / "bin" / "chromium", starts=False)
    working = add_browser(machine / "playwright" / "chromium-1200" / "chrome-linux" / "chrome")

    assert chromium.chromium_at_hand() == working


def test_missing_browser_is_installed(machine, monkeypatch):
    wanted = machine / "bin" / "chromium"
    monkeypatch.setattr(chromium, "_install_distributions", lambda: bool(add_browser(wanted)))

    assert chromium.chromium_at_hand() == str(wanted)


def test_browser_that_cannot_be_had_stops_the_tests_with_a_sentence(machine):
    with pytest.raises(Lacking, match="PORTAL_CHROMIUM"):
        testing.main(["--version"])


@pytest.mark.parametrize(("code", "meaning"), [(0, 0), (1, 1), (2, 1), (3, 1), (4, 2), (5, 1)])
def test_exit_code_of_pytest_becomes_the_one_of_the_portal(monkeypatch, code, meaning):
    monkeypatch.setattr(testing.pytest, "main", lambda arguments: code)
    monkeypatch.setattr(os, "chdir", lambda folder: None)

    assert testing.main(["-m", "not journey"]) == meaning


def test_the_command_gives_the_suite_a_database_of_its_own():
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PORTAL_", "DJANGO_"))}
    answer = subprocess.run(
        [sys.executable, "-m", "partnerportal", "test", "-q", "-m", "not journey", "tests/database/test_policies.py"],
        cwd=Path(__file__).resolve().parents[2], env=kept, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert answer.returncode == 0, answer.stdout[-2000:]

"""The command line behind ./portal: the list, the exit codes, and what a process is told about itself."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from partnerportal.config.commandline import COMMANDS, prepare_environment

ROOT = Path(__file__).resolve().parents[2]


def portal(*arguments: str, **environment: str):
    return subprocess.run(
        [sys.executable, *arguments],
        cwd="/",
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def command(name):
    return next(command for command in COMMANDS if command.name == name)


def test_help_lists_every_command_once_in_german_and_english():
    done = portal("-m", "partnerportal", "help")

    lines = done.stdout.splitlines()
    assert done.returncode == 0
    for wanted in COMMANDS:
        (line,) = [line for line in lines if line.startswith(f"  {wanted.name} ")]
        assert line.index(wanted.german) < line.index(wanted.english)


def test_help_loads_neither_django_nor_any_installed_package():
    # -S hides site-packages, as on a machine where nothing is installed yet
    done = portal("-S", "-m", "partnerportal", "help")

    assert done.returncode == 0, done.stderr


def test_unknown_command_is_a_usage_error_and_shows_the_list():
    done = portal("-m", "partnerportal", "frobnicate")

    assert done.returncode == 2
    assert "„frobnicate“" in done.stderr
    assert "demo" in done.stdout


def test_wrong_option_is_a_usage_error():
    assert portal("-m", "partnerportal", "demo", "--port", "99999").returncode == 2


def test_missing_setting_names_it_with_an_example_and_exits_with_three():
    done = portal("-m", "partnerportal", "worker", PORTAL_MODE="production")

    assert done.returncode == 3
    assert "PORTAL_DATA_DIR=/var/lib/partnerportal" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("name", "role"), [("worker", "portal_worker"), ("migrate", "portal_owner"), ("prove", "portal_owner")]
)
def test_each_process_takes_the_database_role_of_its_work(monkeypatch, name, role):
    monkeypatch.setattr(os, "environ", {"PORTAL_DATABASE_ROLE": "portal_web"})

    prepare_environment(command(name))

    assert os.environ["PORTAL_DATABASE_ROLE"] == role


@pytest.mark.parametrize(
    ("environment", "mode"),
    [
        ({}, "demo"),
        ({"PORTAL_DATABASE_URL": "postgresql:///portal"}, "production"),
        ({"PORTAL_MODE": "test"}, "test"),
    ],
)
def test_commands_work_on_the_demo_unless_a_database_is_named(monkeypatch, environment, mode):
    monkeypatch.setattr(os, "environ", environment)

    prepare_environment(command("prove"))

    assert os.environ["PORTAL_MODE"] == mode


def test_demo_is_a_demo_whatever_the_environment_says(monkeypatch):
    monkeypatch.setattr(os, "environ", {"PORTAL_MODE": "production"})

    prepare_environment(command("demo"))

    assert os.environ["PORTAL_MODE"] == "demo"

"""The shell script ./portal, with a stand-in for Python: what is installed, when, and what is said if it cannot be."""

import os
import shutil
import subprocess
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TOOLS = ("sh", "cmp", "cp", "mkdir", "dirname", "readlink", "sleep")

PYTHON = """#!/bin/sh
# Stands in for the system's Python: accepts the version test, and makes a .venv of stand-ins.
case $* in
    *version_info*) exit 0 ;;
    "-m venv "*) [ -z "$NO_VENV" ] || exit 1
        mkdir -p "$3/bin"; : > "$3/bin/pip"; chmod +x "$3/bin/pip"
        cp "$0" "$3/bin/python"; cp "$(dirname "$0")/uv" "$3/bin/uv" ;;
    "-m pip install"*) echo "pip $*" >> "$RECORD"; [ -z "$NO_INDEX" ] || exit 1 ;;
    "-m partnerportal"*) echo "run $*" >> "$RECORD" ;;
esac
"""

UV = """#!/bin/sh
echo "uv $*" >> "$RECORD"
[ -z "$NO_UV" ] || exit 1
"""


class Clone:
    """A copy of what ./portal needs, in a folder with spaces and umlauts, beside a PATH of its own."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "Größe und Übung" / "partnerportal"
        self.bin = folder / "bin"
        self.record = folder / "record"
        self.root.mkdir(parents=True)
        self.bin.mkdir()
        for name in ("portal", "bootstrap.lock", "requirements.lock", "requirements-dev.lock"):
            shutil.copy(ROOT / name, self.root / name)
        for tool in TOOLS:
            (self.bin / tool).symlink_to(shutil.which(tool) or pytest.fail(f"{tool} is missing"))
        self.add_program("uv", UV)
        self.add_program("python3", PYTHON)

    def add_program(self, name: str, text: str) -> None:
        (self.bin / name).write_text(text)
        (self.bin / name).chmod(0o755)

    def run(self, *arguments: str, script: Path | None = None, **environment: str):
        return subprocess.run(
            [script or self.root / "portal", *arguments],
            cwd="/",
            env={"PATH": str(self.bin), "RECORD": str(self.record), **environment},
            capture_output=True,
            text=True,
            timeout=30,
            check=False,
        )

    def recorded(self) -> list[str]:
        lines = self.record.read_text().splitlines() if self.record.exists() else []
        self.record.unlink(missing_ok=True)
        return [line.replace(str(self.root), "ROOT") for line in lines]


@pytest.fixture
def clone(tmp_path):
    return Clone(tmp_path)


def test_first_start_installs_by_hash_and_then_runs_the_command(clone):
    done = clone.run("demo", "--port", "8001")

    assert done.returncode == 0
    pip, uv, run = clone.recorded()
    assert "--require-hashes" in pip
    assert pip.endswith("-r ROOT/bootstrap.lock")
    assert "--require-hashes" in uv
    assert uv.endswith("-r ROOT/requirements.lock")
    assert run == "run -m partnerportal demo --port 8001"


def test_second_start_installs_nothing_and_adds_less_than_three_tenths_of_a_second(clone):
    clone.run("demo")
    clone.recorded()

    began = time.monotonic()
    clone.run("demo")

    assert time.monotonic() - began < 0.3
    assert clone.recorded() == ["run -m partnerportal demo"]


def test_changed_lock_file_is_installed_anew(clone):
    clone.run("demo")
    clone.recorded()
    with (clone.root / "requirements.lock").open("a") as file:
        file.write("# changed\n")

    clone.run("demo")

    assert any(line.endswith("-r ROOT/requirements.lock") for line in clone.recorded())


@pytest.mark.parametrize("command", ["test", "check", "translate", "screenshot"])
def test_commands_for_development_install_the_tools_too(clone, command):
    clone.run(command)

    assert any(line.endswith("-r ROOT/requirements-dev.lock") for line in clone.recorded())


def test_pip_installs_the_same_lock_file_when_uv_fails(clone):
    done = clone.run("demo", NO_UV="yes")

    assert done.returncode == 0
    assert clone.recorded()[-2].endswith("--require-hashes --only-binary :all: -r ROOT/requirements.lock")


def test_interrupted_installation_is_repeated(clone):
    clone.run("demo", NO_INDEX="yes")
    clone.recorded()

    assert clone.run("demo").returncode == 0
    assert len(clone.recorded()) == 3


def test_link_from_another_folder_finds_the_clone(clone, tmp_path):
    (tmp_path / "one").symlink_to(clone.root / "portal")
    (tmp_path / "two").symlink_to("one")

    assert clone.run("worker", script=tmp_path / "two").returncode == 0
    assert clone.recorded()[-1] == "run -m partnerportal worker"


def test_help_installs_nothing(clone):
    for arguments in ([], ["help"], ["--help"]):
        assert clone.run(*arguments).returncode == 0
    assert clone.recorded() == ["run -m partnerportal help"] * 3
    assert not (clone.root / ".venv").exists()


def test_missing_python_is_said_in_both_languages(clone):
    (clone.bin / "python3").unlink()

    assert_refused(clone.run("demo"), "Python 3.11 oder neuer", "Python 3.11 or newer")


def test_python_named_by_the_user_comes_first(clone, tmp_path):
    (clone.bin / "python3").rename(clone.bin / "mypython")

    assert clone.run("demo", PORTAL_PYTHON=str(clone.bin / "mypython")).returncode == 0


def test_missing_venv_module_is_said_in_both_languages(clone):
    assert_refused(clone.run("demo", NO_VENV="yes"), "python3-venv", "python3-venv")


def test_missing_package_index_is_said_in_both_languages(clone):
    assert_refused(clone.run("demo", NO_INDEX="yes"), "Paketindex", "package index")
    assert "run -m partnerportal demo" not in clone.recorded()


def test_read_only_folder_is_said_in_both_languages(clone):
    # A file in the way refuses root as well, whom permissions would not stop.
    (clone.root / ".venv").write_text("")

    assert_refused(clone.run("demo"), "schreibgeschützt", "read-only")


def assert_refused(done, german: str, english: str) -> None:
    assert done.returncode == 3
    first, second = done.stderr.strip().splitlines()[-2:]
    assert german in first
    assert english in second
    assert os.linesep not in first

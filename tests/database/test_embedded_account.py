"""The embedded server runs under the right account: root's unprivileged one, an ordinary user's own."""

import os
import pwd
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from partnerportal.database.embedded import EmbeddedServer, ServerUnavailable
from partnerportal.database.embedded.processes import server_processes
from tests.database.test_embedded_server import REPOSITORY, STARTER, postmaster_of

IS_ROOT = os.geteuid() == 0
ORDINARY = pwd.getpwnam("daemon")  # not nobody, whom root would choose anyway


@pytest.fixture
def folder_of_ordinary_user() -> Iterator[Path]:
    if not IS_ROOT:
        pytest.skip("only root can act as another user")
    folder = Path(subprocess.check_output(["mktemp", "-d", "/tmp/portal-test-XXXXXX"], text=True).strip())
    os.chown(folder, ORDINARY.pw_uid, ORDINARY.pw_gid)
    yield folder
    subprocess.run(["rm", "-rf", str(folder)], check=True)


def as_ordinary_user(action: Callable[[], str]) -> str:
    """Run the action in a fork that has become an ordinary user; our Python may be out of its reach."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.setgroups([])
        os.setgid(ORDINARY.pw_gid)
        os.setuid(ORDINARY.pw_uid)
        try:
            answer = action()
        except ServerUnavailable as refusal:
            answer = refusal.code
        os.write(writing, answer.encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        answer = pipe.read()
    os.waitpid(child, 0)
    return answer


def start_and_stop(folder: Path) -> str:
    server = EmbeddedServer(folder, fast=True)
    server.start()
    owner = pwd.getpwuid(Path(f"/proc/{postmaster_of(server)}").stat().st_uid).pw_name
    server.stop()
    return f"{owner} {len(server_processes(server.cluster))}"


def test_ordinary_user_runs_the_server_under_the_own_account(folder_of_ordinary_user: Path) -> None:
    assert as_ordinary_user(lambda: start_and_stop(folder_of_ordinary_user / "data")) == "daemon 0"


def test_ordinary_user_is_told_when_the_folder_is_not_writable(folder_of_ordinary_user: Path) -> None:
    os.chown(folder_of_ordinary_user, 0, 0)
    folder_of_ordinary_user.chmod(0o755)
    assert as_ordinary_user(lambda: start_and_stop(folder_of_ordinary_user / "data")) == "server.read_only"


def test_owner_of_the_folder_can_start_again_after_root_did(folder_of_ordinary_user: Path) -> None:
    assert start_and_stop(folder_of_ordinary_user) == "daemon 0"
    assert as_ordinary_user(lambda: start_and_stop(folder_of_ordinary_user)) == "daemon 0"


@pytest.mark.skipif(not IS_ROOT, reason="only root has to change the account")
def test_root_runs_the_server_unprivileged_and_opens_no_parent(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    server = EmbeddedServer(closed / "data", fast=True)
    server.start()
    status = Path(f"/proc/{postmaster_of(server)}/status").read_text()
    assert "\nUid:\t0\t" not in status
    assert "\nGid:\t0\t" not in status
    assert "\nGroups:\t \n" in status
    assert closed.stat().st_mode & 0o777 == 0o700
    assert server.data_dir.stat().st_uid == 0
    server.stop()


@pytest.mark.skipif(not IS_ROOT, reason="only root has to change the account")
def test_root_without_the_right_to_change_users_gets_a_clear_sentence(tmp_path: Path) -> None:
    answer = subprocess.run(
        ["setpriv", "--bounding-set=-setuid,-setgid", "--inh-caps=-setuid,-setgid",
         sys.executable, "-c", STARTER, str(tmp_path / "data")],
        cwd=REPOSITORY, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    assert answer.stdout.startswith("server.cannot_switch")

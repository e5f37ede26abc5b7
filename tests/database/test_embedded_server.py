"""The embedded server starts, stops, and survives what happens to real machines."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from partnerportal.database.embedded import EmbeddedServer, ServerUnavailable
from partnerportal.database.embedded.processes import server_processes

REPOSITORY = Path(__file__).parents[2]

STARTER = """
import os, sys, threading, time
from pathlib import Path
from partnerportal.database.embedded import EmbeddedServer, ServerUnavailable

server = EmbeddedServer(Path(sys.argv[1]), fast=True)
if "with-threads" in sys.argv:
    threading.Thread(target=time.sleep, args=[60], daemon=True).start()
try:
    server.start()
except ServerUnavailable as refusal:
    print(refusal.code, refusal.german, refusal.next_step, flush=True)
    sys.exit(3)
if "with-fork" in sys.argv and os.fork() == 0:
    time.sleep(2)
    os._exit(0)
print("ready", flush=True)
sys.stdin.read()
server.stop()
"""


@contextmanager
def another_process(folder: Path, *options: str) -> Iterator[subprocess.Popen[str]]:
    """Start the server from a process of its own; its first line of output is its answer."""
    with subprocess.Popen(
        [sys.executable, "-c", STARTER, str(folder), *options],
        cwd=REPOSITORY,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        yield process
        with suppress(BrokenPipeError):
            process.communicate()


def answer_of(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def within(seconds: float, happened: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + seconds
    while not happened() and time.monotonic() < deadline:
        time.sleep(0.05)
    return happened()


def stay_in_touch(server: EmbeddedServer, sql: str) -> object:
    with psycopg.connect(make_conninfo(**server.parameters("portal_owner"))) as connection:
        cursor = connection.execute(sql)
        return cursor.fetchone() if cursor.description else None


def postmaster_of(server: EmbeddedServer) -> int:
    return int((server.cluster / "postmaster.pid").read_text().split("\n")[0])


@pytest.fixture
def server(tmp_path: Path) -> Iterator[EmbeddedServer]:
    server = EmbeddedServer(tmp_path / "data", fast=True)
    yield server
    server.stop()


def test_describing_a_server_touches_nothing_and_needs_no_django(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from partnerportal.database.embedded import EmbeddedServer;"
        "server = EmbeddedServer(Path(sys.argv[1]));"
        "print(server.parameters('portal_web'), server.is_alive());"
        "print('django' in sys.modules)"
    )
    answer = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path / "data")],
        cwd=REPOSITORY, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert answer.stdout.splitlines()[0].endswith("'user': 'portal_web'} False")
    assert answer.stdout.splitlines()[1] == "False"
    assert not (tmp_path / "data").exists()


def test_second_start_is_faster_and_finds_the_data(server: EmbeddedServer) -> None:
    began = time.monotonic()
    server.start()
    first = time.monotonic() - began
    stay_in_touch(server, "CREATE TABLE kept AS SELECT 7 AS number")
    server.stop()

    began = time.monotonic()
    server.start()
    assert time.monotonic() - began < first
    assert stay_in_touch(server, "SELECT number FROM kept") == (7,)


def test_stop_ends_every_process_in_time_although_a_client_is_connected(server: EmbeddedServer) -> None:
    server.start()
    assert len(server_processes(server.cluster)) > 3
    client = psycopg.connect(make_conninfo(**server.parameters("portal_web")))
    began = time.monotonic()
    server.stop()
    assert time.monotonic() - began < 3
    assert server_processes(server.cluster) == []
    assert not server.is_alive()
    client.close()


def test_stop_ends_a_server_that_no_longer_listens_to_reason(server: EmbeddedServer) -> None:
    server.start()
    os.kill(postmaster_of(server), signal.SIGSTOP)
    began = time.monotonic()
    server.stop()
    assert time.monotonic() - began < 3.5
    assert server_processes(server.cluster) == []


def test_starting_again_leaves_a_running_server_alone(server: EmbeddedServer) -> None:
    server.start()
    running = postmaster_of(server)
    server.start()
    assert postmaster_of(server) == running


def test_server_that_repairs_itself_is_not_replaced(server: EmbeddedServer) -> None:
    server.start()
    running = postmaster_of(server)
    with psycopg.connect(make_conninfo(**server.parameters("portal_web"))) as client:
        os.kill(client.info.backend_pid, signal.SIGKILL)
    server.start()
    assert server.is_alive()
    assert postmaster_of(server) == running


def test_second_process_on_the_same_folder_gets_a_clear_sentence(server: EmbeddedServer) -> None:
    server.start()
    with another_process(server.data_dir) as other:
        answer = answer_of(other)
    assert answer.startswith("server.already_running Das Portal läuft bereits")
    assert str(os.getpid()) in answer
    assert other.returncode == 3
    assert server.is_alive()


def test_second_server_in_the_same_process_is_refused_and_harms_nothing(server: EmbeddedServer) -> None:
    server.start()
    with pytest.raises(ServerUnavailable) as refused:
        EmbeddedServer(server.data_dir, fast=True).start()
    assert refused.value.code == "server.already_running"
    assert server.is_alive()


def test_killed_postmaster_is_replaced_and_committed_data_survive(tmp_path: Path) -> None:
    server = EmbeddedServer(tmp_path / "data")
    server.start()
    stay_in_touch(server, "CREATE TABLE kept AS SELECT 7 AS number")
    os.kill(postmaster_of(server), signal.SIGKILL)
    server.start()
    assert stay_in_touch(server, "SELECT number FROM kept") == (7,)
    server.stop()
    assert server_processes(server.cluster) == []


def test_pid_file_naming_a_living_stranger_does_not_prevent_the_start(server: EmbeddedServer) -> None:
    server.start()
    leave_pid_file_with(server, os.getpid())
    server.start()
    assert server.is_alive()


def test_pid_file_naming_a_zombie_does_not_prevent_the_start(server: EmbeddedServer) -> None:
    server.start()
    account = server.cluster.stat().st_uid
    with subprocess.Popen(["/bin/true"], user=account if os.geteuid() == 0 else None) as zombie:
        assert within(2, lambda: " Z " in Path(f"/proc/{zombie.pid}/stat").read_text())
        leave_pid_file_with(server, zombie.pid)
        server.start()
        assert server.is_alive()


def leave_pid_file_with(server: EmbeddedServer, pid: int) -> None:
    pid_file = server.cluster / "postmaster.pid"
    lines = pid_file.read_text().split("\n")
    server.stop()
    pid_file.write_text("\n".join([str(pid), *lines[1:]]))
    os.chown(pid_file, server.cluster.stat().st_uid, -1)


def test_server_does_not_outlive_a_killed_starter(server: EmbeddedServer) -> None:
    with another_process(server.data_dir) as starter:
        assert answer_of(starter) == "ready"
        starter.kill()
        assert within(5, lambda: server_processes(server.cluster) == [])
    server.start()
    assert server.is_alive()


def test_server_left_behind_by_a_killed_starter_is_replaced(server: EmbeddedServer) -> None:
    with another_process(server.data_dir, "with-threads") as starter:
        assert answer_of(starter) == "ready"
        stay_in_touch(server, "CREATE TABLE kept AS SELECT 7 AS number")
        left_behind = postmaster_of(server)
        starter.kill()
    time.sleep(0.3)
    assert server.is_alive()

    server.start()
    assert postmaster_of(server) != left_behind
    assert stay_in_touch(server, "SELECT number FROM kept") == (7,)


def test_forked_child_of_a_killed_starter_does_not_keep_the_folder_locked(server: EmbeddedServer) -> None:
    with another_process(server.data_dir, "with-fork") as starter:
        assert answer_of(starter) == "ready"
        starter.kill()
        starter.wait()
        server.start()
        assert server.is_alive()


def test_interrupted_creation_is_begun_anew(server: EmbeddedServer) -> None:
    unfinished = server.data_dir / "postgres.new"
    unfinished.mkdir(parents=True)
    (unfinished / "PG_VERSION").write_text("18\n")
    server.start()
    assert server.is_alive()


@pytest.mark.parametrize("length", [1, 120], ids=["short", "longer than a socket address"])
def test_folder_may_have_blanks_umlauts_and_a_long_path(tmp_path: Path, length: int) -> None:
    server = EmbeddedServer(tmp_path / "Größe & Übermaß ä" / ("x" * length), fast=True)
    server.start()
    assert stay_in_touch(server, "SELECT 1") == (1,)
    assert len(os.fsencode(server.socket_dir / ".s.PGSQL.5432")) < 100
    server.stop()
    assert server_processes(server.cluster) == []
    assert server.socket_dir == server.cluster or not server.socket_dir.parent.exists()


def test_file_in_place_of_the_folder_is_refused_with_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("")
    with pytest.raises(ServerUnavailable) as refused:
        EmbeddedServer(tmp_path / "data", fast=True).start()
    assert refused.value.code == "server.read_only"
    assert refused.value.next_step.endswith("Ordner.")

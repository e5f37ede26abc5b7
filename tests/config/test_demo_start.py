"""./portal demo: it starts, says so, is alone in its folder, and leaves nothing behind."""

import signal
import socket
import stat
import subprocess

import pytest

from tests.config.demo_process import Demo, free_port, running_demo, wait_until

pytestmark = pytest.mark.slow
STOP_SECONDS = 5


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("Vorführung mit Leerzeichen") / "demo"


@pytest.fixture(scope="module")
def running(folder):
    with running_demo(folder) as (demo, line):
        assert line, demo.process.stderr.read()
        yield demo, line


def refused(demo: Demo) -> list[str]:
    # No clean-up by folder here: the folder may belong to another demo that goes on running.
    _, errors = demo.process.communicate(timeout=30)
    assert demo.process.returncode == 3
    return errors.strip().splitlines()[-2:]


def test_first_line_says_ready_when_pages_answer(running):
    demo, line = running

    assert line == f"Bereit: http://localhost:{demo.port}"
    assert demo.answers()


def test_keys_and_folder_are_closed_to_others(running, folder):
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    for name in ("keys", "secret_key"):
        assert stat.S_IMODE((folder / name).stat().st_mode) == 0o600


def test_second_demo_on_the_same_folder_is_refused_in_both_languages(running, folder):
    german, english = refused(Demo(folder, free_port()))

    assert "läuft bereits" in german
    assert "already running" in english


def test_port_in_use_is_refused_with_another_port_to_try(tmp_path):
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        port = listener.getsockname()[1]
        german, english = refused(Demo(tmp_path / "demo", port))

    assert f"Port {port} ist belegt" in german
    assert f"--port {port + 1}" in english


def test_folder_that_cannot_be_written_is_refused_in_both_languages(tmp_path):
    # A file in the way refuses root as well, whom permissions would not stop.
    (tmp_path / "file").write_text("")

    german, english = refused(Demo(tmp_path / "file" / "demo", free_port()))

    assert "nicht geschrieben werden" in german
    assert "cannot be written" in english


@pytest.mark.parametrize("part", ["partnerportal worker", "supervisor.web"])
def test_killed_process_is_started_again(running, part):
    demo, _ = running
    assert wait_until(lambda: demo.child(part) != 0)
    killed = demo.child(part)

    subprocess.run(["kill", "-9", str(killed)], check=True)

    assert wait_until(lambda: demo.child(part) not in {0, killed})
    assert wait_until(demo.answers)


def test_killed_database_is_started_again(running):
    demo, _ = running
    assert wait_until(lambda: demo.child("bin/postgres") != 0)
    killed = demo.child("bin/postgres")

    subprocess.run(["kill", "-9", str(killed)], check=True)

    assert wait_until(lambda: demo.child("bin/postgres") not in {0, killed})


def test_the_end_comes_within_five_seconds_and_leaves_no_process(tmp_path):
    with running_demo(tmp_path / "demo") as (demo, _):
        assert len(demo.processes()) > 5
        assert demo.stop(signal.SIGTERM) < STOP_SECONDS
        assert demo.processes() == {}
        assert demo.process.returncode == 0

    # the second start finds everything prepared
    with running_demo(tmp_path / "demo") as (demo, line):
        assert line.startswith("Bereit:")
        assert demo.stop(signal.SIGINT) < STOP_SECONDS
        assert demo.processes() == {}
        assert "eingerichtet" not in demo.process.stderr.read()

    # a demo that was killed outright takes its processes with it and does not spoil the next start
    with running_demo(tmp_path / "demo") as (demo, _):
        demo.process.kill()
        demo.process.wait()
        assert wait_until(lambda: demo.processes() == {}, STOP_SECONDS)

    with running_demo(tmp_path / "demo", "--reset") as (demo, line):
        assert line.startswith("Bereit:")
        assert "eingerichtet" in demo.process.stderr.readline()


def test_stop_during_preparation_leaves_no_process(tmp_path):
    demo = Demo(tmp_path / "demo", free_port())
    try:
        assert wait_until(lambda: demo.child("supervisor.preparation") != 0)
        assert demo.stop() < STOP_SECONDS
        assert demo.processes() == {}
    finally:
        demo.clean_up()

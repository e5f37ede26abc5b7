"""Run ./portal demo as a person would, and look at the processes it leaves in the system."""

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
READY_SECONDS = 90


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def wait_until(holds: Callable[[], bool], seconds: float = 20) -> bool:
    deadline = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


class Demo:
    """One running demo on a folder of its own."""

    def __init__(self, folder: Path, port: int, *arguments: str) -> None:
        self.folder = folder
        self.port = port
        self.process = subprocess.Popen(
            [sys.executable, "-m", "partnerportal", "demo", "--port", str(port), *arguments],
            cwd="/",
            env=_environment(folder),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def first_line(self) -> str:
        """Wait for the first line of output; empty when the demo ended without one."""
        return self.process.stdout.readline().rstrip("\n")

    def answers(self) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", "/healthz")
            return connection.getresponse().status == 200
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()

    def processes(self) -> dict[int, str]:
        """Return the command line of every living process of this demo, known by its folder."""
        return {
            pid: command
            for pid, _, command, environment, place in _living_processes()
            if str(self.folder) in environment or place.startswith(str(self.folder))
        }

    def child(self, part: str) -> int:
        """Return the demo's own child whose command line contains `part`; 0 without one."""
        found = (
            pid
            for pid, parent, command, *_ in _living_processes()
            if parent == self.process.pid and part in command
        )
        return next(found, 0)

    def stop(self, number: signal.Signals = signal.SIGTERM) -> float:
        """Signal the demo, wait for its end and return the seconds that took."""
        began = time.monotonic()
        self.process.send_signal(number)
        self.process.wait(20)
        return time.monotonic() - began

    def clean_up(self) -> None:
        if self.process.poll() is None:
            self.process.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(20)
        for pid in self.processes():
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.process.stdout.close()
        self.process.stderr.close()


@contextlib.contextmanager
def running_demo(folder: Path, *arguments: str) -> Iterator[tuple[Demo, str]]:
    """Start a demo on a free port, wait until it is ready, and end it in the end."""
    demo = Demo(folder, free_port(), *arguments)
    try:
        yield demo, demo.first_line()
    finally:
        demo.clean_up()


def _environment(folder: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PORTAL_", "DJANGO_"))}
    return {**kept, "PYTHONPATH": str(ROOT), "PORTAL_DATA_DIR": str(folder)}


def _living_processes() -> Iterator[tuple[int, int, str, str, str]]:
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            state, parent = (entry / "stat").read_text().rpartition(")")[2].split()[:2]
            command = (entry / "cmdline").read_text().replace("\0", " ")
            environment = (entry / "environ").read_text()
            place = str((entry / "cwd").readlink())
        except OSError:
            continue
        if state != "Z":
            yield int(entry.name), int(parent), command, environment, place

"""Start the demo's processes in order, watch over them, end them together."""

from __future__ import annotations

import http.client
import os
import shutil
import signal
import socket
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from types import FrameType

from partnerportal.config.lacking import no_answer, port_in_use, preparation_failed
from partnerportal.config.supervisor.accounts import account_table
from partnerportal.config.supervisor.child import Child
from partnerportal.config.supervisor.folder import DemoFolder
from partnerportal.config.supervisor.progress import Progress
from partnerportal.database.embedded import EmbeddedServer, ServerUnavailable

HOST = "127.0.0.1"
LOOK_SECONDS = 0.05
WATCH_SECONDS = 0.25
DATABASE_WATCH_SECONDS = 1.0
ANSWER_SECONDS = 60.0
STOP_SECONDS = 1.5
"""Together with the database's own stop this stays below the promised five seconds."""


def run_demo(folder: DemoFolder, *, port: int, reset: bool) -> int:
    """Run the demo until SIGINT or SIGTERM and return the exit code.

    Raises: Lacking, ServerUnavailable when the machine lacks something.
    """
    stop = threading.Event()
    with ExitStack() as until_the_end:
        until_the_end.enter_context(_signals_set(stop))
        lock = folder.take()
        until_the_end.callback(lock.release)
        _check_port(port)
        if reset:
            folder.clear()
        folder.make_keys()

        server, web, worker = _database(folder), _web(folder, port), _worker(folder, port)
        if server is not None:
            until_the_end.callback(server.stop)
        until_the_end.callback(_end, [web, worker])
        if folder.is_prepared:
            web.start()  # it loads while the database starts, and needs it only for its first page
        if server is not None:
            server.start()
        if not prepare(folder, stop):
            return 0
        web.start()
        if _wait_for_answer(folder, port, web, stop):
            worker.start()
            _greet(folder, port)
            _watch([web, worker], server, stop)
    return 0


def prepare(folder: DemoFolder, stop: threading.Event) -> bool:
    """Migrate and fill the database unless this program did so before; return False when told to stop.

    It happens in a child: the memory that Django takes for it is given back, and Ctrl-C ends it.

    Raises: Lacking when it fails.
    """
    if folder.is_prepared:
        return True
    _say("Die Vorführung wird eingerichtet … Setting up the demo …")
    preparation = _child(folder, "preparation", "portal_owner")
    preparation.start()
    progress = Progress()
    while preparation.exit_code() is None and not stop.wait(LOOK_SECONDS):
        progress.show()
    if stop.is_set():
        preparation.ask_to_end()
        preparation.end(STOP_SECONDS)
        return False
    if preparation.exit_code() != 0:
        raise preparation_failed(folder.log_of("preparation"))
    folder.mark_prepared()
    return True


@contextmanager
def _signals_set(stop: threading.Event) -> Iterator[None]:
    def ask(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    before = {number: signal.signal(number, ask) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _check_port(port: int) -> None:
    with socket.socket() as attempt:
        attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            attempt.bind((HOST, port))
        except (OSError, OverflowError) as error:
            raise port_in_use(port) from error


def _database(folder: DemoFolder) -> EmbeddedServer | None:
    return None if os.environ.get("PORTAL_DATABASE_URL") else EmbeddedServer(folder.path)


def _web(folder: DemoFolder, port: int) -> Child:
    return Child(
        "web",
        ["-m", "partnerportal.config.supervisor.web", HOST, str(port)],
        log=folder.log_of("web"),
        # A passkey belongs to one origin.
        environment={"PORTAL_DATABASE_ROLE": "portal_web", "PORTAL_ORIGIN": _origin(port)},
    )


def _worker(folder: DemoFolder, port: int) -> Child:
    return Child(
        "worker",
        ["-m", "partnerportal", "worker"],
        log=folder.log_of("worker"),
        environment={"PORTAL_DATABASE_ROLE": "portal_worker", "PORTAL_ORIGIN": _origin(port)},
    )


def _origin(port: int) -> str:
    return f"http://localhost:{port}"


def _child(folder: DemoFolder, name: str, role: str, *arguments: str) -> Child:
    return Child(
        name,
        ["-m", f"partnerportal.config.supervisor.{name}", *arguments],
        log=folder.log_of(name),
        environment={"PORTAL_DATABASE_ROLE": role},
    )


def _wait_for_answer(folder: DemoFolder, port: int, web: Child, stop: threading.Event) -> bool:
    deadline = time.monotonic() + ANSWER_SECONDS
    progress = Progress()
    while not _answers(port):
        progress.show()
        if stop.wait(LOOK_SECONDS):
            return False
        if web.exit_code() is not None or time.monotonic() > deadline:
            raise no_answer(folder.log_of("web"))
    return True


def _answers(port: int) -> bool:
    connection = http.client.HTTPConnection(HOST, port, timeout=5)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status < http.client.INTERNAL_SERVER_ERROR
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _greet(folder: DemoFolder, port: int) -> None:
    columns = shutil.get_terminal_size((120, 24)).columns
    table = account_table(folder.accounts(), columns)
    sys.stdout.write(f"Bereit: http://localhost:{port}\n{table}")
    sys.stdout.flush()


def _watch(children: list[Child], server: EmbeddedServer | None, stop: threading.Event) -> None:
    next_look = time.monotonic() + DATABASE_WATCH_SECONDS
    while not stop.wait(WATCH_SECONDS):
        for child in children:
            if child.keep_running():
                _say(f"Der Prozess „{child.name}“ endete und wird neu gestartet. It ended and is restarted.")
        if server is not None and time.monotonic() > next_look:
            _revive(server)
            next_look = time.monotonic() + DATABASE_WATCH_SECONDS


def _revive(server: EmbeddedServer) -> None:
    if server.is_alive():
        return
    _say("Die Datenbank endete und wird neu gestartet. The database ended and is restarted.")
    try:
        server.start()
    except ServerUnavailable as refusal:
        _say(f"{refusal.german} {refusal.english}")


def _end(children: list[Child]) -> None:
    deadline = time.monotonic() + STOP_SECONDS
    for child in children:
        child.ask_to_end()
    for child in children:
        child.end(deadline - time.monotonic())


def _say(line: str) -> None:
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()

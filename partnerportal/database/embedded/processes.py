"""Processes of the server: start one as its account, find and end what a killed starter left behind."""

import ctypes
import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, Final

from partnerportal.database.embedded.account import ServerAccount
from partnerportal.database.embedded.binaries import ENVIRONMENT

PR_SET_PDEATHSIG: Final = 1
PROC: Final = Path("/proc")
PAUSE_SECONDS: Final = 0.03

_libc = ctypes.CDLL(None)


def start_in(
    directory: Path, command: list[str], account: ServerAccount, log: BinaryIO
) -> subprocess.Popen[bytes]:
    """Start `command -D directory` as the account, even if it may not enter the parents of the directory.

    The directory is handed over open, as an inherited descriptor, so no parent has to be opened up.
    """
    user, group, extra_groups = account.switch_to
    descriptor = os.open(directory, os.O_RDONLY | os.O_DIRECTORY)
    try:
        return subprocess.Popen(  # noqa: S603 - programs found by binaries.py, no outside input
            [*command, "-D", f"/proc/self/fd/{descriptor}"],
            user=user, group=group, extra_groups=extra_groups, umask=0o077,
            pass_fds=[descriptor], cwd="/", env=ENVIRONMENT,
            stdin=subprocess.DEVNULL, stdout=log, stderr=log,
            # Ctrl-C in the terminal goes to the starter, which still needs its database to end tidily.
            start_new_session=True,
            preexec_fn=_die_with_parent(),
        )  # fmt: skip
    finally:
        os.close(descriptor)


def end_leftovers(cluster: Path, *, patience_seconds: float = 10) -> None:
    """End every server process on this cluster: politely, then firmly, then by force.

    Only call it while holding the folder's lock: then no living starter is left to want them. A stale
    postmaster.pid goes too, because its number may belong to a zombie or to somebody else by now.
    """
    _signal_postmaster(cluster)
    for next_signal, seconds in ((signal.SIGQUIT, patience_seconds), (signal.SIGKILL, 0.5), (None, 2)):
        if _all_gone_within(cluster, seconds) or next_signal is None:
            break
        for pid in server_processes(cluster):
            _send(pid, next_signal)
    (cluster / "postmaster.pid").unlink(missing_ok=True)


def server_processes(cluster: Path) -> list[int]:
    """Return the ids of all living server processes whose working directory is this cluster; no zombies."""
    try:
        wanted = cluster.stat()
    except OSError:
        return []
    return [int(entry.name) for entry in PROC.iterdir() if entry.name.isdigit() and _works_in(entry, wanted)]


def _die_with_parent() -> Callable[[], None] | None:
    """Return the hook that asks the kernel for a fast shutdown when the starter dies, however it dies.

    The kernel watches the starting thread, not the process, and code between fork and exec is safe only
    without other threads. Where there are some, the next start cleans up instead.
    """
    if threading.active_count() > 1:
        return None
    return lambda: _libc.prctl(PR_SET_PDEATHSIG, signal.SIGINT)


def _works_in(process: Path, wanted: os.stat_result) -> bool:
    try:
        directory = (process / "cwd").stat()
        return os.path.samestat(directory, wanted) and (process / "comm").read_text().strip() == "postgres"
    except OSError:  # it ended meanwhile, is a zombie, or belongs to another user
        return False


def _signal_postmaster(cluster: Path) -> None:
    try:
        pid = int((cluster / "postmaster.pid").read_text().split("\n")[0])
    except (OSError, ValueError):
        return
    if pid in server_processes(cluster):
        _send(pid, signal.SIGINT)


def _send(pid: int, wanted: signal.Signals) -> None:
    try:
        os.kill(pid, wanted)
    except ProcessLookupError:
        return


def _all_gone_within(cluster: Path, seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while server_processes(cluster):
        if time.monotonic() > deadline:
            return False
        time.sleep(PAUSE_SECONDS)
    return True

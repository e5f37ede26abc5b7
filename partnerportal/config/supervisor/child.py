"""Start a child process in a group of its own, notice its death, end the whole group."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

PR_SET_PDEATHSIG = 1
FIRST_PAUSE_SECONDS = 0.5
LONGEST_PAUSE_SECONDS = 30.0
STABLE_SECONDS = 60.0

_libc = ctypes.CDLL(None)


class Child:
    """Keep one process of the demo running, with growing pauses between restarts."""

    def __init__(self, name: str, arguments: list[str], *, log: Path, environment: Mapping[str, str]) -> None:
        """Describe `python ARGUMENTS`; its output is appended to `log`."""
        self.name = name
        self._command = [sys.executable, *arguments]
        self._log = log
        self._environment = {**os.environ, **environment}
        self._process: subprocess.Popen[bytes] | None = None
        self._pause_seconds = FIRST_PAUSE_SECONDS
        self._started = 0.0
        self._not_before = 0.0

    def start(self) -> None:
        """Start the process unless it runs; a signal to the terminal's group does not reach it."""
        if self._process is not None and self.exit_code() is None:
            return
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(  # noqa: S603 - our own modules, no outside input
                self._command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=self._environment,
                start_new_session=True,
                preexec_fn=_die_with_parent if sys.platform == "linux" else None,
            )
        self._started = time.monotonic()

    def exit_code(self) -> int | None:
        """Return the exit code, or None while the process runs."""
        return self._process.poll() if self._process else None

    def keep_running(self) -> bool:
        """Restart a dead process once its pause is over; return whether its death was noticed just now."""
        if self.exit_code() is None:
            return False
        now = time.monotonic()
        if not self._not_before:
            self._end_group(signal.SIGKILL)  # what the dead leader left behind
            if now - self._started > STABLE_SECONDS:
                self._pause_seconds = FIRST_PAUSE_SECONDS
            self._not_before = now + self._pause_seconds
            self._pause_seconds = min(self._pause_seconds * 2, LONGEST_PAUSE_SECONDS)
            return True
        if now >= self._not_before:
            self._not_before = 0.0
            self.start()
        return False

    def ask_to_end(self) -> None:
        """Ask the process to finish what it does."""
        if self._process and self._process.poll() is None:
            self._process.terminate()

    def end(self, patience_seconds: float) -> None:
        """Wait for the process, then end its whole group by force."""
        if self._process is None:
            return
        try:
            self._process.wait(max(patience_seconds, 0.05))
        except subprocess.TimeoutExpired:
            self._end_group(signal.SIGKILL)
            self._process.wait()
        self._end_group(signal.SIGKILL)

    def _end_group(self, wanted: signal.Signals) -> None:
        if self._process is None:
            return
        try:
            os.killpg(self._process.pid, wanted)
        except (ProcessLookupError, PermissionError):  # the group is gone; macOS says so by the latter
            return


def _die_with_parent() -> None:
    _libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)

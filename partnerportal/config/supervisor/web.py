"""Serve the pages with granian: `python -m partnerportal.config.supervisor.web HOST PORT`."""

from __future__ import annotations

import os
import sys

from granian.constants import Interfaces
from granian.server import Server

APPLICATION = "partnerportal.config.wsgi:application"
STOP_SECONDS = 1
MOST_PROCESSES = 8
THREADS = 40
"""Each thread keeps a connection to the database: all together must stay below what the server accepts (60)."""


def serve(host: str, port: int) -> None:
    """Serve on one address until SIGTERM; one worker process for each core (design.md, section 5)."""
    processes = min(cores(), MOST_PROCESSES)
    Server(
        APPLICATION,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=processes,
        blocking_threads=THREADS // processes,
        workers_kill_timeout=STOP_SECONDS,
        websockets=False,
        log_enabled=False,
        respawn_failed_workers=True,
    ).serve()


def cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1


if __name__ == "__main__":
    serve(sys.argv[1], int(sys.argv[2]))

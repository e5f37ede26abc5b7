"""Serve the pages with granian: `python -m partnerportal.config.supervisor.web HOST PORT`."""

from __future__ import annotations

import os
import sys

from granian.constants import Interfaces
from granian.server import Server

APPLICATION = "partnerportal.config.wsgi:application"
STOP_SECONDS = 1


def serve(host: str, port: int) -> None:
    """Serve on one address until SIGTERM; one worker process for each core (design.md, section 5)."""
    Server(
        APPLICATION,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1,
        workers_kill_timeout=STOP_SECONDS,
        websockets=False,
        log_enabled=False,
        respawn_failed_workers=True,
    ).serve()


if __name__ == "__main__":
    serve(sys.argv[1], int(sys.argv[2]))

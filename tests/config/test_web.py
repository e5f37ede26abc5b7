"""The web server takes no more requests at once than the database has connections for."""

from __future__ import annotations

import re

from partnerportal.config.supervisor import web
from partnerportal.database.embedded.cluster import CONFIGURATION

KEPT_FREE = 15
"""For the worker, the command line and the superuser."""


def test_every_thread_finds_a_connection() -> None:
    most = re.search(r"max_connections = (\d+)", CONFIGURATION)
    assert most
    assert int(most[1]) >= web.THREADS + KEPT_FREE
    assert web.MOST_PROCESSES <= web.THREADS

"""Work off the queue until told to stop; a running job gets time to finish."""

from __future__ import annotations

import asyncio
from typing import Any, cast

from django.conf import settings
from django.core.management.base import BaseCommand
from procrastinate import App
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector

from partnerportal.config import outgoing_guard
from partnerportal.config.environment import Mode

GRACE_SECONDS = 60.0
"""No job takes longer; systemd waits a little more (deploy/portal-worker.service)."""
DEMO_GRACE_SECONDS = 1.0
"""The demo promises to end within five seconds; an interrupted job is started again after the restart."""


class Command(BaseCommand):
    """Run procrastinate's worker on all queues as portal_worker."""

    help = "arbeitet die Warteschlange ab"
    requires_system_checks: list[str] = []  # the web process runs them; here they would only delay the start

    def handle(self, *args: Any, **options: Any) -> None:
        """Run until SIGINT or SIGTERM."""
        outgoing_guard.install()
        connector = cast("DjangoConnector", app.connector).get_worker_connector()
        with app.replace_connector(connector) as working:
            asyncio.run(_work(working))


def grace_seconds(mode: Mode) -> float:
    """Return how long a job in progress may go on after the signal to stop."""
    return GRACE_SECONDS if mode is Mode.PRODUCTION else DEMO_GRACE_SECONDS


async def _work(working: App) -> None:
    async with working.open_async():
        await working.run_worker_async(shutdown_graceful_timeout=grace_seconds(settings.MODE), concurrency=1)

"""Work off imports: queue jobs hold opaque ids only."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from procrastinate.contrib.django import app

from partnerportal.database.context import acting_as
from partnerportal.exchange import services
from partnerportal.exchange.services import conflicts, parked, runs
from partnerportal.exchange.services.folder import take_from_folder
from partnerportal.kernel.clock import utc_now
from partnerportal.kernel.viewer import WORKER

EVERY_MINUTE = "* * * * *"


@app.task(name=runs.RUN, queue=runs.QUEUE)
def run_import_task(run_id: str) -> None:
    """Do the next step of an import."""
    services.run_import(run_id=UUID(run_id), now=utc_now())


@app.task(name=runs.FORGET, queue=runs.QUEUE)
def forget_file_task(run_id: str) -> None:
    """Destroy the file of an import that was discarded."""
    services.forget_file(run_id=UUID(run_id))


@app.task(name=conflicts.TAKE, queue=runs.QUEUE)
def take_conflict_task(conflict_id: str) -> None:
    """Write a value a clerk decided to take."""
    with acting_as(WORKER):
        services.take_conflict(conflict_id=UUID(conflict_id), now=utc_now())


@app.periodic(cron=EVERY_MINUTE, queueing_lock="parked-firms")
@app.task(name=parked.TAKE_PARKED, queue=runs.QUEUE)
def take_parked_task(timestamp: int) -> None:
    """Take over what waited for firms that are partners by now."""
    with acting_as(WORKER):
        services.take_parked_of_partners(now=utc_now())


@app.periodic(cron=EVERY_MINUTE, queueing_lock="import-folder")
@app.task(name="exchange.watch_folder", queue=runs.QUEUE)
def watch_folder(timestamp: int) -> None:
    """Start an import for each file that lies complete in the watched folder."""
    if settings.IMPORT_FOLDER is not None:
        take_from_folder(folder=settings.IMPORT_FOLDER, now=utc_now())

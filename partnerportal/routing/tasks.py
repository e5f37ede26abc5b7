"""Carry deliveries out of the database: queue jobs hold opaque ids only."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from procrastinate.contrib.django import app
from procrastinate.jobs import Job
from procrastinate.retry import BaseRetryStrategy, RetryDecision

from partnerportal.database.context import acting_as
from partnerportal.kernel.clock import utc_now
from partnerportal.kernel.viewer import WORKER
from partnerportal.routing import services
from partnerportal.routing.rules import next_attempt_after


class UntilADayIsOver(BaseRetryStrategy):
    """Try again after 30 s, 1 min, 2 min … until 24 hours have passed; note each failure at the delivery."""

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        """Return when to try again, or None for never."""
        wait = next_attempt_after(job.attempts)
        with acting_as(WORKER):
            services.note_failure(
                delivery_id=UUID(str(job.task_kwargs["delivery_id"])),
                kind=type(exception).__name__,
                is_final=wait is None,
            )
        return RetryDecision(retry_in={"seconds": int(wait.total_seconds())}) if wait else None


@app.task(name="routing.deliver", queue="outgoing", retry=UntilADayIsOver())
def deliver_task(delivery_id: str) -> None:
    """Send one delivery."""
    with acting_as(WORKER):
        services.deliver(delivery_id=UUID(delivery_id), now=utc_now(), origin=settings.PORTAL_ORIGIN)

"""Carry deliveries out of the database: queue jobs hold opaque ids only."""

from __future__ import annotations

import logging
from datetime import timedelta
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

log = logging.getLogger("portal.delivery")


class NotDelivered(Exception):  # noqa: N818 - reads as what it says
    """An attempt failed; `wait` says when to try again, None for never. Carries no message: it would reach the log."""

    def __init__(self, wait: timedelta | None) -> None:
        """Keep the wait only."""
        super().__init__()
        self.wait = wait


class UntilADayIsOver(BaseRetryStrategy):
    """Try again after 30 s, 1 min, 2 min … until 24 hours have passed.

    The queue asks inside its event loop, where the database is out of reach: the failure is noted by the task.
    """

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        """Return when to try again, or None for never; a job cut off by a stop of the worker is tried again too."""
        wait = exception.wait if isinstance(exception, NotDelivered) else next_attempt_after(job.attempts)
        return RetryDecision(retry_in={"seconds": int(wait.total_seconds())}) if wait else None


@app.task(name=services.DELIVER, queue="outgoing", retry=UntilADayIsOver())
def deliver_task(delivery_id: str) -> None:
    """Send one delivery. Raises: NotDelivered when the mail server would not take it."""
    failure = _attempt(UUID(delivery_id))
    if failure is None:
        return
    with acting_as(WORKER):
        wait = services.note_failure(delivery_id=UUID(delivery_id), kind=failure)
    if wait is None:
        log.error("delivery_failed", extra={"fields": {"delivery": delivery_id, "kind": failure}})
    raise NotDelivered(wait)


def _attempt(delivery_id: UUID) -> str | None:
    """Return the kind of error, None when all went well; the error itself ends here, it can name the recipient."""
    try:
        with acting_as(WORKER):
            services.deliver(delivery_id=delivery_id, now=utc_now(), origin=settings.PORTAL_ORIGIN)
    except OSError as error:
        return type(error).__name__
    return None

"""Try again in the queue what did not leave the portal; the error itself stays here, it can name the recipient."""

from __future__ import annotations

from datetime import timedelta

from procrastinate.jobs import Job
from procrastinate.retry import BaseRetryStrategy, RetryDecision

from partnerportal.kernel.retrying import next_attempt_after

QUEUE = "outgoing"


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

"""Try again in the queue what did not leave the portal; the error itself stays here, it can name the recipient."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import timedelta

from procrastinate.jobs import Job
from procrastinate.retry import BaseRetryStrategy, RetryDecision

from partnerportal.database.context import acting_as
from partnerportal.kernel.retrying import next_attempt_after
from partnerportal.kernel.viewer import WORKER

QUEUE = "outgoing"

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


def carry_out(
    name: str,
    row_id: str,
    *,
    send: Callable[[], object],
    note_failure: Callable[[str], timedelta | None],
) -> None:
    """Send one row as the worker; on a failure let it be noted by its kind, and log it once it is given up.

    `name` says in the log what it is ("delivery", "letter"). Raises: NotDelivered when the mail server would not
    take it.
    """
    failure = _attempt(send)
    if failure is None:
        return
    with acting_as(WORKER):
        wait = note_failure(failure)
    if wait is None:
        log.error(f"{name}_failed", extra={"fields": {name: row_id, "kind": failure}})  # noqa: G004 - a closed list
    raise NotDelivered(wait)


def _attempt(send: Callable[[], object]) -> str | None:
    """Return the kind of error, None when all went well; the error itself ends here, it can name the recipient."""
    try:
        with acting_as(WORKER):
            send()
    except OSError as error:
        return type(error).__name__
    return None

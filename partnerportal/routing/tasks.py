"""Carry deliveries out of the database: queue jobs hold opaque ids only."""

from __future__ import annotations

import logging
from uuid import UUID

from django.conf import settings
from procrastinate.contrib.django import app

from partnerportal.database.context import acting_as
from partnerportal.database.outgoing import QUEUE, NotDelivered, UntilADayIsOver
from partnerportal.kernel.clock import utc_now
from partnerportal.kernel.viewer import WORKER
from partnerportal.routing import services

log = logging.getLogger("portal.delivery")


@app.task(name=services.DELIVER, queue=QUEUE, retry=UntilADayIsOver())
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

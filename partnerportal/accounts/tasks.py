"""Carry letters out of the database: queue jobs hold opaque ids only."""

from __future__ import annotations

import logging
from uuid import UUID

from django.conf import settings
from procrastinate.contrib.django import app

from partnerportal.accounts.services import letters
from partnerportal.database.context import acting_as
from partnerportal.database.outgoing import QUEUE, NotDelivered, UntilADayIsOver
from partnerportal.kernel.clock import utc_now
from partnerportal.kernel.viewer import WORKER

log = logging.getLogger("portal.delivery")


@app.task(name=letters.SEND, queue=QUEUE, retry=UntilADayIsOver())
def send_letter_task(letter_id: str) -> None:
    """Send one letter. Raises: NotDelivered when the mail server would not take it."""
    failure = _attempt(UUID(letter_id))
    if failure is None:
        return
    with acting_as(WORKER):
        wait = letters.note_failure(letter_id=UUID(letter_id))
    if wait is None:
        log.error("letter_failed", extra={"fields": {"letter": letter_id, "kind": failure}})
    raise NotDelivered(wait)


def _attempt(letter_id: UUID) -> str | None:
    """Return the kind of error, None when all went well; the error itself ends here, it can name the recipient."""
    try:
        with acting_as(WORKER):
            letters.send_letter(letter_id=letter_id, now=utc_now(), origin=settings.PORTAL_ORIGIN)
    except OSError as error:
        return type(error).__name__
    return None

"""Carry letters out of the database: queue jobs hold opaque ids only."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from procrastinate.contrib.django import app

from partnerportal.accounts.services import letters
from partnerportal.database.outgoing import QUEUE, UntilADayIsOver, carry_out
from partnerportal.kernel.clock import utc_now


@app.task(name=letters.SEND, queue=QUEUE, retry=UntilADayIsOver())
def send_letter_task(letter_id: str) -> None:
    """Send one letter. Raises: NotDelivered when the mail server would not take it."""
    letter = UUID(letter_id)
    carry_out(
        "letter",
        letter_id,
        send=lambda: letters.send_letter(letter_id=letter, now=utc_now(), origin=settings.PORTAL_ORIGIN),
        note_failure=lambda _kind: letters.note_failure(letter_id=letter),
    )

"""Carry deliveries out of the database: queue jobs hold opaque ids only."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from procrastinate.contrib.django import app

from partnerportal.database.outgoing import QUEUE, UntilADayIsOver, carry_out
from partnerportal.kernel.clock import utc_now
from partnerportal.routing import services


@app.task(name=services.DELIVER, queue=QUEUE, retry=UntilADayIsOver())
def deliver_task(delivery_id: str) -> None:
    """Send one delivery. Raises: NotDelivered when the mail server would not take it."""
    delivery = UUID(delivery_id)
    carry_out(
        "delivery",
        delivery_id,
        send=lambda: services.deliver(delivery_id=delivery, now=utc_now(), origin=settings.PORTAL_ORIGIN),
        note_failure=lambda kind: services.note_failure(delivery_id=delivery, kind=kind),
    )

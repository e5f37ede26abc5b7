"""Take over what waited for a firm, once the firm is a partner."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.db import transaction
from procrastinate.contrib.django import app

from partnerportal.exchange.models import ParkedFirm
from partnerportal.exchange.services.parking import let_go, parked_lines
from partnerportal.exchange.services.runs import QUEUE, start_import
from partnerportal.kernel.errors import Refused
from partnerportal.kernel.errors import marked_for_translation as _
from partnerportal.kernel.viewer import WORKER, Role, Viewer
from partnerportal.partners.queries import ids_by_number

TAKE_PARKED = "exchange.take_parked"


class UnknownFirm(LookupError):  # noqa: N818 - reads as what it says
    """No such firm waits, or the actor does not keep imports; the page answers 404."""


@transaction.atomic
def take_parked(*, actor: Viewer, firm_id: UUID, now: datetime) -> None:
    """Order that what waits for a firm be taken over; the worker does it as a run of its own.

    Raises: UnknownFirm; Refused (import.firm_unknown) while the number belongs to no partner.
    """
    if actor.role is not Role.ADMINISTRATOR:
        raise UnknownFirm
    firm = ParkedFirm.objects.filter(id=firm_id, taken_at__isnull=True).first()
    if firm is None:
        raise UnknownFirm
    if firm.intermediary_number not in ids_by_number():
        raise Refused(
            "import.firm_unknown",
            _("Zu dieser Vermittlernummer gibt es noch keinen Partner. Bitte legen Sie ihn zuerst an."),
        )
    app.configure_task(TAKE_PARKED, queue=QUEUE).defer(timestamp=int(now.timestamp()))


@transaction.atomic
def take_parked_of_partners(*, now: datetime) -> list[UUID]:
    """Start a run for each waiting firm that is a partner by now; return their ids. Run by the worker."""
    known = ids_by_number()
    waiting = ParkedFirm.objects.select_for_update().filter(taken_at__isnull=True).select_related("run")
    started = []
    for firm in waiting:
        if firm.intermediary_number not in known:
            continue
        run_id = start_import(
            actor=WORKER,
            file_format=firm.run.format,
            origin="parked",
            chunks=_chunks(parked_lines(firm.id)),
            now=now,
            applies_at_once=True,
        )
        let_go(firm, now=now)
        started.append(run_id)
    return started


def _chunks(lines: Iterator[str]) -> Iterator[bytes]:
    return (line.encode() + b"\n" for line in lines)

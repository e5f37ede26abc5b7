"""Read what the administrator's first page says about deliveries."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count

from partnerportal.exchange.models import ImportRun, ParkedFirm
from partnerportal.exchange.queries.runs import RunRow, run_page
from partnerportal.kernel.viewer import Role, Viewer


@dataclass(frozen=True, slots=True)
class DeliveryState:
    """Hold the newest delivery, None before the first, and how much waits for the administrator."""

    newest: RunRow | None
    previewed: int
    failed: int
    parked_firms: int


def delivery_state(*, viewer: Viewer) -> DeliveryState | None:
    """Return the state of the data exchange, None for whoever does not keep imports; three queries."""
    if viewer.role is not Role.ADMINISTRATOR:
        return None
    waiting = ImportRun.objects.filter(state__in=("previewed", "failed")).order_by()
    counts = dict(waiting.values_list("state").annotate(Count("id")))
    return DeliveryState(
        newest=next(iter(run_page(viewer=viewer, limit=1).rows), None),
        previewed=counts.get("previewed", 0),
        failed=counts.get("failed", 0),
        parked_firms=ParkedFirm.objects.filter(taken_at__isnull=True).count(),
    )

"""Read which closed statements wait for other software, the oldest first."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q

from partnerportal.kernel.viewer import Viewer
from partnerportal.statements.queries.scope import statements_of


def closed_behind(
    *, viewer: Viewer, at: datetime | None, number: str, without: Iterable[str] = (), limit: int
) -> list[tuple[str, datetime]]:
    """Return numbers and instants of closed statements behind a place, in order of time; one query.

    `without` are numbers to leave out; a query that is not asked yet becomes part of this one.
    """
    if not viewer.is_partner:
        return []
    closed = statements_of(viewer).filter(state="closed")
    if at is not None:
        closed = closed.filter(closed_at__gte=at).filter(Q(closed_at__gt=at) | Q(number__gt=number))
    waiting = closed.exclude(number__in=without).order_by("closed_at", "number")
    return [(row[0], row[1]) for row in waiting.values_list("number", "closed_at")[:limit] if row[1]]

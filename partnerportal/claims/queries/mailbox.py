"""Read which acknowledgements of receipt wait for other software, the oldest first."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q

from partnerportal.claims.models import Claim
from partnerportal.kernel.viewer import Viewer


def receipts_behind(
    *, viewer: Viewer, at: datetime | None, number: str, without: Iterable[str] = (), limit: int
) -> list[tuple[str, datetime]]:
    """Return numbers and instants of sent claims behind a place, in order of time; one query.

    `without` are numbers to leave out; a query that is not asked yet becomes part of this one.
    """
    if not (viewer.is_partner and viewer.may_see_claims):
        return []
    sent = Claim.objects.filter(partner_id=viewer.partner, department__isnull=False)
    if at is not None:
        sent = sent.filter(submitted_at__gte=at).filter(Q(submitted_at__gt=at) | Q(number__gt=number))
    waiting = sent.exclude(number__in=without).order_by("submitted_at", "number")
    return [(row[0] or "", row[1]) for row in waiting.values_list("number", "submitted_at")[:limit] if row[1]]

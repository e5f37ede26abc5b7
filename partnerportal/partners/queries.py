"""Read the partner register: for the administrator."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from partnerportal.database.sorting import folded, folded_word
from partnerportal.kernel.identifiers import policy_number_key
from partnerportal.kernel.viewer import Role, Viewer
from partnerportal.partners.models import Partner
from partnerportal.partners.rules import Standing, standing_of

PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class PartnerRow:
    """Hold a firm of the register."""

    id: UUID
    name: str
    intermediary_number: str
    register_number: str
    street: str
    postal_code: str
    city: str
    ended_on: date | None
    blocked_at: datetime | None

    def standing(self, today: date) -> Standing:
        """Return the state of the firm on a day (Berlin)."""
        return standing_of(ended_on=self.ended_on, blocked_at=self.blocked_at, today=today)


@dataclass(frozen=True, slots=True)
class PartnerPage:
    """Hold one page of the register; `next_after` is None on the last one."""

    rows: tuple[PartnerRow, ...]
    next_after: UUID | None


def partner_page(
    *, viewer: Viewer, text: str = "", after: UUID | None = None, limit: int = PAGE_SIZE
) -> PartnerPage:
    """Return one page of the firms by name; at most two queries. Every word of `text` must fit name, number or town."""
    firms = _register(viewer).annotate(place=folded("name"))
    firms = firms.annotate(
        found_in=folded("name", "intermediary_number", "register_number", "postal_code", "city")
    )
    for word in text.split():
        firms = firms.filter(found_in__contains=folded_word(word))
    anchor = firms.filter(id=after).values_list("place", "id").first() if after else None
    if anchor is not None:
        firms = firms.filter(Q(place__gt=anchor[0]) | Q(place=anchor[0], id__gt=anchor[1]))
    found = [PartnerRow(*row) for row in firms.order_by("place", "id").values_list(*_COLUMNS)[: limit + 1]]
    return PartnerPage(tuple(found[:limit]), found[limit - 1].id if len(found) > limit else None)


def partner_for(*, viewer: Viewer, partner_id: UUID) -> PartnerRow | None:
    """Return a firm; None for a missing one, and for whoever does not keep the register."""
    row = _register(viewer).filter(id=partner_id).values_list(*_COLUMNS).first()
    return PartnerRow(*row) if row else None


def partner_count(*, viewer: Viewer, today: date) -> int:
    """Return how many firms are let in today."""
    open_ones = Q(ended_on__isnull=True) | Q(ended_on__gte=today)
    return _register(viewer).filter(open_ones, blocked_at__isnull=True).count()


def ids_by_number() -> dict[str, UUID]:
    """Return all firms by their intermediary number in capitals without separators; for imports, run by the worker."""
    firms = Partner.objects.values_list("intermediary_number", "id")
    return {policy_number_key(number): firm_id for number, firm_id in firms}


_COLUMNS = (
    "id",
    "name",
    "intermediary_number",
    "register_number",
    "street",
    "postal_code",
    "city",
    "ended_on",
    "blocked_at",
)


def _register(viewer: Viewer) -> QuerySet[Partner]:
    """Return the door in front of the wall."""
    return Partner.objects.all() if viewer.role is Role.ADMINISTRATOR else Partner.objects.none()

"""Read which contracts began or ended in a period, in constant memory (book extract, § 87c (2) HGB)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import Q

from partnerportal.contracts.queries.scope import contracts_of
from partnerportal.kernel.viewer import Viewer

CHUNK = 2000


@dataclass(frozen=True, slots=True)
class ConcludedRow:
    """Hold what a book extract says about a contract itself."""

    id: UUID
    policy_number: str
    holder: str = field(repr=False)
    line_of_business: str
    tariff: str
    begins_on: date
    ends_on: date | None


def contracts_of_period(*, viewer: Viewer, since: date, until: date) -> Iterator[ConcludedRow]:
    """Yield the viewer's contracts that began or ended from `since` to `until`, both included, by policy number."""
    moved = Q(begins_on__range=(since, until)) | Q(ends_on__range=(since, until))
    rows = contracts_of(viewer).filter(moved).order_by("policy_number", "id")
    values = rows.values_list(
        "id",
        "policy_number",
        "policyholder__first_name",
        "policyholder__last_name",
        "line_of_business",
        "tariff",
        "begins_on",
        "ends_on",
    )
    for contract_id, number, first_name, last_name, line, tariff, begins_on, ends_on in values.iterator(
        CHUNK
    ):
        holder = f"{first_name} {last_name}".strip()
        yield ConcludedRow(contract_id, number, holder, line, tariff, begins_on, ends_on)

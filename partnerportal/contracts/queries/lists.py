"""Read contracts as lists: a page by policyholder, and their figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from partnerportal.contracts.models import Contract, InsuredPerson
from partnerportal.contracts.queries.chosen import ContractFilter, in_state, narrowed
from partnerportal.contracts.queries.scope import contracts_of
from partnerportal.contracts.rules import PolicyState
from partnerportal.kernel.viewer import Viewer

PAGE_SIZE = 25
MOST_COUNTED = 1000
"""Up to here lists are counted exactly; counting 100,000 rows would take longer than the page (ADR 17)."""


@dataclass(frozen=True, slots=True, repr=False)
class ContractRow:
    """Hold a contract as lists show it; `persons` are the insured, with last names where these differ."""

    id: UUID
    policy_number: str
    tariff: str
    line_of_business: str
    begins_on: date
    ends_on: date | None
    holder_first_name: str
    holder_last_name: str
    persons: tuple[str, ...] = ()

    @property
    def holder(self) -> str:
        """Return the policyholder's full name; a firm has a last name only."""
        return f"{self.holder_first_name} {self.holder_last_name}".strip()


@dataclass(frozen=True, slots=True)
class ContractPage:
    """Hold one page of a list; `total` counts all pages, `next_after` is None on the last one.

    With `is_total_cut` there are more than `total`, which then is MOST_COUNTED.
    """

    rows: tuple[ContractRow, ...]
    total: int
    next_after: UUID | None
    is_total_cut: bool = False


@dataclass(frozen=True, slots=True)
class Count:
    """Hold how many there are; with `is_cut` there are more than that."""

    number: int
    is_cut: bool = False

    @classmethod
    def of(cls, found: int) -> Count:
        """Return the count of a query that stops at one more than MOST_COUNTED."""
        return cls(min(found, MOST_COUNTED), found > MOST_COUNTED)


@dataclass(frozen=True, slots=True)
class ContractFigures:
    """Count the contracts insured on a day, and those of them that end soon; cut ones have more than that."""

    active: int
    ending: int
    is_active_cut: bool = False
    is_ending_cut: bool = False


def contract_page(
    *,
    viewer: Viewer,
    chosen: ContractFilter | None = None,
    after: UUID | None = None,
    limit: int = PAGE_SIZE,
) -> ContractPage:
    """Return the viewer's contracts by policyholder, beginning behind the contract `after`.

    Three queries, one more behind a place.
    """
    return page_of(contracts_of(viewer).filter(narrowed(chosen)), after, limit)


def contract_figures(*, viewer: Viewer, today: date, ending_until: date) -> ContractFigures:
    """Return how many contracts are active today, and how many of them end up to a day; two queries."""
    active = in_state(PolicyState.RUNNING, today)
    ending = Q(begins_on__lte=today, ends_on__gte=today, ends_on__lte=ending_until)
    contracts = contracts_of(viewer)
    # In the order of the list, so that PostgreSQL reads its index and stops early.
    running = counted(contracts.filter(active).order_by("holder_sort_key", "id"))
    soon = counted(contracts.filter(ending))
    return ContractFigures(running.number, soon.number, running.is_cut, soon.is_cut)


def counted(contracts: QuerySet[Contract]) -> Count:
    """Return how many there are, without counting further than MOST_COUNTED; one query."""
    return Count.of(contracts[: MOST_COUNTED + 1].count())


def page_of(
    contracts: QuerySet[Contract], after: UUID | None, limit: int, total: Count | None = None
) -> ContractPage:
    """Return a page of these contracts by policyholder; three queries, one less with a known total, one more behind
    a place.
    """
    total = total or counted(contracts)
    # The inner query reads the index of the list only, however many rows a filter passes over.
    wanted = _behind(contracts, after).order_by("holder_sort_key", "id").values("id")[: limit + 1]
    found = Contract.objects.filter(id__in=wanted).order_by("holder_sort_key", "id")
    return _page([ContractRow(*row) for row in found.values_list(*COLUMNS)], total, limit)


def page_in_order(ids: Sequence[UUID], total: Count, limit: int) -> ContractPage:
    """Return a page of up to `limit` of these contracts, in their order; two queries."""
    found = Contract.objects.filter(id__in=ids).values_list(*COLUMNS)
    rows = {row[0]: ContractRow(*row) for row in found}
    return _page([rows[each] for each in ids if each in rows], total, limit)


def _page(rows: list[ContractRow], total: Count, limit: int) -> ContractPage:
    shown = with_persons(rows[:limit])
    return ContractPage(shown, total.number, shown[-1].id if len(rows) > limit else None, total.is_cut)


COLUMNS = (
    "id",
    "policy_number",
    "tariff",
    "line_of_business",
    "begins_on",
    "ends_on",
    "policyholder__first_name",
    "policyholder__last_name",
)


def _behind(contracts: QuerySet[Contract], after: UUID | None) -> QuerySet[Contract]:
    """Return the contracts behind one in the order of the list; from the beginning when that one is gone."""
    anchor = contracts.filter(id=after).values_list("holder_sort_key", "id").first() if after else None
    if anchor is None:
        return contracts
    key, last_id = anchor
    # The first condition follows from the second; it tells PostgreSQL where in the index to begin.
    behind = Q(holder_sort_key__gt=key) | Q(holder_sort_key=key, id__gt=last_id)
    return contracts.filter(holder_sort_key__gte=key).filter(behind)


def with_persons(rows: Sequence[ContractRow]) -> tuple[ContractRow, ...]:
    """Add the names of the insured to the rows, the eldest first; one query for all."""
    people = InsuredPerson.objects.filter(contract_id__in=[row.id for row in rows]).order_by("born_on", "id")
    names: dict[UUID, list[tuple[str, str]]] = {row.id: [] for row in rows}
    for contract_id, first_name, last_name in people.values_list("contract_id", "first_name", "last_name"):
        names[contract_id].append((first_name, last_name))
    return tuple(replace(row, persons=_short(names[row.id], row.holder_last_name)) for row in rows)


def _short(names: list[tuple[str, str]], holder_last_name: str) -> tuple[str, ...]:
    return tuple(first if last == holder_last_name else f"{first} {last}" for first, last in names)

"""Read contracts as lists: by policyholder, by search, counted."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.db.models import Count, Q, QuerySet, TextField, Value
from django.db.models.functions import Concat

from partnerportal.contracts.models import Contract, InsuredPerson
from partnerportal.contracts.queries.scope import contracts_of
from partnerportal.contracts.search_terms import SHORTEST_INSIDE, SearchTerms, read_search
from partnerportal.kernel.viewer import Viewer

PAGE_SIZE = 25


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
    """Hold one page of a list; `total` counts all pages, `next_after` is None on the last one."""

    rows: tuple[ContractRow, ...]
    total: int
    next_after: UUID | None


@dataclass(frozen=True, slots=True)
class ContractFigures:
    """Count the contracts insured on a day, and those of them that end soon."""

    active: int
    ending: int


def contract_page(*, viewer: Viewer, after: UUID | None = None, limit: int = PAGE_SIZE) -> ContractPage:
    """Return the viewer's contracts by policyholder, beginning behind the contract `after`.

    Three queries, one more behind a place.
    """
    return _page(contracts_of(viewer), after, limit)


def search(*, viewer: Viewer, text: str, after: UUID | None = None, limit: int = PAGE_SIZE) -> ContractPage:
    """Return the viewer's contracts that fit a number, names or birth dates in any spelling.

    Several words must all fit one contract, whichever of its people they name. Queries as `contract_page`.
    """
    terms = read_search(text)
    if terms.is_empty:
        return ContractPage((), 0, None)
    spaced = contracts_of(viewer).annotate(
        spaced_text=Concat(Value(" "), "search_text", output_field=TextField())
    )
    return _page(spaced.filter(_fits(terms)), after, limit)


def contract_figures(*, viewer: Viewer, today: date, ending_until: date) -> ContractFigures:
    """Return how many contracts are active today, and how many of them end up to a day; one query."""
    active = Q(begins_on__lte=today) & (Q(ends_on__isnull=True) | Q(ends_on__gte=today))
    ending = Q(begins_on__lte=today, ends_on__gte=today, ends_on__lte=ending_until)
    counted = contracts_of(viewer).aggregate(
        active=Count("id", filter=active), ending=Count("id", filter=ending)
    )
    return ContractFigures(**counted)


def _fits(terms: SearchTerms) -> Q:
    parts = Q()
    for word in terms.words:
        inside = word if len(word) >= SHORTEST_INSIDE else f" {word}"
        parts &= Q(spaced_text__contains=inside)
    for days in terms.birth_dates:
        parts &= Q(*(("search_text__contains", day.isoformat()) for day in days), _connector=Q.OR)
    for number in terms.number_parts:
        parts &= Q(policy_number_key__contains=number)
    whole_number = Q(policy_number_key__contains=terms.number) if terms.number else None
    return parts if whole_number is None or terms.birth_dates else parts | whole_number


def _page(contracts: QuerySet[Contract], after: UUID | None, limit: int) -> ContractPage:
    total = contracts.count()
    rows = list(
        _behind(contracts, after).order_by("holder_sort_key", "id").values_list(*_COLUMNS)[: limit + 1]
    )
    shown = _with_persons([ContractRow(*row) for row in rows[:limit]])
    return ContractPage(shown, total, shown[-1].id if len(rows) > limit else None)


_COLUMNS = (
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
    return contracts.filter(Q(holder_sort_key__gt=key) | Q(holder_sort_key=key, id__gt=last_id))


def _with_persons(rows: list[ContractRow]) -> tuple[ContractRow, ...]:
    """Add the names of the insured to the rows, the eldest first; one query for all."""
    people = InsuredPerson.objects.filter(contract_id__in=[row.id for row in rows]).order_by("born_on", "id")
    names: dict[UUID, list[tuple[str, str]]] = {row.id: [] for row in rows}
    for contract_id, first_name, last_name in people.values_list("contract_id", "first_name", "last_name"):
        names[contract_id].append((first_name, last_name))
    return tuple(replace(row, persons=_short(names[row.id], row.holder_last_name)) for row in rows)


def _short(names: list[tuple[str, str]], holder_last_name: str) -> tuple[str, ...]:
    return tuple(first if last == holder_last_name else f"{first} {last}" for first, last in names)

"""Narrow lists and searches of contracts by what a person chose beside them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import Coalesce
from django.db.models.lookups import GreaterThanOrEqual, LessThan

from partnerportal.contracts.rules import EXPIRING_DAYS, PolicyState

ContractIds = QuerySet[Any, UUID]
"""A query for ids of contracts, not yet asked; another app makes one from its own tables."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractFilter:
    """Hold what the contracts of a list have in common, as of the day `on`; the parts are joined by "and".

    `is_expiring` keeps those insured on that day that end within 90 days after it. `among` keeps those of a floor
    above, for example with an open claim.
    """

    on: date
    line_of_business: str = ""
    state: PolicyState | None = None
    is_expiring: bool = False
    among: ContractIds | None = None

    @property
    def is_empty(self) -> bool:
        """Say whether every contract passes."""
        return not (self.line_of_business or self.state or self.is_expiring) and self.among is None

    @property
    def is_selective(self) -> bool:
        """Say whether few contracts of many may pass: more than their line or that they run was asked for."""
        return (
            self.is_expiring
            or self.among is not None
            or self.state in (PolicyState.FUTURE, PolicyState.ENDED)
        )


def narrowed(chosen: ContractFilter | None, path: str = "") -> Q:
    """Return the condition of the filter; `path` leads from the queried table to the contract ("contract__")."""
    if chosen is None:
        return Q()
    condition = Q()
    if chosen.line_of_business:
        condition &= Q((f"{path}line_of_business", chosen.line_of_business))
    if chosen.state:
        condition &= in_state(chosen.state, chosen.on, path)
    if chosen.is_expiring:
        condition &= Q(
            (f"{path}begins_on__lte", chosen.on),
            (f"{path}ends_on__gte", chosen.on),
            (f"{path}ends_on__lte", chosen.on + timedelta(days=EXPIRING_DAYS)),
        )
    if chosen.among is not None:
        condition &= Q((f"{path}id__in", chosen.among))
    return condition


def in_state(state: PolicyState, on: date, path: str = "") -> Q:
    """Return the condition for what `rules.state_of` says.

    An open end counts as the last day there is. Written so, no index on the end alone fits, and PostgreSQL walks
    through that of the list: a state is so common that the first page is soon full.
    """
    has_begun = Q((f"{path}begins_on__lte", on))
    if state is PolicyState.FUTURE:
        return ~has_begun
    ends = Coalesce(F(f"{path}ends_on"), Value(date.max))
    return has_begun & Q(LessThan(ends, on) if state is PolicyState.ENDED else GreaterThanOrEqual(ends, on))

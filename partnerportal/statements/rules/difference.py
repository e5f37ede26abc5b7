"""Explain why a month differs from the one before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from partnerportal.statements.rules.amounts import KINDS

ZERO = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class KindSum:
    """Hold how many lines of one kind there are and what they add up to."""

    kind: str
    count: int
    amount: Decimal


@dataclass(frozen=True, slots=True)
class KindDifference:
    """Hold one kind in both months; `change` is what it adds to the difference of the totals."""

    kind: str
    count: int
    count_before: int
    amount: Decimal
    amount_before: Decimal

    @property
    def change(self) -> Decimal:
        """Return the amount of this month less that of the month before."""
        return self.amount - self.amount_before


def differences(now: Sequence[KindSum], before: Sequence[KindSum]) -> tuple[KindDifference, ...]:
    """Return the kinds of either month in the order of the glossary; their changes add up to the totals' difference."""
    this, last = _by_kind(now), _by_kind(before)
    return tuple(
        KindDifference(kind, *_count_of(this, last, kind), *_amount_of(this, last, kind))
        for kind in KINDS
        if kind in this or kind in last
    )


def month_before(month: date) -> date:
    """Return the first day of the calendar month before."""
    return (month - timedelta(days=1)).replace(day=1)


def _by_kind(sums: Sequence[KindSum]) -> Mapping[str, KindSum]:
    return {found.kind: found for found in sums}


def _count_of(this: Mapping[str, KindSum], last: Mapping[str, KindSum], kind: str) -> tuple[int, int]:
    return (this[kind].count if kind in this else 0, last[kind].count if kind in last else 0)


def _amount_of(
    this: Mapping[str, KindSum], last: Mapping[str, KindSum], kind: str
) -> tuple[Decimal, Decimal]:
    return (this[kind].amount if kind in this else ZERO, last[kind].amount if kind in last else ZERO)

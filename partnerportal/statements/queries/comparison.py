"""Read what makes a month differ from the one before."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import Count, F, Max, Q, Sum

from partnerportal.kernel.viewer import Viewer
from partnerportal.statements.queries.scope import lines_of, statements_of
from partnerportal.statements.rules.amounts import KINDS
from partnerportal.statements.rules.difference import KindDifference, KindSum, differences, month_before

CONTRACTS_SHOWN = 5
ZERO = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class ContractChange:
    """Hold what one contract adds to the difference."""

    policy_number: str
    contract_id: UUID | None
    holder: str = field(repr=False)
    amount: Decimal
    amount_before: Decimal

    @property
    def change(self) -> Decimal:
        """Return the amount of this month less that of the month before."""
        return self.amount - self.amount_before


@dataclass(frozen=True, slots=True)
class Comparison:
    """Hold a month beside the one before; `kinds` add up to `change`."""

    month: date
    before: date
    total: Decimal
    total_before: Decimal
    kinds: tuple[KindDifference, ...]
    contracts: tuple[ContractChange, ...]

    @property
    def change(self) -> Decimal:
        """Return the total of this month less that of the month before."""
        return self.total - self.total_before


def comparison_for(*, viewer: Viewer, partner_id: UUID, month: date, currency: str) -> Comparison | None:
    """Return the month beside the calendar month before; None when that one has no statement. Three queries.

    Whole months are compared: a month may have more than one statement.
    """
    before = month_before(month)
    both = statements_of(viewer).filter(partner_id=partner_id, currency=currency, month__in=(month, before))
    ids: dict[date, list[UUID]] = {}
    for statement_id, of_month in both.values_list("id", "month"):
        ids.setdefault(of_month, []).append(statement_id)
    if before not in ids:
        return None
    now, then = ids.get(month, []), ids[before]
    sums = _kind_sums(viewer, [*now, *then])
    kinds = differences(_of(sums, now), _of(sums, then))
    return Comparison(
        month=month,
        before=before,
        total=sum((kind.amount for kind in kinds), ZERO),
        total_before=sum((kind.amount_before for kind in kinds), ZERO),
        kinds=kinds,
        contracts=_contracts(viewer, now, then),
    )


def kind_sums(*, viewer: Viewer, statement_id: UUID) -> tuple[KindSum, ...]:
    """Return count and sum of a statement's lines by kind; one query."""
    return _of(_kind_sums(viewer, [statement_id]), [statement_id])


Sums = list[tuple[UUID, str, int, Decimal]]


def _kind_sums(viewer: Viewer, statement_ids: list[UUID]) -> Sums:
    lines = lines_of(viewer).filter(statement_id__in=statement_ids).values("statement_id", "kind")
    counted = lines.annotate(count=Count("id"), sum=Sum("amount"))
    return list(counted.values_list("statement_id", "kind", "count", "sum"))


def _of(sums: Sums, statement_ids: list[UUID]) -> tuple[KindSum, ...]:
    """Add up the kinds of some statements, in the order of the glossary."""
    found: dict[str, KindSum] = {}
    for statement_id, kind, count, amount in sums:
        if statement_id in statement_ids:
            known = found.get(kind, KindSum(kind, 0, ZERO))
            found[kind] = KindSum(kind, known.count + count, known.amount + amount)
    return tuple(found[kind] for kind in KINDS if kind in found)


def _contracts(viewer: Viewer, now: list[UUID], then: list[UUID]) -> tuple[ContractChange, ...]:
    """Return the contracts that changed most, by the size of the change."""
    lines = lines_of(viewer).filter(statement_id__in=[*now, *then]).values("policy_number")
    changed = (
        lines.annotate(
            amount_now=Sum("amount", filter=Q(statement_id__in=now), default=ZERO),
            amount_then=Sum("amount", filter=Q(statement_id__in=then), default=ZERO),
            a_line=Max("id"),
        )
        .annotate(change=F("amount_now") - F("amount_then"))
        .exclude(change=0)
        .order_by()
    )
    rows = sorted(
        changed.values_list("policy_number", "amount_now", "amount_then", "a_line"),
        key=lambda row: (-abs(row[1] - row[2]), row[0]),
    )[:CONTRACTS_SHOWN]
    people = _people(viewer, [row[3] for row in rows])
    return tuple(
        ContractChange(number, *people.get(line_id, (None, "")), amount, before)
        for number, amount, before, line_id in rows
    )


def _people(viewer: Viewer, line_ids: list[int]) -> dict[int, tuple[UUID | None, str]]:
    rows = (
        lines_of(viewer)
        .filter(id__in=line_ids)
        .values_list(
            "id", "contract_id", "contract__policyholder__first_name", "contract__policyholder__last_name"
        )
    )
    return {
        line_id: (contract_id, f"{first or ''} {last or ''}".strip())
        for line_id, contract_id, first, last in rows
    }

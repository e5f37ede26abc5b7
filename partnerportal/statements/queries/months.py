"""Read statements by month, and what the months add up to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet, Sum

from partnerportal.kernel.viewer import Viewer
from partnerportal.statements.models import Statement, StatementLine
from partnerportal.statements.queries.scope import statements_of

PAGE_SIZE = 24
MONTHS_SHOWN = 14


@dataclass(frozen=True, slots=True)
class StatementRow:
    """Hold a statement as a list shows it; `total` and `line_count` of an open one are those of this moment."""

    id: UUID
    number: str
    month: date
    state: str
    currency: str
    total: Decimal
    line_count: int
    closed_at: datetime | None
    partner_id: UUID
    partner: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class StatementPage:
    """Hold one page of statements; `next_after` is the number of the last row when more follow."""

    rows: tuple[StatementRow, ...]
    next_after: str | None
    counts: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class MonthFigure:
    """Hold what all closed statements of a month in one currency add up to."""

    month: date
    currency: str
    total: Decimal
    line_count: int


def statement_months(
    *, viewer: Viewer, state: str = "", after: str | None = None, limit: int = PAGE_SIZE
) -> StatementPage:
    """Return the viewer's statements, the newest month first; `after` is the number of the last one seen.

    Numbers begin with the month, so their order is that of the months. `state` narrows to "open" or "closed".
    Three queries at most.
    """
    mine = statements_of(viewer)
    wanted = mine.filter(Q(state=state) if state else Q(), Q(number__lt=after) if after else Q())
    found = list(_rows(wanted.order_by("-month", "-number"))[: limit + 1])
    rows = _with_open_sums(found[:limit])
    return StatementPage(rows=rows, next_after=rows[-1].number if len(found) > limit else None)


def statement_counts(*, viewer: Viewer) -> dict[str, int]:
    """Return how many statements the viewer sees by state, in one query."""
    counts = statements_of(viewer).aggregate(
        open=Count("pk", filter=Q(state="open")), closed=Count("pk", filter=Q(state="closed"))
    )
    return {state: int(number) for state, number in counts.items()}


def month_figures(*, viewer: Viewer, months: int = MONTHS_SHOWN) -> tuple[MonthFigure, ...]:
    """Return the newest `months` months with closed statements of the viewer's partner, oldest first; one query."""
    if not viewer.is_partner:
        return ()
    closed = statements_of(viewer).filter(state="closed").values("month", "currency")
    rows = closed.annotate(sum=Sum("total"), count=Sum("line_count")).order_by("-month", "currency")
    newest = rows.values_list("month", "currency", "sum", "count")[: months * 2]
    figures = [MonthFigure(*row) for row in newest]
    shown = sorted({figure.month for figure in figures}, reverse=True)[:months]
    return tuple(
        sorted((figure for figure in figures if figure.month in shown), key=lambda figure: figure.month)
    )


def _rows(statements: QuerySet[Statement]) -> QuerySet[Statement, Any]:
    return statements.values_list(
        "id",
        "number",
        "month",
        "state",
        "currency",
        "total",
        "line_count",
        "closed_at",
        "partner_id",
        "partner__name",
        named=True,
    )


def _with_open_sums(rows: Sequence[Any]) -> tuple[StatementRow, ...]:
    """Return the rows; a query counts the lines of open ones, closed ones carry their figures."""
    sums = sums_of([row.id for row in rows if row.state == "open"])
    return tuple(
        StatementRow(*row[:5], *sums.get(row.id, (row.total, row.line_count)), *row[7:]) for row in rows
    )


def sums_of(statement_ids: Sequence[UUID]) -> dict[UUID, tuple[Decimal, int]]:
    """Return total and count of the lines of these statements, of those that have any."""
    if not statement_ids:
        return {}
    lines = StatementLine.objects.filter(statement_id__in=statement_ids).values("statement_id")
    return {
        row["statement_id"]: (row["sum"], row["count"])
        for row in lines.annotate(sum=Sum("amount"), count=Count("id"))
    }

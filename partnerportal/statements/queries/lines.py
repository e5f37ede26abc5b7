"""Read the lines of statements: by page, by contract, or all as a stream."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet, Sum, Window
from django.db.models.functions import Abs, Round, RowNumber

from partnerportal.kernel.viewer import Viewer
from partnerportal.statements.models import StatementLine
from partnerportal.statements.queries.scope import lines_of

PAGE_SIZE = 50
CHUNK = 2000
CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class LineReference:
    """Name an earlier line: the statement it is in, its place there, and its amount."""

    id: int
    number: str
    position: int
    amount: Decimal


@dataclass(frozen=True, slots=True)
class LineRow:
    """Hold one booking.

    `holder` and `line_of_business` are empty where the contract is not here or not open to the viewer.
    `contract_id` may name a contract the viewer sees no page of: ask `viewer.may_see_contracts` before linking.
    """

    id: int
    statement_id: UUID
    number: str
    month: date
    position: int
    kind: str
    policy_number: str
    contract_id: UUID | None
    line_of_business: str
    holder: str = field(repr=False)
    booked_on: date
    basis: Decimal
    rate: Decimal
    amount: Decimal
    currency: str
    is_closed: bool
    corrects: LineReference | None


@dataclass(frozen=True, slots=True)
class LinePage:
    """Hold one page of lines; `next_after` is the position of the last one when more follow."""

    rows: tuple[LineRow, ...]
    next_after: int | None


def lines_page(*, viewer: Viewer, statement_id: UUID, after: int = 0, limit: int = PAGE_SIZE) -> LinePage:
    """Return the lines behind position `after`, in order; one query."""
    lines = lines_of(viewer).filter(statement_id=statement_id, position__gt=after).order_by("position")
    found = list(_values(lines)[: limit + 1])
    rows = tuple(_row(row) for row in found[:limit])
    return LinePage(rows, rows[-1].position if len(found) > limit else None)


def line_for(*, viewer: Viewer, number: str, position: int) -> LineRow | None:
    """Return one line by the statement's number and its position; None for a foreign and a missing one alike."""
    row = _values(lines_of(viewer).filter(statement__number=number, position=position)).first()
    return _row(row) if row else None


def lines_of_contract(*, viewer: Viewer, contract_id: UUID, limit: int = 20) -> tuple[LineRow, ...]:
    """Return the newest lines of a contract; one query."""
    lines = lines_of(viewer).filter(contract_id=contract_id).order_by("-booked_on", "-id")
    return tuple(_row(row) for row in _values(lines)[:limit])


def earlier_lines(
    *, viewer: Viewer, contract_ids: Collection[UUID], before: date, partner_id: UUID, each: int = 3
) -> dict[UUID, tuple[LineRow, ...]]:
    """Return for each contract the newest `each` lines a partner has from before `before`; one query."""
    newest = Window(
        RowNumber(), partition_by=F("contract_id"), order_by=[F("booked_on").desc(), F("id").desc()]
    )
    lines = lines_of(viewer).filter(contract_id__in=contract_ids, booked_on__lt=before, partner_id=partner_id)
    ranked = lines.annotate(nth=newest).filter(nth__lte=each).order_by("contract_id", "nth")
    found: dict[UUID, tuple[LineRow, ...]] = {}
    for row in map(_row, _values(ranked)):
        if row.contract_id is not None:
            found[row.contract_id] = (*found.get(row.contract_id, ()), row)
    return found


def all_lines(*, viewer: Viewer, statement_id: UUID) -> Iterator[LineRow]:
    """Yield every line in order, in constant memory; inside the viewer's transaction only."""
    lines = lines_of(viewer).filter(statement_id=statement_id).order_by("position")
    return map(_row, _values(lines).iterator(chunk_size=CHUNK))


def corrections_of(*, viewer: Viewer, line_id: int) -> tuple[LineRow, ...]:
    """Return the lines that correct this one, in order; one query."""
    return tuple(_row(row) for row in _values(lines_of(viewer).filter(corrects_id=line_id).order_by("id")))


def corrected_amount(*, viewer: Viewer, line_id: int) -> Decimal:
    """Return what the corrections of a line add up to, also those of open statements."""
    return lines_of(viewer).filter(corrects_id=line_id).aggregate(sum=Sum("amount"))["sum"] or Decimal("0.00")


def departing_count(*, viewer: Viewer, statement_id: UUID) -> int:
    """Return how many bookings are more than a cent off basis × rate (`rules.amounts.departs`); one query."""
    computed = Round(Abs(F("basis")) * F("rate") / 100, precision=2)
    lines = lines_of(viewer).filter(statement_id=statement_id).exclude(kind="correction").exclude(rate=0)
    return lines.annotate(off=Abs(Abs(F("amount")) - computed)).filter(off__gt=CENT).count()


def without_contract_count(*, viewer: Viewer, statement_id: UUID) -> int:
    """Return how many bookings are about a contract that is not here."""
    return lines_of(viewer).filter(statement_id=statement_id, contract=None).count()


def _values(lines: QuerySet[StatementLine]) -> QuerySet[StatementLine, Any]:
    return lines.values_list(
        "id",
        "statement_id",
        "statement__number",
        "statement__month",
        "position",
        "kind",
        "policy_number",
        "contract_id",
        "contract__line_of_business",
        "contract__policyholder__first_name",
        "contract__policyholder__last_name",
        "booked_on",
        "basis",
        "rate",
        "amount",
        "currency",
        "is_closed",
        "corrects_id",
        "corrects__statement__number",
        "corrects__position",
        "corrects__amount",
        named=True,
    )


def _row(row: Any) -> LineRow:
    holder = f"{row.contract__policyholder__first_name or ''} {row.contract__policyholder__last_name or ''}".strip()
    corrects = None
    # An earlier line the viewer does not see (of an open statement) is not named.
    if row.corrects__position is not None:
        corrects = LineReference(
            row.corrects_id, row.corrects__statement__number, row.corrects__position, row.corrects__amount
        )
    return LineRow(
        id=row.id,
        statement_id=row.statement_id,
        number=row.statement__number,
        month=row.statement__month,
        position=row.position,
        kind=row.kind,
        policy_number=row.policy_number,
        contract_id=row.contract_id,
        line_of_business=row.contract__line_of_business or "",
        holder=holder,
        booked_on=row.booked_on,
        basis=row.basis,
        rate=row.rate,
        amount=row.amount,
        currency=row.currency,
        is_closed=row.is_closed,
        corrects=corrects,
    )

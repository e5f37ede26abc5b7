"""Read a closed statement as it leaves the portal: the head with its control totals, the lines as a stream."""

from __future__ import annotations

from collections.abc import Generator
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Sum

from partnerportal.kernel.viewer import Viewer
from partnerportal.statements.outputs.content import (
    NO_LINE_OF_BUSINESS,
    Earlier,
    KindTotal,
    OutputLine,
    Sender,
    StatementHead,
)
from partnerportal.statements.queries.detail import StatementDetail, statement_for
from partnerportal.statements.queries.scope import lines_of, statements_of
from partnerportal.statements.rules.difference import KindSum, differences

CHUNK = 2000


def sender() -> Sender:
    """Return the operator as its documents name it, from the controller file."""
    operator = settings.CONTROLLER.operator
    address = (operator.address.street, f"{operator.address.postal_code} {operator.address.city}")
    return Sender(operator.name, address, operator.insurer_number)


def output_head(*, viewer: Viewer, number: str) -> StatementHead | None:
    """Return a closed statement without its lines; None for an open, a foreign and a missing one alike."""
    found = statement_for(viewer=viewer, number=number)
    if found is None or found.closed_at is None:
        return None
    earlier = _earlier(viewer, found, found.closed_at)
    sums = _sums(viewer, [found.id, *([earlier[0]] if earlier else [])])
    kinds = differences(sums.get(found.id, []), sums.get(earlier[0], []) if earlier else [])
    return StatementHead(
        sender=sender(),
        partner_name=found.partner,
        partner_address=(found.street, f"{found.postal_code} {found.city}"),
        intermediary_number=found.intermediary_number,
        number=found.number,
        month=found.month,
        currency=found.currency,
        closed_at=found.closed_at,
        total=found.total,
        line_count=found.line_count,
        kinds=tuple(KindTotal(each.kind, each.count, each.amount, each.amount_before) for each in kinds),
        earlier=Earlier(*earlier[1:]) if earlier else None,
    )


def output_lines(*, viewer: Viewer, number: str) -> Generator[OutputLine]:
    """Yield the lines of a closed statement in order, in constant memory; inside the viewer's transaction only.

    Close it when you stop early: it holds a cursor of the database.
    """
    lines = lines_of(viewer).filter(statement__number=number, is_closed=True).order_by("position")
    values = lines.values_list(
        "position",
        "policy_number",
        "kind",
        "booked_on",
        "basis",
        "rate",
        "amount",
        "contract__line_of_business",
        "corrects__statement__number",
        "corrects__position",
    )
    for row in values.iterator(chunk_size=CHUNK):
        yield _line(row)


def closed_numbers(*, viewer: Viewer, at_most: int) -> tuple[str, ...]:
    """Return the numbers of the viewer's newest closed statements; one query."""
    closed = statements_of(viewer).filter(state="closed").order_by("-closed_at", "-number")
    return tuple(closed.values_list("number", flat=True)[:at_most])


def closed_count(*, viewer: Viewer) -> int:
    """Return how many closed statements the viewer sees."""
    return statements_of(viewer).filter(state="closed").count()


def _line(row: tuple[Any, ...]) -> OutputLine:
    position, policy_number, kind, booked_on, basis, rate, amount, line_of_business, statement, corrected = (
        row
    )
    return OutputLine(
        position=position,
        policy_number=policy_number,
        kind=kind,
        booked_on=booked_on,
        basis=basis,
        rate=rate,
        amount=amount,
        line_of_business=line_of_business or NO_LINE_OF_BUSINESS,
        corrects_statement=statement or "",
        corrects_position=corrected,
    )


def _earlier(
    viewer: Viewer, found: StatementDetail, closed_at: datetime
) -> tuple[UUID, str, date, Decimal] | None:
    """Return the newest statement of an earlier month that was closed when this one was.

    What is closed later does not count: the same statement must explain itself the same way years later.
    """
    before = statements_of(viewer).filter(
        partner_id=found.partner_id,
        currency=found.currency,
        state="closed",
        month__lt=found.month,
        closed_at__lte=closed_at,
    )
    return before.order_by("-month", "-number").values_list("id", "number", "month", "total").first()


def _sums(viewer: Viewer, statement_ids: list[UUID]) -> dict[UUID, list[KindSum]]:
    lines = lines_of(viewer).filter(statement_id__in=statement_ids).values("statement_id", "kind")
    found: dict[UUID, list[KindSum]] = {}
    for row in lines.annotate(count=Count("id"), sum=Sum("amount")):
        found.setdefault(row["statement_id"], []).append(KindSum(row["kind"], row["count"], row["sum"]))
    return found

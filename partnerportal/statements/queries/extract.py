"""Read the book extract: every fact a commission depends on, contract by contract (§ 87c (2) HGB)."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from datetime import date
from itertools import islice
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from partnerportal.contracts.queries.concluded import ConcludedRow, contracts_of_period
from partnerportal.kernel.viewer import Viewer
from partnerportal.statements.models import StatementLine
from partnerportal.statements.outputs.extract.content import ExtractRow
from partnerportal.statements.queries.scope import lines_of, statements_of

CHUNK = 2000


def extract_rows(*, viewer: Viewer, since: date, until: date) -> Generator[ExtractRow]:
    """Yield the bookings from `since` to `until` by contract and day, then the contracts without one.

    A contract that began or ended in the period and has no booking in it is named as well: what was not settled is
    what an extract is asked for. Constant memory; inside the transaction of a partner who may see contracts too.
    Close it when you stop early: it holds a cursor of the database.
    """
    bookings = _bookings(viewer, since, until)
    yield from _booked(bookings)
    yield from _unbooked(viewer, bookings, since, until)


def booking_count(*, viewer: Viewer, since: date, until: date) -> int:
    """Return how many bookings the period holds."""
    return _bookings(viewer, since, until).count()


def _bookings(viewer: Viewer, since: date, until: date) -> QuerySet[StatementLine]:
    """Return the lines through their statements, which the index knows by partner; lines alone would all be read."""
    closed = statements_of(viewer).filter(partner_id=viewer.partner, state="closed")
    ids = list(closed.values_list("id", flat=True))
    return lines_of(viewer).filter(statement_id__in=ids, booked_on__range=(since, until))


def _booked(bookings: QuerySet[StatementLine]) -> Iterator[ExtractRow]:
    values = bookings.order_by("policy_number", "booked_on", "id").values_list(
        "policy_number",
        "contract__policyholder__first_name",
        "contract__policyholder__last_name",
        "contract__line_of_business",
        "contract__tariff",
        "contract__begins_on",
        "contract__ends_on",
        "booked_on",
        "kind",
        "statement__number",
        "position",
        "basis",
        "rate",
        "amount",
        "currency",
        "corrects__statement__number",
        "corrects__position",
    )
    for row in values.iterator(chunk_size=CHUNK):
        yield _row(row)


def _row(row: tuple[Any, ...]) -> ExtractRow:
    number, first_name, last_name, line_of_business, tariff, begins_on, ends_on = row[:7]
    booked_on, kind, statement, position, basis, rate, amount, currency, *corrects = row[7:]
    return ExtractRow(
        policy_number=number,
        holder=f"{first_name or ''} {last_name or ''}".strip(),
        line_of_business=line_of_business or "",
        tariff=tariff or "",
        begins_on=begins_on,
        ends_on=ends_on,
        booked_on=booked_on,
        kind=kind,
        statement=statement,
        position=position,
        basis=basis,
        rate=rate,
        amount=amount,
        currency=currency,
        corrects=f"{corrects[0]}/{corrects[1]}" if corrects[0] else "",
    )


def _unbooked(
    viewer: Viewer, bookings: QuerySet[StatementLine], since: date, until: date
) -> Iterator[ExtractRow]:
    contracts = contracts_of_period(viewer=viewer, since=since, until=until)
    while chunk := list(islice(contracts, CHUNK)):
        booked = _with_booking(bookings, [contract.id for contract in chunk])
        yield from (_without_booking(contract) for contract in chunk if contract.id not in booked)


def _with_booking(bookings: QuerySet[StatementLine], contract_ids: list[UUID]) -> set[UUID | None]:
    return set(bookings.filter(contract_id__in=contract_ids).values_list("contract_id", flat=True).distinct())


def _without_booking(contract: ConcludedRow) -> ExtractRow:
    return ExtractRow(
        policy_number=contract.policy_number,
        holder=contract.holder,
        line_of_business=contract.line_of_business,
        tariff=contract.tariff,
        begins_on=contract.begins_on,
        ends_on=contract.ends_on,
    )

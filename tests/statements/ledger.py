"""Fill the ledger of the tests: lines taken over as the import does it, statements closed as a clerk does it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from uuid import UUID

from partnerportal.database.context import acting_as
from partnerportal.kernel.viewer import WORKER, Viewer
from partnerportal.statements import queries, services
from partnerportal.statements.models import StatementLine
from partnerportal.statements.rules.amounts import booked_amount
from partnerportal.statements.services import IncomingLine, TakenOver
from tests.cast import NOW, House

OCTOBER = date(2026, 10, 1)
NOVEMBER = date(2026, 11, 1)
POLICY, ENDED_POLICY, FOREIGN_POLICY = "RK-2048-771-305", "RK-1987-402-116", "RK-3000-000-001"


def booking(
    policy: str = POLICY,
    kind: str = "renewal",
    basis: str = "840.00",
    rate: str = "4.5",
    day: date | None = None,
) -> IncomingLine:
    """Return one booking of a file, with the amount and sign of its kind."""
    size, per_cent = Decimal(basis), Decimal(rate)
    return IncomingLine(
        policy, kind, day or date(2026, 10, 15), size, per_cent, booked_amount(kind, size, per_cent)
    )


def take_over(partner: Viewer, lines: Sequence[IncomingLine], *, month: date = OCTOBER) -> TakenOver:
    """Take the lines over for a partner's firm, as the worker does."""
    with acting_as(WORKER):
        return services.take_over_lines(partner_id=partner.partner, month=month, lines=lines, now=NOW)


def close(clerk: Viewer, number: str) -> None:
    """Close a statement with the figures it shows."""
    with acting_as(clerk):
        found = queries.statement_for(viewer=clerk, number=number)
        assert found is not None
        services.close_statement(
            actor=clerk, number=number, seen_total=found.total, seen_count=found.line_count, now=NOW
        )


def closed_statement(
    house: House, partner: Viewer, lines: Sequence[IncomingLine] = (), *, month: date = OCTOBER
) -> str:
    """Return the number of a closed statement of a partner's firm."""
    policy = POLICY if partner.partner_id == house.lindner.partner_id else FOREIGN_POLICY
    number = take_over(partner, lines or [booking(policy)], month=month).number
    assert number is not None
    close(house.contract_clerk, number)
    return number


def line_id(number: str, position: int = 1) -> int:
    """Return the id of a line, as the schema's owner."""
    return StatementLine.objects.get(statement__number=number, position=position).id


def partner_id_of(viewer: Viewer) -> UUID:
    """Return the firm of a viewer."""
    return viewer.partner

"""Read one statement."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from partnerportal.kernel.viewer import Viewer
from partnerportal.statements.queries.months import sums_of
from partnerportal.statements.queries.scope import statements_of


@dataclass(frozen=True, slots=True)
class StatementDetail:
    """Hold a statement with its partner; `total` and `line_count` of an open one are those of this moment.

    `closed_by` names the clerk, and is filled for clerks only.
    """

    id: UUID
    number: str
    month: date
    state: str
    currency: str
    total: Decimal
    line_count: int
    opened_at: datetime
    closed_at: datetime | None
    partner_id: UUID
    partner: str = field(repr=False)
    intermediary_number: str = field(repr=False)
    street: str = field(repr=False)
    postal_code: str = field(repr=False)
    city: str = field(repr=False)
    closed_by: str = field(repr=False, default="")

    @property
    def is_closed(self) -> bool:
        """Say whether nothing changes any more."""
        return self.state == "closed"


_COLUMNS = (
    "id",
    "number",
    "month",
    "state",
    "currency",
    "total",
    "line_count",
    "opened_at",
    "closed_at",
    "partner_id",
    "partner__name",
    "partner__intermediary_number",
    "partner__street",
    "partner__postal_code",
    "partner__city",
    "closed_by__first_name",
    "closed_by__last_name",
)


def statement_for(*, viewer: Viewer, number: str) -> StatementDetail | None:
    """Return the statement; None for a foreign, an open (to a partner) and a missing one alike. Two queries at most."""
    row = statements_of(viewer).filter(number=number).values_list(*_COLUMNS, named=True).first()
    if row is None:
        return None
    total, line_count = row.total, row.line_count
    if row.state == "open":
        total, line_count = sums_of([row.id]).get(row.id, (total, line_count))
    clerk = f"{row.closed_by__first_name or ''} {row.closed_by__last_name or ''}".strip()
    return StatementDetail(
        id=row.id,
        number=row.number,
        month=row.month,
        state=row.state,
        currency=row.currency,
        total=total,
        line_count=line_count,
        opened_at=row.opened_at,
        closed_at=row.closed_at,
        partner_id=row.partner_id,
        partner=row.partner__name,
        intermediary_number=row.partner__intermediary_number,
        street=row.partner__street,
        postal_code=row.partner__postal_code,
        city=row.partner__city,
        closed_by=clerk if viewer.is_clerk else "",
    )

"""Take bookings of commission over into the ledger, month by month (statements.services)."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from partnerportal.exchange.rules.portfolio import LineRead
from partnerportal.statements.services import IncomingLine, take_over_lines

Place = tuple[UUID, date, str]


class Ledger:
    """Gather the bookings of a file by partner, month and currency; the ledger takes each month at once."""

    def __init__(self) -> None:
        self._months: dict[Place, list[IncomingLine]] = {}

    def add(self, line: LineRead, partner_id: UUID) -> None:
        """Take up one booking of a known firm."""
        incoming = IncomingLine(
            line.policy_number, line.kind, line.booked_on, line.basis, line.rate, line.amount
        )
        self._months.setdefault((partner_id, line.month, line.currency), []).append(incoming)

    def take_over(self, *, now: datetime, is_trial: bool) -> dict[str, int]:
        """Return how many bookings are new and how many the months hold already; a trial changes nothing.

        A closed month is never changed: what it lacks goes to a new open statement of that month.
        Raises: Refused (`statement.…`); then the whole file must be given up.
        """
        created = unchanged = 0
        for (partner_id, month, currency), lines in sorted(self._months.items()):
            taken = take_over_lines(
                partner_id=partner_id, month=month, lines=lines, now=now, currency=currency, is_trial=is_trial
            )
            created, unchanged = created + taken.added, unchanged + taken.known
        return {"created": created, "updated": 0, "unchanged": unchanged}

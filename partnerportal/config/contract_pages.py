"""Bring together what the pages of contracts show of claims, documents and statements, floors above them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from partnerportal.claims.queries import contracts_with_open_claim, documents_of_contract, rows_of_contract
from partnerportal.contracts.views.above import Above
from partnerportal.kernel.viewer import Viewer
from partnerportal.statements.queries import lines_of_contract
from partnerportal.statements.rules.amounts import KINDS

BOOKINGS = 6


@dataclass(frozen=True, slots=True)
class Booking:
    """Hold a statement's line as the page of its contract shows it; `kind` is the German word."""

    number: str
    position: int
    kind: str
    booked_on: date
    amount: Decimal
    currency: str


def bookings_of_contract(*, viewer: Viewer, contract_id: UUID) -> tuple[Booking, ...]:
    """Return the newest bookings of the contract; none, and no query, without sight of statements."""
    if not viewer.may_see_statements:
        return ()
    lines = lines_of_contract(viewer=viewer, contract_id=contract_id, limit=BOOKINGS)
    return tuple(
        Booking(row.number, row.position, KINDS[row.kind], row.booked_on, row.amount, row.currency)
        for row in lines
    )


ABOVE_CONTRACTS = Above(
    claims_of=rows_of_contract,
    documents_of=documents_of_contract,
    lines_of=bookings_of_contract,
    open_claims=contracts_with_open_claim,
)

"""Say what a book extract holds: the facts a commission depends on, one row for each booking."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from partnerportal.statements.outputs.content import Sender


@dataclass(frozen=True, slots=True)
class ExtractRow:
    """Be one booking with its contract; without `booked_on` a contract that nothing was booked for in the period.

    `rate` is per cent; `corrects` names an earlier booking like "AB-2026-09-4711/12". What belongs to the contract is
    empty where the contract is no longer kept.
    """

    policy_number: str
    holder: str = field(repr=False)
    line_of_business: str
    tariff: str
    begins_on: date | None
    ends_on: date | None
    booked_on: date | None = None
    kind: str = ""
    statement: str = ""
    position: int | None = None
    basis: Decimal | None = None
    rate: Decimal | None = None
    amount: Decimal | None = None
    currency: str = ""
    corrects: str = ""


@dataclass(frozen=True, slots=True)
class ExtractHead:
    """Say whose extract it is, over which days, both included, and when it was made."""

    sender: Sender
    partner_name: str
    since: date
    until: date
    made_at: datetime

"""What the ledger can name in the matrix: statements with their lines, and threads about them."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID, uuid4

from partnerportal.database.context import acting_as
from partnerportal.kernel.viewer import Viewer
from partnerportal.messages.models import Thread
from partnerportal.messages.services import reply
from partnerportal.statements.services import add_correction, report_discrepancy
from tests.cast import NOW, House
from tests.statements.ledger import (
    ENDED_POLICY,
    NOVEMBER,
    OCTOBER,
    booking,
    close,
    closed_statement,
    line_id,
    take_over,
)

NOBODY: frozenset[str] = frozenset()
CLERK = "contract_clerk"
Row = tuple[str, dict[str, object], frozenset[str]]
MixedRow = tuple[str, dict[str, object], frozenset[str], bool]
SEPTEMBER = date(2026, 9, 1)


def statement_things(house: House) -> dict[str, list[Row | MixedRow]]:
    """Return closed statements of both firms and an open one, each with its first line, and a thread of each firm."""
    closed_statement(house, house.lindner, [booking(ENDED_POLICY)], month=SEPTEMBER)
    own = closed_statement(house, house.lindner, [booking(), booking(kind="initial")], month=OCTOBER)
    foreign = closed_statement(house, house.petersen, month=OCTOBER)
    still_open = take_over(house.lindner, [booking()], month=NOVEMBER).number
    threads = {name: thread_of(house, viewer, number) for name, viewer, number in (
        ("lindner", house.lindner, own), ("petersen", house.petersen, foreign)
    )}  # fmt: skip
    return {
        "statement": [
            ("own", _first_line(own), frozenset({"lindner", CLERK})),
            ("foreign", _first_line(foreign), frozenset({"petersen", CLERK})),
            ("still open", _first_line(still_open), frozenset({CLERK})),
            ("own without that line", {**_first_line(own), "position": 99, "form_key": "doc"}, NOBODY, True),
            ("unknown", _first_line("AB-2026-10-9999"), NOBODY),
        ],
        "thread": [
            *(
                (f"{name}'s", {"thread_id": thread_id}, frozenset({name, CLERK}))
                for name, thread_id in threads.items()
            ),
            ("unknown", {"thread_id": uuid4()}, NOBODY),
        ],
    }


def thread_of(house: House, partner: Viewer, number: str) -> UUID:
    """Return a thread about the first line of a closed statement, answered by the department."""
    with acting_as(partner):
        thread_id = report_discrepancy(actor=partner, line_id=line_id(number), text="Warum?", now=NOW)
    with acting_as(house.contract_clerk):
        reply(actor=house.contract_clerk, thread_id=thread_id, text="Darum.", now=NOW)
    return thread_id


def grow_statements(house: House, more: int) -> None:
    """Add earlier statements with lines of the same contract, corrections, threads and messages."""
    own = "AB-2026-10-0001"
    shown = list(Thread.objects.filter(partner_id=house.lindner.partner).values_list("id", flat=True))
    for number in range(more):
        month = date(2025, 1 + number % 12, 1)
        closed_statement(house, house.lindner, [booking(basis=f"{number + 1}.00", day=month)], month=month)
        thread_of(house, house.lindner, own)
    for number in range(more):
        with acting_as(house.contract_clerk):
            now = NOW + timedelta(minutes=number)
            for thread_id in shown:
                reply(actor=house.contract_clerk, thread_id=thread_id, text="Noch etwas.", now=now)
            add_correction(
                actor=house.contract_clerk, line_id=line_id(own), right_amount=Decimal(number), now=NOW
            )
    close(house.contract_clerk, "AB-2026-11-0001")


def _first_line(number: str | None) -> dict[str, object]:
    return {"statement_number": number, "position": 1, "form_key": "csv"}

"""The lines of a file come into the month's statement once, whoever sends them how often."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from partnerportal.database.context import acting_as
from partnerportal.kernel.errors import Refused
from partnerportal.kernel.viewer import WORKER
from partnerportal.statements.models import Statement, StatementLine
from partnerportal.statements.services import IncomingLine, take_over_lines
from tests.cast import NOW, House
from tests.statements.ledger import (
    ENDED_POLICY,
    FOREIGN_POLICY,
    OCTOBER,
    booking,
    closed_statement,
    take_over,
)

pytestmark = pytest.mark.django_db


def test_the_lines_of_a_file_open_the_statement_of_their_month(house: House) -> None:
    taken = take_over(house.lindner, [booking(), booking(ENDED_POLICY, "clawback")])

    assert (taken.added, taken.known, taken.number) == (2, 0, "AB-2026-10-0001")
    first, second = StatementLine.objects.order_by("position")
    assert (first.position, first.contract_id, first.amount) == (1, house.contract.id, Decimal("37.80"))
    assert (second.position, second.contract_id, second.amount) == (
        2,
        house.ended_contract.id,
        Decimal("-37.80"),
    )


def test_the_same_file_again_adds_nothing(house: House) -> None:
    lines = [booking(), booking(), booking(kind="initial")]
    take_over(house.lindner, lines)

    again = take_over(house.lindner, lines)

    assert (again.added, again.known, again.number) == (0, 3, "AB-2026-10-0001")
    assert StatementLine.objects.count() == 3


def test_two_equal_bookings_of_a_file_are_two(house: House) -> None:
    take_over(house.lindner, [booking()])

    again = take_over(house.lindner, [booking(), booking()])

    assert (again.added, again.known) == (1, 1)


def test_the_same_file_after_closing_opens_nothing(house: House) -> None:
    closed_statement(house, house.lindner, [booking()])

    again = take_over(house.lindner, [booking()])

    assert (again.added, again.number) == (0, None)
    assert Statement.objects.count() == 1


def test_what_comes_late_for_a_closed_month_makes_a_statement_with_only_that(house: House) -> None:
    closed_statement(house, house.lindner, [booking()])

    late = take_over(house.lindner, [booking(), booking(kind="initial")])

    assert (late.added, late.number) == (1, "AB-2026-10-0002")
    assert StatementLine.objects.get(statement__number="AB-2026-10-0002").kind == "initial"


def test_a_trial_counts_and_changes_nothing(house: House) -> None:
    with acting_as(WORKER):
        trial = take_over_lines(
            partner_id=house.lindner.partner, month=OCTOBER, lines=[booking()], now=NOW, is_trial=True
        )

    assert (trial.added, trial.number) == (1, None)
    assert not Statement.objects.exists()


def test_a_correction_of_a_file_is_tied_to_the_newest_booking_of_its_contract(house: House) -> None:
    closed_statement(house, house.lindner, [booking(), booking(kind="initial", day=date(2026, 10, 2))])
    correction = IncomingLine(
        booking().policy_number, "correction", date(2026, 11, 3), Decimal(10), Decimal(100), Decimal(-10)
    )

    take_over(house.lindner, [correction], month=date(2026, 11, 1))

    assert StatementLine.objects.get(kind="correction").corrects.kind == "renewal"


def test_a_correction_may_be_about_a_booking_of_the_same_file(house: House) -> None:
    correction = IncomingLine(
        booking().policy_number, "correction", date(2026, 10, 20), Decimal(10), Decimal(100), Decimal(-10)
    )

    take_over(house.lindner, [correction, booking()])

    assert StatementLine.objects.get(kind="correction").corrects.kind == "renewal"


def test_a_correction_without_its_booking_is_refused(house: House) -> None:
    correction = IncomingLine(
        "RK-0000-000-000", "correction", date(2026, 10, 20), Decimal(10), Decimal(100), Decimal(-10)
    )

    with pytest.raises(Refused, match=r"statement\.correction_without_line"):
        take_over(house.lindner, [correction])

    assert not Statement.objects.exists()


def test_a_line_of_a_contract_of_another_firm_keeps_the_number_only(house: House) -> None:
    take_over(house.lindner, [booking(FOREIGN_POLICY)])

    line = StatementLine.objects.get()
    assert (line.policy_number, line.contract_id) == (FOREIGN_POLICY, None)

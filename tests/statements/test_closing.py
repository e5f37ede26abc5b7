"""A closed statement stays as it is, whoever tries; what was wrong is put right by a booking of its own."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError

from partnerportal.database.context import acting_as
from partnerportal.kernel.errors import Refused
from partnerportal.kernel.viewer import Viewer
from partnerportal.routing.models import Delivery
from partnerportal.statements import queries, services
from partnerportal.statements.models import Statement, StatementLine
from tests.cast import NOW, House
from tests.statements.ledger import NOVEMBER, OCTOBER, booking, close, closed_statement, line_id, take_over

pytestmark = pytest.mark.django_db

D = Decimal
OF_STATEMENT = "statement_id = (SELECT id FROM statements_statement WHERE number = %s)"


@pytest.fixture
def closed(house: House) -> str:
    """Return the number of a closed statement of Lindner & Voss with two lines."""
    return closed_statement(house, house.lindner, [booking(), booking(kind="clawback", basis="100.00")])


def correct(house: House, line: int, right: str) -> str:
    clerk = house.contract_clerk
    with acting_as(clerk):
        return services.add_correction(actor=clerk, line_id=line, right_amount=D(right), now=NOW)


def refused_by_database(statement: str, values: list[object]) -> str:
    with pytest.raises(DatabaseError) as error, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)
    return str(error.value)


def test_closing_fixes_total_and_count(house: House, closed: str) -> None:
    found = Statement.objects.get(number=closed)

    assert (found.state, found.total, found.line_count) == ("closed", D("33.30"), 2)
    assert (found.closed_at, found.closed_by_id) == (NOW, house.contract_clerk.account_id)
    assert not StatementLine.objects.filter(statement=found, is_closed=False).exists()


def test_everyone_of_the_firm_who_sees_statements_is_told_and_nobody_else(house: House, closed: str) -> None:
    told = Delivery.objects.filter(occasion="statement.closed")

    assert list(told.values_list("account_id", "claim_id", "department_id")) == [
        (house.lindner.account_id, None, None)
    ]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE statements_statement SET total = 0 WHERE number = %s",
        "UPDATE statements_statement SET state = 'open', closed_at = NULL WHERE number = %s",
        "UPDATE statements_statement SET closed_by_id = %s::uuid",
        "DELETE FROM statements_statement WHERE number = %s",
        f"UPDATE statements_statementline SET amount = 0 WHERE {OF_STATEMENT}",
        f"DELETE FROM statements_statementline WHERE {OF_STATEMENT}",
    ],
)
def test_not_even_the_owner_of_the_schema_changes_a_closed_statement(
    house: House, closed: str, statement: str
) -> None:
    value = house.clerk.account_id if "closed_by_id" in statement else closed

    assert "closed statement never changes" in refused_by_database(statement, [value])


def test_not_even_the_owner_of_the_schema_adds_a_line_to_it(house: House, closed: str) -> None:
    again = """
        INSERT INTO statements_statementline (partner_id, statement_id, position, policy_number, kind, booked_on,
                                              basis, rate, amount, currency, is_closed)
        SELECT partner_id, statement_id, 99, policy_number, kind, booked_on, basis, rate, amount, currency, %s
          FROM statements_statementline LIMIT 1
    """

    for is_closed in (False, True):
        assert "takes no more lines" in refused_by_database(again, [is_closed])


def test_a_statement_is_not_closed_with_another_total_than_its_lines_have(house: House) -> None:
    take_over(house.lindner, [booking()])
    wrong = "UPDATE statements_statement SET state = 'closed', closed_at = %s, total = 1, line_count = 1"
    StatementLine.objects.update(is_closed=True)

    assert "those of its lines" in refused_by_database(wrong, [NOW])


def test_the_trace_of_a_removed_clerk_may_go(house: House, closed: str) -> None:
    Statement.objects.update(closed_by=None)

    assert Statement.objects.get(number=closed).total == D("33.30")


def test_closing_twice_changes_nothing(house: House, closed: str) -> None:
    close(house.contract_clerk, closed)

    assert Delivery.objects.filter(occasion="statement.closed").count() == 1


def test_lines_that_came_in_after_the_check_stop_the_closing(house: House) -> None:
    number = take_over(house.lindner, [booking()]).number
    take_over(house.lindner, [booking(), booking(kind="initial")])

    with acting_as(house.contract_clerk), pytest.raises(Refused, match=r"statement\.changed"):
        services.close_statement(
            actor=house.contract_clerk, number=number or "", seen_total=D("37.80"), seen_count=1, now=NOW
        )


def test_an_empty_statement_is_not_closed(house: House) -> None:
    clerk = house.contract_clerk
    with acting_as(clerk):
        number = services.open_statement(
            actor=clerk, partner_id=house.lindner.partner, month=OCTOBER, now=NOW
        )

    with acting_as(clerk), pytest.raises(Refused, match=r"statement\.empty"):
        services.close_statement(actor=clerk, number=number, seen_total=D(0), seen_count=0, now=NOW)


def test_a_correction_stands_in_the_open_statement_of_the_current_month(house: House, closed: str) -> None:
    number = correct(house, line_id(closed, 2), "0")

    correction = StatementLine.objects.get(statement__number=number)
    assert number == "AB-2026-11-0001"
    assert (correction.kind, correction.amount, correction.basis, correction.rate) == (
        "correction",
        D("4.50"),
        D("4.50"),
        D(100),
    )
    assert correction.corrects_id == line_id(closed, 2)
    assert correction.booked_on == date(2026, 11, 24)


def test_a_correction_of_an_open_line_stands_beside_it(house: House) -> None:
    number = take_over(house.lindner, [booking()]).number or ""

    assert correct(house, line_id(number), "40") == number


def test_a_correction_is_not_corrected_but_its_booking_again(house: House, closed: str) -> None:
    number = correct(house, line_id(closed), "40")
    with pytest.raises(Refused, match="is_correction"):
        correct(house, line_id(number), "1")

    correct(house, line_id(closed), "37.80")

    corrections = StatementLine.objects.filter(kind="correction").order_by("id")
    assert list(corrections.values_list("amount", flat=True)) == [D("2.20"), D("-2.20")]


def test_the_partner_sees_a_correction_once_its_statement_is_closed(house: House, closed: str) -> None:
    number = correct(house, line_id(closed), "40")

    def seen() -> list[Decimal]:
        with acting_as(house.lindner):
            rows = queries.corrections_of(viewer=house.lindner, line_id=line_id(closed))
            return [row.amount for row in rows]

    assert seen() == []
    close(house.contract_clerk, number)
    assert seen() == [D("2.20")]


@pytest.mark.parametrize("who", ["lindner", "voss", "clerk", "officer", "administrator"])
def test_nobody_else_opens_corrects_or_closes(house: House, closed: str, who: str) -> None:
    actor: Viewer = getattr(house, who)
    with acting_as(actor):
        for attempt in (
            lambda: services.open_statement(
                actor=actor, partner_id=house.lindner.partner, month=NOVEMBER, now=NOW
            ),
            lambda: services.add_correction(actor=actor, line_id=1, right_amount=D(1), now=NOW),
            lambda: services.close_statement(
                actor=actor, number=closed, seen_total=D(1), seen_count=1, now=NOW
            ),
        ):
            with pytest.raises(services.UnknownStatement):
                attempt()

"""Who sees a statement: its firm's people with the right once it is closed, and the department that settles it."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import pytest
from django.db import connection
from django.db.utils import DatabaseError

from partnerportal.database.context import acting_as
from partnerportal.kernel.viewer import GATE, WORKER, Viewer
from partnerportal.partners.models import Partner
from partnerportal.statements import queries
from partnerportal.statements.models import Statement, StatementLine
from partnerportal.statements.queries.recipients import accounts_with_statements
from tests.cast import AccountMaker, House
from tests.statements.ledger import NOVEMBER, OCTOBER, booking, closed_statement, take_over

pytestmark = pytest.mark.django_db


@pytest.fixture
def numbers(house: House) -> dict[str, str]:
    """Return statements: a closed and an open one of Lindner & Voss, a closed one of Petersen."""
    closed = closed_statement(house, house.lindner)
    foreign = closed_statement(house, house.petersen)
    open_ = take_over(house.lindner, [booking()], month=NOVEMBER).number or ""
    return {"closed": closed, "foreign": foreign, "open": open_}


def shown(viewer: Viewer, numbers: dict[str, str]) -> set[str]:
    """Return which statements a viewer sees, by every query."""
    with acting_as(viewer):
        listed = {row.number for row in queries.statement_months(viewer=viewer).rows}
        opened = {
            number for number in numbers.values() if queries.statement_for(viewer=viewer, number=number)
        }
        lines = {
            number
            for number in numbers.values()
            if queries.line_for(viewer=viewer, number=number, position=1)
        }
    assert listed == opened == lines
    return {name for name, number in numbers.items() if number in listed}


def rows_in_database(viewer: Viewer) -> tuple[int, int]:
    """Return what the tables themselves show the viewer, past the queries."""
    with acting_as(viewer):
        return Statement.objects.count(), StatementLine.objects.count()


def test_each_sees_what_is_theirs(house: House, numbers: dict[str, str]) -> None:
    assert shown(house.lindner, numbers) == {"closed"}
    assert shown(house.petersen, numbers) == {"foreign"}
    assert shown(house.contract_clerk, numbers) == {"closed", "foreign", "open"}


@pytest.mark.parametrize("who", ["voss", "clerk", "officer", "administrator"])
def test_without_the_right_there_is_nothing_by_query_or_in_the_tables(
    house: House, numbers: dict[str, str], who: str
) -> None:
    viewer: Viewer = getattr(house, who)
    closed = statement_id(numbers["closed"])

    assert shown(viewer, numbers) == set()
    assert rows_in_database(viewer) == (0, 0)
    with acting_as(viewer):
        assert queries.month_figures(viewer=viewer) == ()
        assert queries.lines_of_contract(viewer=viewer, contract_id=house.contract.id) == ()
        assert list(queries.all_lines(viewer=viewer, statement_id=closed)) == []
        assert queries.statement_counts(viewer=viewer) == {"open": 0, "closed": 0}


@pytest.mark.parametrize("viewer", [WORKER, GATE])
def test_the_machinery_reads_no_commission(house: House, numbers: dict[str, str], viewer: Viewer) -> None:
    assert rows_in_database(viewer) == (0, 0)


def test_the_tables_hide_open_and_foreign_rows_from_the_owner_of_a_firm(
    house: House, numbers: dict[str, str]
) -> None:
    assert rows_in_database(house.lindner) == (1, 1)


INSERT_STATEMENT = """
INSERT INTO statements_statement (id, partner_id, number, month, state, currency, total, line_count, opened_at)
VALUES (gen_random_uuid(), %s, 'AB-2026-10-0009', '2026-10-01', 'open', 'EUR', 0, 0, now())
"""
TAKE_OVER = """
SELECT portal_take_over_lines(%s, '2026-10-01', 'EUR', now(), false, '{}', '{}', '{}', '{}', '{}', '{}', '{}')
"""


@pytest.mark.parametrize("statement", [INSERT_STATEMENT, TAKE_OVER])
def test_a_partner_writes_nothing_into_the_ledger(house: House, statement: str) -> None:
    lindner = house.lindner
    with pytest.raises(DatabaseError), acting_as(lindner), connection.cursor() as cursor:
        cursor.execute(statement, [lindner.partner_id])


def test_a_partner_changes_no_line(house: House, numbers: dict[str, str]) -> None:
    with acting_as(house.lindner):
        assert StatementLine.objects.update(amount=999) == 0
        assert Statement.objects.update(total=999) == 0


def test_only_the_settling_department_learns_whom_to_tell(house: House) -> None:
    def told(viewer: Viewer) -> list[object]:
        with acting_as(viewer), connection.cursor() as cursor:
            cursor.execute("SELECT * FROM portal_accounts_with_statements(%s)", [house.lindner.partner_id])
            return [row[0] for row in cursor.fetchall()]

    assert told(house.contract_clerk) == [house.lindner.account_id]
    assert [told(viewer) for viewer in (house.clerk, house.voss, house.lindner)] == [[], [], []]
    with acting_as(house.clerk):
        assert accounts_with_statements(viewer=house.clerk, partner_id=house.lindner.partner) == ()


def test_who_sees_statements_but_no_contracts_sees_the_number_and_no_name(
    house: House, make_bookkeeper: Callable[[], Viewer]
) -> None:
    number = closed_statement(house, house.lindner)
    bookkeeper = make_bookkeeper()

    with acting_as(bookkeeper):
        line = queries.line_for(viewer=bookkeeper, number=number, position=1)
    assert line is not None
    assert (line.policy_number, line.holder, line.line_of_business) == ("RK-2048-771-305", "", "")


def test_a_page_of_lines_goes_on_behind_the_last_one(house: House) -> None:
    number = closed_statement(house, house.lindner, [booking(basis=f"{n}.00") for n in range(1, 8)])

    lindner, statement = house.lindner, statement_id(number)
    with acting_as(lindner):
        first = queries.lines_page(viewer=lindner, statement_id=statement, limit=5)
        rest = queries.lines_page(
            viewer=lindner, statement_id=statement, after=first.next_after or 0, limit=5
        )
        whole = list(queries.all_lines(viewer=lindner, statement_id=statement))
    assert [row.position for row in (*first.rows, *rest.rows)] == list(range(1, 8))
    assert rest.next_after is None
    assert [row.id for row in whole] == [row.id for row in (*first.rows, *rest.rows)]


def test_the_difference_to_the_month_before_is_explained_by_kind_and_contract(house: House) -> None:
    closed_statement(house, house.lindner, [booking()])
    later = [booking(), booking(kind="initial", basis="100.00"), booking("RK-1987-402-116", "clawback")]
    closed_statement(house, house.lindner, later, month=NOVEMBER)

    with acting_as(house.lindner):
        found = queries.comparison_for(
            viewer=house.lindner, partner_id=house.lindner.partner, month=NOVEMBER, currency="EUR"
        )
        first = queries.comparison_for(
            viewer=house.lindner, partner_id=house.lindner.partner, month=OCTOBER, currency="EUR"
        )
    assert first is None
    assert found is not None
    changes = {kind.kind: f"{kind.change:f}" for kind in found.kinds}
    assert changes == {"initial": "4.50", "renewal": "0.00", "clawback": "-37.80"}
    assert sum(kind.change for kind in found.kinds) == found.change
    assert [(c.policy_number, f"{c.change:f}") for c in found.contracts] == [
        ("RK-1987-402-116", "-37.80"),
        ("RK-2048-771-305", "4.50"),
    ]


def statement_id(number: str) -> UUID:
    return Statement.objects.get(number=number).id


@pytest.fixture
def make_bookkeeper(house: House) -> Callable[[], Viewer]:
    partner = Partner.objects.get(id=house.lindner.partner)
    return lambda: AccountMaker("!")(
        "buch@lindner-voss.example", "Bea", "Buch", "staff", partner=partner, may_see_statements=True
    )

"""Other software reads closed statements with the right to see them; without it, it learns nothing of them."""

from __future__ import annotations

from datetime import date

import pytest

from partnerportal.accounts.rules.directory import Rights
from partnerportal.accounts.services.directory import change_rights
from partnerportal.database.context import acting_as
from tests.api.software import Software
from tests.cast import NOW, House
from tests.statements.ledger import booking, closed_statement, take_over

pytestmark = pytest.mark.django_db

SEPTEMBER = date(2026, 9, 1)


def test_closed_statements_are_listed_the_newest_month_first(house: House) -> None:
    september = closed_statement(house, house.lindner, month=SEPTEMBER)
    october = closed_statement(house, house.lindner)
    closed_statement(house, house.petersen)
    take_over(house.lindner, [booking()], month=date(2026, 11, 1))
    software = Software(house.lindner)

    first = software.get("statements?limit=1").json()
    second = software.get(f"statements?limit=1&cursor={first['next']}").json()

    assert [page["items"][0]["number"] for page in (first, second)] == [october, september]
    assert second["next"] is None
    assert first["items"][0]["total"] == "37.80"


def test_a_statement_comes_with_its_lines_page_by_page(house: House) -> None:
    number = closed_statement(house, house.lindner, [booking(), booking(kind="initial", basis="100.00")])
    software = Software(house.lindner)

    first = software.get(f"statements/{number}?limit=1").json()
    second = software.get(f"statements/{number}?limit=1&cursor={first['next']}").json()

    assert (first["line_count"], first["total"]) == (2, "42.30")
    assert [page["lines"][0]["kind"] for page in (first, second)] == ["renewal", "initial"]
    assert first["lines"][0]["rate"] == "4.5000"
    assert first["lines"][0]["contract_id"] == str(house.contract.id)
    assert second["next"] is None


def test_an_open_and_a_foreign_statement_are_like_none(house: House) -> None:
    is_open = take_over(house.lindner, [booking()]).number
    foreign = closed_statement(house, house.petersen)
    software = Software(house.lindner)

    answers = [
        software.get(f"statements/{number}") for number in (is_open, foreign, "AB-2026-01-0001", "%00")
    ]

    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1


def test_staff_without_the_right_learn_nothing_of_statements(house: House) -> None:
    number = closed_statement(house, house.lindner)
    software = Software(house.voss)

    answers = {path: software.get(path) for path in ("statements", f"statements/{number}", "statements/x")}

    assert {answer.status_code for answer in answers.values()} == {403}
    assert len({answer.content for answer in answers.values()}) == 1
    assert software.get("documents?status=all").json()["items"] == []
    for path in (f"documents/statement-{number}", "documents/statement-AB-2026-01-0001"):
        assert software.get(path).status_code == 404
        assert software.put(f"{path}/acknowledgement").status_code == 404


def test_a_right_taken_away_closes_the_same_token(house: House) -> None:
    number = closed_statement(house, house.lindner)
    rights = Rights(statements=True, contracts=True)
    with acting_as(house.lindner):
        change_rights(actor=house.lindner, account_id=house.voss.account, rights=rights, now=NOW)
    viewer = house.voss.__class__(
        **{field: getattr(house.voss, field) for field in house.voss.__slots__}
        | {"may_see_statements": True, "may_see_claims": False}
    )
    software = Software(viewer)
    assert software.get(f"statements/{number}").status_code == 200

    with acting_as(house.lindner):
        change_rights(
            actor=house.lindner, account_id=house.voss.account, rights=Rights(contracts=True), now=NOW
        )

    assert software.get(f"statements/{number}").status_code == 403
    assert software.get("contracts").status_code == 200

"""The pages of the department: what is open, a correction, closing in two steps."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client

from partnerportal.kernel.viewer import Viewer
from partnerportal.statements.models import Statement, StatementLine
from tests.cast import House
from tests.statements.ledger import booking, closed_statement, take_over

pytestmark = pytest.mark.django_db

SignIn = Callable[[Viewer], Client]


@pytest.fixture
def number(house: House) -> str:
    """Return the number of an open statement of Lindner & Voss."""
    lines = [booking(), booking("RK-0000-000-000", basis="100.00")]
    return take_over(house.lindner, lines).number or ""


def test_the_department_lists_the_statements_of_all_partners_by_state(
    house: House, sign_in: SignIn, number: str
) -> None:
    closed = closed_statement(house, house.petersen)
    client = sign_in(house.contract_clerk)

    pages = {
        shown: client.get(f"/abrechnungen?zeige={shown}").content.decode()
        for shown in ("offen", "abgeschlossen", "alle")
    }

    assert {shown: (number in page, closed in page) for shown, page in pages.items()} == {
        "offen": (True, False),
        "abgeschlossen": (False, True),
        "alle": (True, True),
    }
    assert "42,30\u00a0€" in pages["offen"]


def test_closing_shows_the_figures_first_and_then_closes(house: House, sign_in: SignIn, number: str) -> None:
    client = sign_in(house.contract_clerk)

    check = client.get(f"/abrechnungen/{number}/abschliessen").content.decode()
    assert "42,30\u00a0€" in check
    assert "1 Posten gehört zu keinem Vertrag hier" in check
    assert Statement.objects.get(number=number).state == "open"

    answer = client.post(f"/abrechnungen/{number}/abschliessen", {"total": "42.30", "count": "2"})
    assert answer.headers["Location"] == f"/abrechnungen/{number}"
    assert Statement.objects.get(number=number).state == "closed"


def test_other_figures_than_those_seen_stop_the_closing(house: House, sign_in: SignIn, number: str) -> None:
    answer = sign_in(house.contract_clerk).post(
        f"/abrechnungen/{number}/abschliessen", {"total": "42.30", "count": "1"}
    )

    assert answer.status_code == 409
    assert "Inzwischen sind Posten hinzugekommen." in answer.content.decode()
    assert Statement.objects.get(number=number).state == "open"


def test_closing_asks_again_who_is_there(house: House, sign_in: SignIn, number: str) -> None:
    client = sign_in(house.contract_clerk)
    session = client.session
    proofs = session["account_authentication_methods"]
    session["account_authentication_methods"] = [
        {**proof, "at": proof["at"] - timedelta(minutes=6).total_seconds()} for proof in proofs
    ]
    session.save()

    answer = client.post(f"/abrechnungen/{number}/abschliessen", {"total": "42.30", "count": "2"})

    assert answer.headers["Location"].startswith("/konto/bestaetigen?next=")
    assert Statement.objects.get(number=number).state == "open"


@pytest.mark.parametrize(("typed", "amount"), [("40", "2.20"), ("0", "-37.80"), ("−10,00", "-47.80")])
def test_a_correction_takes_the_right_amount(
    house: House, sign_in: SignIn, number: str, typed: str, amount: str
) -> None:
    answer = sign_in(house.contract_clerk).post(
        f"/abrechnungen/{number}/posten/1/korrektur", {"right_amount": typed}
    )

    assert answer.status_code == 302
    assert f"{StatementLine.objects.get(kind='correction').amount:f}" == amount


@pytest.mark.parametrize("typed", ["", "viel", "37,80"])
def test_an_amount_that_corrects_nothing_is_refused(
    house: House, sign_in: SignIn, number: str, typed: str
) -> None:
    answer = sign_in(house.contract_clerk).post(
        f"/abrechnungen/{number}/posten/1/korrektur", {"right_amount": typed}
    )

    assert answer.status_code == 422
    assert not StatementLine.objects.filter(kind="correction").exists()


def test_a_line_off_basis_times_rate_is_pointed_at(house: House, sign_in: SignIn) -> None:
    number = take_over(house.lindner, [replace(booking(), amount=Decimal("38.00"))]).number

    page = sign_in(house.contract_clerk).get(f"/abrechnungen/{number}/abschliessen").content.decode()

    assert "1 Posten weicht von Grundlage mal Satz ab" in page


def test_clerks_of_other_departments_are_not_let_in(house: House, sign_in: SignIn, number: str) -> None:
    client = sign_in(house.clerk)

    for path in ("/abrechnungen", f"/abrechnungen/{number}", f"/abrechnungen/{number}/abschliessen"):
        assert client.get(path).status_code == 403

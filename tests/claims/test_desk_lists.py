"""Inbox and own cases: whose, in which order, with which figures."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from partnerportal.claims.models import Claim
from partnerportal.claims.queries.desk import Shown, cases_page, inbox_page
from partnerportal.claims.services import case
from partnerportal.database.context import acting_as
from partnerportal.kernel.viewer import Viewer
from tests.cast import NOW, House
from tests.claims.desk_claims import sent_claims

SignIn = Callable[[Viewer], Client]


@pytest.fixture
def claims(house: House) -> list[Claim]:
    """Return four sent claims, the oldest first."""
    return sent_claims(house, 4)


def numbers(viewer: Viewer, shown: Shown = Shown.OPEN, **values: object) -> list[str]:
    with acting_as(viewer):
        return [row.number for row in inbox_page(viewer=viewer, shown=shown, **values).rows]  # type: ignore[arg-type]


def take(actor: Viewer, claim: Claim) -> None:
    with acting_as(actor):
        case.take_claim(actor=actor, claim_id=claim.id, now=NOW)


def test_the_oldest_claim_stands_first(house: House, claims: list[Claim]) -> None:
    assert numbers(house.clerk) == [claim.number for claim in claims]


def test_another_department_and_the_partners_see_no_inbox(house: House, claims: list[Claim]) -> None:
    for viewer in (house.contract_clerk, house.lindner, house.officer, house.administrator):
        assert numbers(viewer) == []


def test_the_inbox_can_be_narrowed(house: House, claims: list[Claim]) -> None:
    take(house.clerk, claims[1])
    take(house.second_clerk, claims[2])
    with acting_as(house.second_clerk):
        case.ask_question(actor=house.second_clerk, claim_id=claims[2].id, text="Wann?", now=NOW)
    assert numbers(house.clerk, Shown.FREE) == [claims[0].number, claims[3].number]
    assert numbers(house.clerk, Shown.MINE) == [claims[1].number]
    assert numbers(house.clerk, Shown.QUESTION) == [claims[2].number]
    with acting_as(house.clerk):
        page = inbox_page(viewer=house.clerk, shown=Shown.OPEN)
    assert page.counts == {Shown.OPEN: 4, Shown.FREE: 2, Shown.QUESTION: 1, Shown.MINE: 1}
    assert [row.clerk for row in page.rows] == [None, "Dilara Aydın", "Robert Krause", None]


def test_pages_follow_each_other_without_gap_or_repetition(house: House, claims: list[Claim]) -> None:
    with acting_as(house.clerk):
        first = inbox_page(viewer=house.clerk, shown=Shown.OPEN, limit=3)
        second = inbox_page(viewer=house.clerk, shown=Shown.OPEN, limit=3, after=first.next_after)
    assert [row.number for row in (*first.rows, *second.rows)] == [claim.number for claim in claims]
    assert second.next_after is None


def test_a_place_that_left_the_list_begins_it_anew(house: House, claims: list[Claim]) -> None:
    assert numbers(house.clerk, after="EA-2026-999999-0") == [claim.number for claim in claims]


def test_a_row_says_how_long_it_waits_and_until_when(house: House, claims: list[Claim]) -> None:
    with acting_as(house.clerk):
        row = inbox_page(viewer=house.clerk, shown=Shown.OPEN).rows[0]
    arrived = claims[0].submitted_at
    assert row.waiting_days((arrived + timedelta(days=3)).date()) == 3
    assert row.due_on is not None
    assert (row.due_on.month - 1) % 12 == arrived.month % 12


def test_a_fresh_answer_is_marked_until_the_clerk_goes_on(house: House, claims: list[Claim]) -> None:
    take(house.clerk, claims[0])
    with acting_as(house.clerk):
        case.ask_question(actor=house.clerk, claim_id=claims[0].id, text="Wann?", now=NOW)
    with acting_as(house.lindner):
        case.answer_question(
            actor=house.lindner,
            claim_id=claims[0].id,
            text="Heute",
            document_ids=(),
            now=NOW + timedelta(hours=1),
        )
    with acting_as(house.clerk):
        (row,) = cases_page(viewer=house.clerk, shown=Shown.OPEN).rows
    assert row.has_new_answer


def test_own_cases_are_the_clerks_own(house: House, claims: list[Claim]) -> None:
    take(house.clerk, claims[0])
    take(house.second_clerk, claims[1])
    with acting_as(house.clerk):
        page = cases_page(viewer=house.clerk, shown=Shown.OPEN)
    assert [row.number for row in page.rows] == [claims[0].number]
    assert page.counts == {Shown.OPEN: 1, Shown.QUESTION: 0, Shown.CLOSED: 0}


def test_the_inbox_page_shows_names_states_and_the_button(
    house: House, claims: list[Claim], sign_in: SignIn
) -> None:
    take(house.second_clerk, claims[0])
    page = sign_in(house.clerk).get("/eingang").content.decode()
    assert page.count("Amelie Brandt") == 4
    assert "Robert Krause" in page
    assert page.count("/uebernehmen") == 3
    assert "Lindner &amp; Voss Makler" in page


def test_a_button_of_the_inbox_takes_the_claim(house: House, claims: list[Claim], sign_in: SignIn) -> None:
    browser = sign_in(house.clerk)
    answered = browser.post(f"/faelle/{claims[0].number}/uebernehmen")
    assert (answered.status_code, answered.url) == (302, f"/faelle/{claims[0].number}")
    assert claims[0].number in browser.get("/faelle").content.decode()


def test_empty_lists_say_what_will_be_there(house: House, sign_in: SignIn) -> None:
    browser = sign_in(house.clerk)
    assert "Der Eingang ist leer" in browser.get("/eingang").content.decode()
    assert "Sie haben gerade keinen Fall" in browser.get("/faelle").content.decode()
    for shown in ("frei", "rueckfrage", "meine"):
        assert browser.get(f"/eingang?zeige={shown}").status_code == 200
    for shown in ("rueckfrage", "abgeschlossen", "unfug"):
        assert browser.get(f"/faelle?zeige={shown}").status_code == 200


def test_what_is_late_stands_out(house: House, claims: list[Claim], sign_in: SignIn) -> None:
    take(house.clerk, claims[0])
    with acting_as(house.clerk):
        case.ask_question(
            actor=house.clerk, claim_id=claims[0].id, text="Wann?", now=NOW - timedelta(days=40)
        )
    page = sign_in(house.clerk).get("/eingang").content.decode()
    assert page.count("fällig") == 3
    assert page.count("Antwort fehlt seit") == 1


@pytest.mark.parametrize("path", ["/eingang", "/faelle"])
def test_only_clerks_enter(house: House, sign_in: SignIn, path: str) -> None:
    assert Client().get(path).headers["Location"].startswith("/anmelden")
    for viewer in (house.lindner, house.voss, house.officer, house.administrator):
        assert sign_in(viewer).get(path).status_code == 403


@pytest.mark.parametrize("path", ["/eingang", "/faelle"])
def test_the_number_of_queries_does_not_grow_with_the_rows(house: House, sign_in: SignIn, path: str) -> None:
    browser, counted = sign_in(house.clerk), []
    for more in (1, 5):
        for claim in sent_claims(house, more):
            take(house.clerk, claim)
        with CaptureQueriesContext(connection) as captured:
            assert browser.get(path).status_code == 200
        counted.append(len(captured))
    assert counted[0] == counted[1]
    assert counted[0] <= 16


def test_fifty_rows_stay_within_the_budget(house: House, sign_in: SignIn) -> None:
    sent_claims(house, 50)
    page = sign_in(house.clerk).get("/eingang").content
    assert len(re.findall(rb"/uebernehmen", page)) == 50
    assert len(gzip.compress(page)) <= 12_000

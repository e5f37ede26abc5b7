"""Nobody reaches a page with data before the second factor is there and terms and notice are confirmed (C03, C06)."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from partnerportal.accounts.models import Account
from partnerportal.accounts.terms import NOTICE_VERSION, TERMS_VERSION, acceptance_of_both
from partnerportal.journal.models import LatestTransaction
from partnerportal.kernel.viewer import Viewer
from tests.cast import NOW, House, at_the_entrance, signed_in_client

pytestmark = pytest.mark.django_db

ACCEPT = "/nutzungsbedingungen/annehmen"
FACTOR = "/konto/sicherheit/einrichten"
DONE = acceptance_of_both(NOW)
BOTH = {"terms": TERMS_VERSION, "notice": NOTICE_VERSION}


@pytest.fixture
def newcomer(house: House) -> Client:
    """Return the browser of somebody with a right but nothing accepted; staff need no second factor."""
    return signed_in_client(at_the_entrance(house.voss))


@pytest.mark.parametrize("member", ["lindner", "clerk"])
def test_who_needs_a_second_factor_sets_it_up_first(house: House, member: str) -> None:
    client = signed_in_client(at_the_entrance(getattr(house, member), **DONE))

    answer = client.get("/uebersicht" if member == "lindner" else "/eingang")

    assert answer.status_code == 302
    assert answer.headers["Location"].startswith(FACTOR)


def test_staff_are_let_in_without_a_second_factor(house: House) -> None:
    client = signed_in_client(at_the_entrance(house.voss, **DONE))

    assert client.get("/uebersicht").status_code == 200


def test_terms_come_before_the_first_page_and_lead_back_to_it(newcomer: Client) -> None:
    answer = newcomer.get("/vertraege")

    assert answer.headers["Location"] == f"{ACCEPT}?next=%2Fvertraege"


def test_a_form_sent_before_the_terms_changes_nothing(newcomer: Client) -> None:
    answer = newcomer.post("/erstattungen/neu", {"contract": "x"})

    assert (answer.status_code, answer.headers["Location"]) == (302, ACCEPT)


@pytest.mark.parametrize("old", [{"terms_version": "2025-01"}, {"notice_version": "2025-01"}])
def test_an_older_edition_does_not_open_the_portal(house: House, old: dict[str, str]) -> None:
    client = signed_in_client(at_the_entrance(house.voss, **{**DONE, **old}))

    assert client.get("/uebersicht").headers["Location"].startswith(ACCEPT)


def test_both_are_confirmed_separately_and_kept_with_version_and_time(house: House, newcomer: Client) -> None:
    answer = newcomer.post(ACCEPT, {**BOTH, "next": "/vertraege"})

    account = Account.objects.get(id=house.voss.account)
    assert answer.headers["Location"] == "/vertraege"
    assert (account.terms_version, account.notice_version) == (TERMS_VERSION, NOTICE_VERSION)
    assert account.terms_accepted_at is not None
    assert account.notice_acknowledged_at is not None
    assert newcomer.get("/vertraege").status_code == 200


@pytest.mark.parametrize("missing", ["terms", "notice"])
def test_one_without_the_other_is_not_enough(house: House, newcomer: Client, missing: str) -> None:
    answer = newcomer.post(ACCEPT, {name: value for name, value in BOTH.items() if name != missing})

    account = Account.objects.get(id=house.voss.account)
    assert answer.status_code == 422
    assert (account.terms_version, account.notice_version) == ("", "")


def test_a_version_that_was_not_shown_cannot_be_accepted(house: House, newcomer: Client) -> None:
    answer = newcomer.post(ACCEPT, {**BOTH, "terms": "2025-01"})

    assert answer.status_code == 422
    assert "Inzwischen gilt eine neue Fassung" in answer.content.decode()
    assert Account.objects.get(id=house.voss.account).terms_version == ""


def test_nothing_is_ticked_beforehand_and_only_what_is_missing_is_asked(house: House) -> None:
    client = signed_in_client(at_the_entrance(house.voss, **{**DONE, "notice_version": "2025-01"}))

    page = client.get(ACCEPT).content.decode()

    assert 'name="notice"' in page
    assert 'name="terms"' not in page
    assert " checked" not in page


def test_acknowledging_a_new_notice_keeps_when_the_terms_were_accepted(house: House) -> None:
    client = signed_in_client(at_the_entrance(house.voss, **{**DONE, "notice_version": "2025-01"}))

    client.post(ACCEPT, {"notice": NOTICE_VERSION})

    account = Account.objects.get(id=house.voss.account)
    assert account.terms_accepted_at == NOW
    assert account.notice_acknowledged_at > NOW


def test_whoever_is_through_is_not_asked_again(sign_in: Callable[[Viewer], Client], house: House) -> None:
    assert sign_in(house.lindner).get(ACCEPT).status_code == 302


def test_what_is_needed_before_stays_open(newcomer: Client) -> None:
    assert newcomer.get("/nutzungsbedingungen").status_code == 200
    assert newcomer.post("/sprache", {"language": "en", "next": "/"}).headers["Location"] == "/"
    assert newcomer.post("/darstellung", {"appearance": "dark", "next": "/"}).headers["Location"] == "/"
    assert newcomer.post("/sitzung/verlaengern", headers={"Accept": "application/json"}).status_code == 200
    assert newcomer.post("/abmelden").headers["Location"] == "/sitzung/beendet"


def test_a_page_elsewhere_is_no_place_to_go_to_afterwards(newcomer: Client) -> None:
    answer = newcomer.post(ACCEPT, {**BOTH, "next": "https://anderswo.example/"})

    assert answer.headers["Location"] == "/"


def test_a_form_turned_away_is_no_transaction(house: House, newcomer: Client) -> None:
    newcomer.post("/erstattungen/neu", {"contract": "x"})

    assert not LatestTransaction.objects.filter(account_id=house.voss.account).exists()


def test_confirming_is_the_latest_transaction(house: House, newcomer: Client) -> None:
    newcomer.post(ACCEPT, BOTH)

    latest = LatestTransaction.objects.get(account_id=house.voss.account)
    assert latest.kind == "account.terms.accepted"

"""The first page: what waits, four figures, the newest claims, the own data."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection

from partnerportal.claims.models import Claim, InformationRequest, Invoice
from partnerportal.claims.queries.overview import overview_for
from partnerportal.claims.rules.greeting import greeting_at
from partnerportal.contracts.models import Contract
from partnerportal.database.context import acting_as
from partnerportal.journal.services import record_login
from tests.cast import NOW, House, signed_in_client
from tests.claims.cases import decide, many_claims, questioned_claim, sent_claim, taken_claim
from tests.claims.test_partner_pages import page_of, queries_of, words_of
from tests.claims.walk import ready_draft

pytestmark = pytest.mark.django_db


def test_open_questions_and_own_drafts_are_the_tasks(house: House) -> None:
    claim = questioned_claim(house, house.lindner)
    draft_id = ready_draft(house, house.lindner)
    page = page_of(signed_in_client(house.lindner), "/uebersicht")
    words = words_of(page)
    assert "Zwei Vorgänge warten auf Sie." in words
    assert f'href="/erstattungen/{claim.number}/rueckfrage"' in page
    assert "8. Dez." in words
    assert f"/erstattungen/entwuerfe/{draft_id}/" in page
    assert "Entwurf fortsetzen" in words


def test_a_missed_deadline_is_called_one(house: House) -> None:
    questioned_claim(house, house.lindner)
    InformationRequest.objects.update(due_on=NOW.date().replace(year=2020))
    assert "Frist war am 24. Nov. 2020" in words_of(page_of(signed_in_client(house.lindner), "/uebersicht"))


def test_a_colleague_sees_the_question_but_not_the_draft(house: House) -> None:
    questioned_claim(house, house.lindner)
    ready_draft(house, house.lindner)
    words = words_of(page_of(signed_in_client(house.voss), "/uebersicht"))
    assert "Ein Vorgang wartet auf Sie." in words
    assert "Entwurf fortsetzen" not in words


def test_the_figures_count_contracts_claims_payments_and_days(house: House) -> None:
    for days, amount in ((2, "100.00"), (4, "50.00"), (30, "10.00")):
        claim = taken_claim(house, house.lindner)
        decide(house, claim, "part", paid=amount, reason="fee_schedule", now=NOW + timedelta(days=days))
    sent_claim(house, house.lindner)
    questioned_claim(house, house.lindner)
    with acting_as(house.lindner):
        found = overview_for(viewer=house.lindner, now=NOW + timedelta(days=31))
    assert found.contracts is not None
    assert (found.contracts.active, found.contracts.ending) == (1, 0)
    assert found.work is not None
    assert [(money.amount, money.currency) for money in found.work.paid] == [(160, "EUR")]
    assert found.work.paid_claims == 3
    assert found.work.median == timedelta(days=4)
    assert (found.work.counts.in_progress, found.work.counts.question) == (1, 1)


def test_payments_of_last_year_and_in_francs_are_not_mixed_in(house: House) -> None:
    claim = taken_claim(house, house.lindner, invoices=2)
    decide(house, claim)
    Invoice.objects.filter(claim=claim, position=2).update(currency="CHF")
    with acting_as(house.lindner):
        now = overview_for(viewer=house.lindner, now=NOW)
        later = overview_for(viewer=house.lindner, now=NOW.replace(year=2027, month=1))
    assert now.work is not None
    assert [money.currency for money in now.work.paid] == ["CHF", "EUR"]
    assert now.work.paid_claims == 1
    assert later.work is not None
    assert (later.work.paid, later.work.paid_claims) == ((), 0)


def test_a_contract_that_ends_next_month_is_announced(house: House) -> None:
    Contract.objects.filter(id=house.contract.id).update(ends_on=NOW.date().replace(month=12, day=31))
    with acting_as(house.lindner):
        found = overview_for(viewer=house.lindner, now=NOW)
    assert found.contracts is not None
    assert (found.contracts.active, found.contracts.ending) == (1, 1)


def test_nothing_of_another_house_is_counted(house: House) -> None:
    questioned_claim(house, house.lindner)
    many_claims(house, house.lindner, 3)
    with acting_as(house.petersen):
        found = overview_for(viewer=house.petersen, now=NOW)
    assert found.work is not None
    assert found.work.questions == found.work.newest == found.work.drafts == ()
    assert (found.work.counts.sent, found.work.median) == (0, None)
    assert found.contracts is not None
    assert found.contracts.active == 1


def test_a_new_partner_is_welcomed_and_led_to_the_first_claim(house: House) -> None:
    words = words_of(page_of(signed_in_client(house.petersen), "/uebersicht"))
    assert "Willkommen im Partnerportal." in words
    assert "Noch keine Erstattungsanträge" in words
    assert "0 €" in words
    assert "noch keine Entscheidung" in words


def test_the_card_about_the_own_data_tells_the_logins_and_their_deletion(house: House) -> None:
    client = signed_in_client(house.lindner)
    record_login(account_id=house.petersen.account, now=NOW, ip="198.51.100.9")
    words = words_of(page_of(client, "/uebersicht"))
    assert "von 192.0.2.1" in words
    assert "198.51.100.9" not in words
    assert "Dieser Eintrag wird gelöscht am" in words


def test_staff_without_the_right_to_claims_sees_no_claim_parts(house: House) -> None:
    questioned_claim(house, house.lindner)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE accounts_account SET may_see_claims = false WHERE id = %s", [house.voss.account_id]
        )
    page = page_of(signed_in_client(house.voss), "/uebersicht")
    assert "Aktive Verträge" in page
    for absent in ("Erstattung einreichen", "Offene Anträge", "Rückfrage", "/erstattungen"):
        assert absent not in page, absent


def test_a_clerk_has_no_such_page(house: House) -> None:
    assert signed_in_client(house.clerk).get("/uebersicht").status_code == 403


def test_the_page_asks_the_database_a_fixed_number_of_times(house: House) -> None:
    client = signed_in_client(house.lindner)
    questioned_claim(house, house.lindner)
    few = queries_of(client, "/uebersicht")
    ready_draft(house, house.lindner)
    decide(house, taken_claim(house, house.lindner))
    many_claims(house, house.lindner, 30)
    assert queries_of(client, "/uebersicht") == few == 25
    assert Claim.objects.count() == 33


@pytest.mark.parametrize(
    ("hour", "greeting"),
    [
        (4, "Guten Abend"),
        (5, "Guten Morgen"),
        (10, "Guten Morgen"),
        (11, "Guten Tag"),
        (17, "Guten Tag"),
        (18, "Guten Abend"),
    ],
)
def test_the_greeting_follows_the_time_of_day(hour: int, greeting: str) -> None:
    assert greeting_at(hour) == greeting

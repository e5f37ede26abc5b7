"""Two people at once: the database lets one go first, the other one sees what was done."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

import pytest
from django.db import connection

from partnerportal.claims.models import Claim, ClaimEvent
from partnerportal.claims.services import case
from partnerportal.claims.services.answer_files import add_answer_file
from partnerportal.database.context import acting_as
from partnerportal.kernel.errors import Refused
from partnerportal.kernel.viewer import Viewer
from partnerportal.routing.models import InboxEntry
from tests.cast import NOW, House
from tests.claims.desk_claims import sent_claims
from tests.documents.samples import pdf

pytestmark = pytest.mark.django_db(transaction=True)


def beside(actor: Viewer, action: Callable[[], None]) -> Future[str]:
    """Start the action on a connection of its own; the result is "done" or the code of the refusal."""

    def act() -> str:
        try:
            with acting_as(actor):
                action()
        except Refused as refused:
            return refused.code
        finally:
            connection.close()
        return "done"

    pool = ThreadPoolExecutor(1)
    future = pool.submit(act)
    pool.shutdown(wait=False)
    return future


def wait_until_the_other_waits() -> None:
    with connection.cursor() as cursor:
        for _turn in range(200):
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone() != (0,):
                return
            time.sleep(0.02)
    pytest.fail("the other one did not wait")


def take(actor: Viewer, claim: Claim) -> None:
    case.take_claim(actor=actor, claim_id=claim.id, now=NOW)


def test_two_clerks_take_the_same_claim_and_one_gets_it(house: House) -> None:
    claim = sent_claims(house, 1)[0]
    with acting_as(house.clerk):
        take(house.clerk, claim)
        other = beside(house.second_clerk, lambda: take(house.second_clerk, claim))
        wait_until_the_other_waits()
    assert other.result(timeout=10) == "case.taken"
    claim.refresh_from_db()
    assert claim.clerk_id == InboxEntry.objects.get(claim=claim).taken_by_id == house.clerk.account_id
    assert ClaimEvent.objects.filter(claim=claim, kind="claim.taken").count() == 1


def test_a_double_click_takes_once(house: House) -> None:
    claim = sent_claims(house, 1)[0]
    with acting_as(house.clerk):
        take(house.clerk, claim)
        again = beside(house.clerk, lambda: take(house.clerk, claim))
        wait_until_the_other_waits()
    assert again.result(timeout=10) == "done"
    assert ClaimEvent.objects.filter(claim=claim, kind="claim.taken").count() == 1


def test_a_question_and_the_closing_of_the_case_do_not_cross(house: House) -> None:
    claim = sent_claims(house, 1)[0]
    invoice = claim.invoices.get()
    with acting_as(house.clerk):
        take(house.clerk, claim)
        case.decide_invoice(
            actor=house.clerk, claim_id=claim.id, invoice_id=invoice.id, outcome="full",
            paid_amount=None, reason="", note="", now=NOW,
        )  # fmt: skip
    with acting_as(house.clerk):
        case.ask_question(actor=house.clerk, claim_id=claim.id, text="Wann?", now=NOW)
        closing = beside(house.clerk, lambda: case.close_claim(actor=house.clerk, claim_id=claim.id, now=NOW))
        wait_until_the_other_waits()
    assert closing.result(timeout=10) == "case.question_open"
    claim.refresh_from_db()
    assert claim.state == "question"


def test_two_colleagues_of_the_partner_answer_at_once_and_one_answer_stands(house: House) -> None:
    claim = sent_claims(house, 1)[0]
    with acting_as(house.clerk):
        take(house.clerk, claim)
        case.ask_question(actor=house.clerk, claim_id=claim.id, text="Wann?", now=NOW)

    def answer(actor: Viewer) -> None:
        case.answer_question(actor=actor, claim_id=claim.id, text="Heute", document_ids=(), now=NOW)

    with acting_as(house.lindner):
        answer(house.lindner)
        other = beside(house.voss, lambda: answer(house.voss))
        wait_until_the_other_waits()
    assert other.result(timeout=10) == "answer.nothing_open"
    assert claim.information_requests.get().answered_by_id == house.lindner.account_id


def test_a_file_that_arrives_after_a_colleagues_answer_is_not_kept_for_the_next_question(
    house: House,
) -> None:
    claim = sent_claims(house, 1)[0]
    with acting_as(house.clerk):
        take(house.clerk, claim)
        case.ask_question(actor=house.clerk, claim_id=claim.id, text="Wann?", now=NOW)

    def add() -> None:
        add_answer_file(actor=house.voss, number=claim.number or "", name="a.pdf", data=pdf(1), now=NOW)

    with acting_as(house.lindner):
        case.answer_question(actor=house.lindner, claim_id=claim.id, text="Heute", document_ids=(), now=NOW)
        other = beside(house.voss, add)
        wait_until_the_other_waits()
    assert other.result(timeout=10) == "answer.nothing_open"
    assert not claim.attachments.exclude(information_request=None).exists()

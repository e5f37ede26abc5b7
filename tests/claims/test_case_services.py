"""From the inbox to the closed case: who may do what, and what the partner hears of it."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest

from partnerportal.claims.models import Attachment, Claim, InformationRequest, Invoice
from partnerportal.claims.services import case
from partnerportal.database.context import acting_as
from partnerportal.database.keys import open_vault
from partnerportal.documents.models import Document
from partnerportal.documents.services import remove_unattached, store_document
from partnerportal.kernel.errors import Refused
from partnerportal.kernel.viewer import Viewer
from partnerportal.routing.models import Delivery, InboxEntry
from tests.cast import NOW, House, submitted_claim
from tests.documents.pdf_samples import pdf

TAKEN = NOW + timedelta(minutes=5)
LATER = NOW + timedelta(days=2)


@pytest.fixture
def claim(house: House) -> Claim:
    return submitted_claim(house.lindner, house.person, amounts=("184.20", "50.00"))


@pytest.fixture
def taken(house: House, claim: Claim) -> Claim:
    with acting_as(house.clerk):
        case.take_claim(actor=house.clerk, claim_id=claim.id, now=TAKEN)
    claim.refresh_from_db()
    return claim


def ask(actor: Viewer, claim: Claim, text: str = "Wann war die Behandlung?") -> None:
    with acting_as(actor):
        case.ask_question(actor=actor, claim_id=claim.id, text=text, now=TAKEN)


def answer(actor: Viewer, claim: Claim, text: str = "Am 3. November.", documents: tuple = ()) -> None:
    with acting_as(actor):
        case.answer_question(actor=actor, claim_id=claim.id, text=text, document_ids=documents, now=LATER)


def decide(actor: Viewer, claim: Claim, position: int, outcome: str, **values: object) -> None:
    invoice = Invoice.objects.filter(claim=claim).order_by("position")[position]
    given = {"paid_amount": None, "reason": "", "note": "", **values}
    with acting_as(actor):
        case.decide_invoice(
            actor=actor, claim_id=claim.id, invoice_id=invoice.id, outcome=outcome, now=LATER, **given
        )


def close(actor: Viewer, claim: Claim) -> None:
    with acting_as(actor):
        case.close_claim(actor=actor, claim_id=claim.id, now=LATER)


def events(claim: Claim) -> list[str]:
    return list(claim.events.order_by("occurred_at", "id").values_list("kind", flat=True))


def news_for(viewer: Viewer) -> list[str]:
    return list(Delivery.objects.filter(account_id=viewer.account_id).values_list("occasion", flat=True))


def state_of(claim: Claim) -> str:
    return Claim.objects.values_list("state", flat=True).get(id=claim.id)


def test_taking_a_claim_names_the_clerk_and_tells_the_partner(house: House, taken: Claim) -> None:
    assert (taken.state, taken.clerk_id) == ("in_review", house.clerk.account_id)
    entry = InboxEntry.objects.get(claim=taken)
    assert (entry.taken_by_id, entry.taken_at) == (house.clerk.account_id, TAKEN)
    assert events(taken)[-1] == "claim.taken"
    assert news_for(house.lindner) == ["claim.taken"]


def test_taking_twice_changes_nothing(house: House, taken: Claim) -> None:
    with acting_as(house.clerk):
        case.take_claim(actor=house.clerk, claim_id=taken.id, now=LATER)
    assert events(taken).count("claim.taken") == 1


def test_a_colleague_comes_too_late(house: House, taken: Claim) -> None:
    with acting_as(house.second_clerk), pytest.raises(Refused, match=r"case\.taken"):
        case.take_claim(actor=house.second_clerk, claim_id=taken.id, now=NOW)


def test_a_case_whose_clerk_left_can_be_taken_where_it_stands(house: House, taken: Claim) -> None:
    ask(house.clerk, taken)
    Claim.objects.filter(id=taken.id).update(clerk=None)
    with acting_as(house.second_clerk):
        case.take_claim(actor=house.second_clerk, claim_id=taken.id, now=LATER)
    taken.refresh_from_db()
    assert (taken.state, taken.clerk_id) == ("question", house.second_clerk.account_id)


@pytest.mark.parametrize("name", ["contract_clerk", "lindner", "petersen", "officer", "administrator"])
def test_nobody_outside_the_department_takes_a_claim(house: House, claim: Claim, name: str) -> None:
    actor = getattr(house, name)
    with acting_as(actor), pytest.raises(case.UnknownCase):
        case.take_claim(actor=actor, claim_id=claim.id, now=NOW)


def test_a_question_is_sealed_has_a_day_and_moves_the_claim(house: House, taken: Claim) -> None:
    ask(house.clerk, taken)
    question = InformationRequest.objects.get(claim=taken)
    assert b"Behandlung" not in bytes(question.question)
    assert (question.due_on - NOW.date()).days == 14
    assert state_of(taken) == "question"
    assert news_for(house.lindner) == ["claim.taken", "claim.question.asked"]


def test_only_the_clerk_of_the_case_asks_and_only_after_taking_it(house: House, claim: Claim) -> None:
    with pytest.raises(Refused, match=r"case\.not_taken"):
        ask(house.clerk, claim)
    with acting_as(house.clerk):
        case.take_claim(actor=house.clerk, claim_id=claim.id, now=NOW)
    with pytest.raises(Refused, match=r"case\.not_yours"):
        ask(house.second_clerk, claim)
    with pytest.raises(Refused, match=r"question\.empty"):
        ask(house.clerk, claim, " \n")


def test_while_an_answer_is_awaited_nothing_else_happens(house: House, taken: Claim) -> None:
    ask(house.clerk, taken)
    for attempt in (
        lambda: ask(house.clerk, taken, "Noch etwas?"),
        lambda: decide(house.clerk, taken, 0, "full"),
        lambda: close(house.clerk, taken),
    ):
        with pytest.raises(Refused, match=r"case\.question_open"):
            attempt()


def test_the_answer_reaches_the_department_sealed_with_its_files(house: House, taken: Claim) -> None:
    ask(house.clerk, taken)
    document_id = attached_file(house, taken)
    answer(house.lindner, taken, documents=(document_id,))
    question = InformationRequest.objects.get(claim=taken)
    assert question.answered_by_id == house.lindner.account_id
    with acting_as(house.clerk):
        vault = open_vault([house.person.id])
        place = "claims_informationrequest.answer"
        assert vault.unseal(house.person.id, place, question.id, question.answer) == "Am 3. November."
        assert Document.objects.filter(id=document_id).exists()
        assert Attachment.objects.get(document_id=document_id).information_request_id == question.id
    assert state_of(taken) == "in_review"
    assert Delivery.objects.filter(department=house.benefits, occasion="claim.question.answered").exists()


def test_a_file_that_is_not_attached_to_the_claim_is_not_handed_over(house: House, taken: Claim) -> None:
    ask(house.clerk, taken)
    with acting_as(house.lindner):
        loose = store_document(
            actor=house.lindner, subject_id=house.person.id, partner_id=house.lindner.partner,
            name="Befund.pdf", data=pdf(1), now=NOW,
        )  # fmt: skip
    for document_id in (loose.id, uuid4()):
        with pytest.raises(case.UnknownCase):
            answer(house.lindner, taken, documents=(document_id,))
    assert Document.objects.get(id=loose.id).department_id is None
    assert state_of(taken) == "question"


def test_a_question_is_answered_once_and_not_with_nothing(house: House, taken: Claim) -> None:
    ask(house.clerk, taken)
    with pytest.raises(Refused, match=r"answer\.empty"):
        answer(house.lindner, taken, " ")
    answer(house.voss, taken)
    with pytest.raises(Refused, match=r"answer\.nothing_open"):
        answer(house.lindner, taken)


@pytest.mark.parametrize("name", ["clerk", "petersen", "contract_clerk", "officer"])
def test_only_the_claims_own_partner_answers(house: House, taken: Claim, name: str) -> None:
    ask(house.clerk, taken)
    with pytest.raises(case.UnknownCase):
        answer(getattr(house, name), taken)


def test_a_question_without_answer_can_be_taken_back(house: House, taken: Claim) -> None:
    ask(house.clerk, taken)
    with acting_as(house.clerk):
        case.withdraw_question(actor=house.clerk, claim_id=taken.id, now=LATER)
    question = InformationRequest.objects.get(claim=taken)
    assert (question.answered_by_id, question.answered_at) == (None, LATER)
    assert state_of(taken) == "in_review"
    decide(house.clerk, taken, 0, "full")
    with acting_as(house.clerk), pytest.raises(Refused, match=r"question\.nothing_open"):
        case.withdraw_question(actor=house.clerk, claim_id=taken.id, now=LATER)


def test_a_colleague_does_not_take_the_question_back(house: House, taken: Claim) -> None:
    ask(house.clerk, taken)
    with acting_as(house.second_clerk), pytest.raises(Refused, match=r"case\.not_yours"):
        case.withdraw_question(actor=house.second_clerk, claim_id=taken.id, now=LATER)


def test_the_claim_is_decided_with_its_last_invoice_by_a_named_person(house: House, taken: Claim) -> None:
    decide(
        house.clerk, taken, 0, "part", paid_amount=Decimal("100.00"), reason="deductible", note="Siehe § 4."
    )
    assert state_of(taken) == "in_review"
    decide(house.clerk, taken, 1, "refused", reason="duplicate")
    assert state_of(taken) == "decided"
    first, second = Invoice.objects.filter(claim=taken).order_by("position")
    assert (first.paid_amount, second.paid_amount) == (Decimal("100.00"), Decimal("0.00"))
    assert first.decided_by_id == second.decided_by_id == house.clerk.account_id
    assert b"Siehe" not in bytes(first.reason_note)
    assert news_for(house.lindner) == ["claim.taken", "claim.decided"]


def test_the_same_decision_sent_twice_counts_once(house: House, taken: Claim) -> None:
    for _click in range(2):
        decide(house.clerk, taken, 0, "full")
        decide(house.clerk, taken, 1, "refused", reason="duplicate", note="Siehe EA-2026-000001-7.")
    assert events(taken).count("claim.decided") == 1


def test_a_changed_decision_is_told_again(house: House, taken: Claim) -> None:
    decide(house.clerk, taken, 0, "full")
    decide(house.clerk, taken, 1, "full")
    decide(house.clerk, taken, 1, "part", paid_amount=Decimal("20"), reason="deductible")
    assert events(taken).count("claim.decided") == 2
    assert news_for(house.lindner).count("claim.decided") == 2


def test_an_invoice_of_another_claim_is_not_decided_here(house: House, taken: Claim) -> None:
    other = submitted_claim(house.lindner, house.person)
    foreign = Invoice.objects.get(claim=other)
    with acting_as(house.clerk), pytest.raises(case.UnknownCase):
        case.decide_invoice(
            actor=house.clerk, claim_id=taken.id, invoice_id=foreign.id, outcome="full",
            paid_amount=None, reason="", note="", now=NOW,
        )  # fmt: skip


def test_a_claim_closes_when_everything_is_decided_and_leaves_the_inbox(house: House, taken: Claim) -> None:
    decide(house.clerk, taken, 0, "full")
    with pytest.raises(Refused, match=r"case\.undecided"):
        close(house.clerk, taken)
    decide(house.clerk, taken, 1, "full")
    with pytest.raises(Refused, match=r"case\.not_yours"):
        close(house.second_clerk, taken)
    close(house.clerk, taken)
    close(house.clerk, taken)
    taken.refresh_from_db()
    assert (taken.state, taken.closed_at) == ("closed", LATER)
    assert InboxEntry.objects.get(claim=taken).done_at == LATER
    assert events(taken).count("claim.closed") == 1


def test_a_closed_claim_stays_as_it_is(house: House, taken: Claim) -> None:
    decide(house.clerk, taken, 0, "full")
    decide(house.clerk, taken, 1, "full")
    close(house.clerk, taken)
    for attempt in (lambda: ask(house.clerk, taken), lambda: decide(house.clerk, taken, 0, "full")):
        with pytest.raises(Refused, match=r"case\.closed"):
            attempt()


def test_a_file_meant_for_an_answer_but_never_sent_goes_after_a_day(house: House, taken: Claim) -> None:
    ask(house.clerk, taken)
    unsent, tomorrow = attached_file(house, taken), NOW + timedelta(hours=25)
    remove_unattached(tomorrow)
    assert Document.objects.filter(id=unsent).exists(), "while the question is open it may still be sent"
    answer(house.voss, taken, "Ohne Datei.")
    remove_unattached(NOW + timedelta(hours=23))
    assert Document.objects.filter(id=unsent).exists()
    assert remove_unattached(tomorrow).rows == 1
    assert not Document.objects.filter(id=unsent).exists()
    assert not Attachment.objects.filter(document_id=unsent).exists()
    assert taken.attachments.count() == 1, "the receipt that was sent stays"


def attached_file(house: House, claim: Claim) -> object:
    """Upload a file for the answer as the partner's page does: stored, tied to the claim, not handed over."""
    with acting_as(house.lindner):
        document = store_document(
            actor=house.lindner, subject_id=house.person.id, partner_id=house.lindner.partner,
            name="Befund.pdf", data=pdf(1), now=NOW,
        )  # fmt: skip
        Attachment(
            claim=claim, document_id=document.id, partner_id=claim.partner_id,
            author_id=house.lindner.account_id, position=9,
        ).save(force_insert=True)  # fmt: skip
    return document.id

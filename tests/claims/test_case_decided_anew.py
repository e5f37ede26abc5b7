"""A question about a decided claim opens it again: the decision is then made, and told, anew."""

from __future__ import annotations

from partnerportal.claims.models import Claim
from partnerportal.claims.services.case import answer_question, ask_question
from partnerportal.database.context import acting_as
from tests.cast import NOW, House
from tests.claims.cases import close, decide, taken_claim


def decided_and_asked_again(house: House) -> Claim:
    claim = taken_claim(house, house.lindner)
    decide(house, claim)
    with acting_as(house.clerk):
        ask_question(actor=house.clerk, claim_id=claim.id, text="Wann?", now=NOW)
    with acting_as(house.lindner):
        answer_question(actor=house.lindner, claim_id=claim.id, text="Heute.", document_ids=(), now=NOW)
    return claim


def test_a_decided_claim_can_be_asked_about_again_and_then_closed(house: House) -> None:
    close(house, decided_and_asked_again(house))
    assert Claim.objects.get().state == "closed"


def test_confirming_a_decision_after_a_question_decides_the_claim_anew(house: House) -> None:
    claim = decided_and_asked_again(house)
    decide(house, claim)
    assert Claim.objects.get().state == "decided"
    assert claim.events.filter(kind="claim.decided").count() == 2

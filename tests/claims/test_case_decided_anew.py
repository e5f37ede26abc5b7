"""A question about a decided claim opens it again: the decision is then made, and told, anew."""

from __future__ import annotations

from partnerportal.claims.models import Claim
from partnerportal.claims.services.case import answer_question, ask_question
from partnerportal.database.context import acting_as
from tests.cast import NOW, House
from tests.claims.cases import decide, taken_claim


def test_confirming_a_decision_after_a_question_decides_the_claim_anew(house: House) -> None:
    claim = taken_claim(house, house.lindner)
    decide(house, claim)
    with acting_as(house.clerk):
        ask_question(actor=house.clerk, claim_id=claim.id, text="Wann?", now=NOW)
    with acting_as(house.lindner):
        answer_question(actor=house.lindner, claim_id=claim.id, text="Heute.", document_ids=(), now=NOW)
    decide(house, claim)
    assert Claim.objects.get().state == "decided"
    assert claim.events.filter(kind="claim.decided").count() == 2

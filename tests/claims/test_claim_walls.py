"""The wall under the services: what PostgreSQL itself lets a partner and a clerk write on claims."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, ProgrammingError, transaction
from django.db.models import Model

from partnerportal.claims.models import Attachment, Claim, ClaimEvent, InformationRequest, Invoice, Payee
from partnerportal.claims.services.case import answer_question, ask_question, take_claim
from partnerportal.contracts.models import Consent
from partnerportal.database.context import acting_as
from partnerportal.documents.models import Document
from partnerportal.kernel.viewer import Viewer
from partnerportal.routing.models import InboxEntry
from tests.cast import NOW, House, consent_to, draft_of, submitted_claim

DECIDED = {"outcome": "full", "paid_amount": Decimal("184.20"), "decided_at": NOW}


def changes(actor: Viewer, model: type[Model], **values: Any) -> int:
    """Return how many rows the actor changes past every service; 0 also when the database refuses outright."""
    try:
        with acting_as(actor):
            return model._default_manager.all().update(**values)
    except ProgrammingError:
        return 0


@pytest.fixture
def claim(house: House) -> Claim:
    claim = submitted_claim(house.lindner, house.person)
    with acting_as(house.clerk):
        take_claim(actor=house.clerk, claim_id=claim.id, now=NOW)
    return claim


@pytest.fixture
def question(house: House, claim: Claim) -> InformationRequest:
    with acting_as(house.clerk):
        ask_question(actor=house.clerk, claim_id=claim.id, text="Wann?", now=NOW)
    return InformationRequest.objects.get()


@pytest.mark.parametrize(
    ("model", "values"),
    [
        (Invoice, DECIDED),
        (Invoice, {"amount": Decimal("999.00")}),
        (Payee, {"last_four": "9999"}),
        (Attachment, {"position": 9}),
        (Document, {"original_sha256": "0" * 64}),
        (Claim, {"state": "closed"}),
        (Claim, {"closed_at": NOW}),
        (InboxEntry, {"done_at": NOW}),
        (ClaimEvent, {"kind": "claim.closed"}),
    ],
)
def test_a_partner_neither_decides_nor_changes_what_was_sent(
    house: House, claim: Claim, model: type[Model], values: dict[str, Any]
) -> None:
    assert changes(house.lindner, model, **values) == 0


def test_a_partner_does_not_decide_in_the_draft_either(house: House) -> None:
    draft_of(house.lindner, house.person)
    assert changes(house.lindner, Invoice, **DECIDED) == 0
    assert changes(house.lindner, Invoice, amount=Decimal("20.00")) == 1


@pytest.mark.parametrize("model", [Payee, Attachment, Document])
def test_a_clerk_changes_nothing_that_was_sent(house: House, claim: Claim, model: type[Model]) -> None:
    values = {Payee: {"last_four": "9999"}, Attachment: {"position": 9}, Document: {"size": 1}}
    assert changes(house.clerk, model, **values[model]) == 0


def test_a_partner_writes_only_its_own_steps_into_the_timeline(house: House, claim: Claim) -> None:
    values = {"claim": claim, "partner_id": claim.partner_id, "department_id": claim.department_id}
    with pytest.raises(ProgrammingError), acting_as(house.lindner):
        ClaimEvent(**values, kind="claim.decided", occurred_at=NOW).save(force_insert=True)


def test_question_and_given_answer_stay_as_they_are(house: House, question: InformationRequest) -> None:
    assert changes(house.lindner, InformationRequest, question=b"other") == 0
    assert changes(house.clerk, InformationRequest, question=b"other") == 0
    with acting_as(house.lindner):
        answer_question(
            actor=house.lindner, claim_id=question.claim_id, text="Gestern.", document_ids=(), now=NOW
        )
    for actor in (house.lindner, house.clerk):
        assert changes(actor, InformationRequest, answer=b"other") == 0


def test_no_row_moves_to_another_partner(house: House, claim: Claim) -> None:
    other = house.petersen.partner
    for model in (Claim, Invoice, InboxEntry):
        with pytest.raises(IntegrityError), acting_as(house.clerk):
            model._default_manager.all().update(partner_id=other)


def test_a_draft_is_never_about_a_foreign_contract_or_person(house: House) -> None:
    draft = draft_of(house.lindner, house.person)
    foreign = ({"contract": house.foreign_contract}, {"insured_person": house.foreign_person})
    for values in foreign:
        with pytest.raises(IntegrityError), acting_as(house.lindner):
            Claim.objects.filter(id=draft.id).update(**values)


def test_a_consent_is_never_recorded_for_a_foreign_person(house: House) -> None:
    Consent.objects.all().delete()
    house.foreign_person.partner_id = house.lindner.partner
    with pytest.raises(IntegrityError), acting_as(house.lindner), transaction.atomic():
        consent_to(house.foreign_person)


def test_an_inbox_entry_is_never_made_for_a_foreign_claim(house: House) -> None:
    draft = draft_of(house.lindner, house.person)
    values = {"claim": draft, "department": house.benefits, "arrived_at": NOW}
    with pytest.raises(IntegrityError), acting_as(house.petersen):
        InboxEntry(**values, partner_id=house.petersen.partner).save(force_insert=True)

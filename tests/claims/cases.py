"""Bring claims into every state through the services, as the cast would."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID

from partnerportal.claims.models import Claim, Invoice
from partnerportal.claims.services.case import ask_question, close_claim, decide_invoice, take_claim
from partnerportal.claims.services.submission import submit_claim
from partnerportal.database.context import acting_as
from partnerportal.kernel.identifiers import claim_number
from partnerportal.kernel.viewer import Viewer
from partnerportal.routing.models import InboxEntry
from tests.cast import NOW, House
from tests.claims.walk import ready_draft

QUESTION = "Bitte senden Sie uns das Original der Rechnung."


def sent_claim(
    house: House, actor: Viewer, *, invoices: int = 1, files: int = 1, now: datetime = NOW
) -> Claim:
    """Return a claim the actor has just sent."""
    draft_id = ready_draft(house, actor, invoices=invoices, files=files)
    with acting_as(actor):
        submit_claim(actor=actor, claim_id=draft_id, now=now)
    return Claim.objects.get(id=draft_id)


def taken_claim(house: House, actor: Viewer, *, invoices: int = 1, files: int = 1) -> Claim:
    """Return a claim a clerk is working on."""
    claim = sent_claim(house, actor, invoices=invoices, files=files)
    with acting_as(house.clerk):
        take_claim(actor=house.clerk, claim_id=claim.id, now=NOW)
    return claim


def questioned_claim(house: House, actor: Viewer, *, text: str = QUESTION) -> Claim:
    """Return a claim with an open question."""
    claim = taken_claim(house, actor)
    with acting_as(house.clerk):
        ask_question(actor=house.clerk, claim_id=claim.id, text=text, now=NOW)
    return claim


def decide(
    house: House,
    claim: Claim,
    outcome: str = "full",
    *,
    paid: str | None = None,
    reason: str = "",
    note: str = "",
    now: datetime = NOW,
) -> None:
    """Decide every invoice of the claim alike."""
    with acting_as(house.clerk):
        for invoice_id in invoice_ids(claim):
            decide_invoice(
                actor=house.clerk,
                claim_id=claim.id,
                invoice_id=invoice_id,
                outcome=outcome,
                paid_amount=None if paid is None else Decimal(paid),
                reason=reason,
                note=note,
                now=now,
            )


def close(house: House, claim: Claim, *, now: datetime = NOW) -> None:
    """Close the claim."""
    with acting_as(house.clerk):
        close_claim(actor=house.clerk, claim_id=claim.id, now=now)


def invoice_ids(claim: Claim) -> list[UUID]:
    """Return the claim's invoices in order."""
    return list(Invoice.objects.filter(claim_id=claim.id).order_by("position").values_list("id", flat=True))


def many_claims(house: House, actor: Viewer, count: int, *, first_number: int = 500) -> list[Claim]:
    """Return sent claims made row by row, without files: lists need many of them, and quickly."""
    scope = {"partner_id": actor.partner, "author_id": actor.account, "department": house.benefits}
    claims = [
        Claim(
            **scope,
            number=claim_number(NOW.year, first_number + place),
            state="submitted",
            contract=house.contract,
            insured_person=house.person,
            created_at=NOW,
            saved_at=NOW,
            submitted_at=NOW - timedelta(hours=place // 7),  # several in one instant, also across pages
        )
        for place in range(count)
    ]
    Claim.objects.bulk_create(claims)
    InboxEntry.objects.bulk_create(
        InboxEntry(claim=claim, partner_id=actor.partner, department=house.benefits, arrived_at=NOW)
        for claim in claims
    )
    Invoice.objects.bulk_create(
        Invoice(
            **scope, claim=claim, position=1, issued_on=NOW.date(), amount=Decimal("12.30"), currency="EUR"
        )
        for claim in claims
    )
    return claims

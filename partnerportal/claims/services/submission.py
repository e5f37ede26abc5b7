"""Send a claim: number, forwarding, files, timeline, all in one transaction (design.md, section 4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connection, transaction

from partnerportal.claims.models import Attachment, Claim, ClaimEvent, Invoice, Payee
from partnerportal.claims.rules.person import check_chosen, check_consents
from partnerportal.claims.rules.receipts import InvoiceFacts, check_receipts
from partnerportal.claims.rules.steps import TYPED, check_finished
from partnerportal.claims.services.own_draft import UnknownDraft, read_typed, vault_of
from partnerportal.contracts.queries import contract_for, has_consents
from partnerportal.contracts.rules import may_claim_for
from partnerportal.documents.services import hand_over
from partnerportal.kernel.clock import berlin_date
from partnerportal.kernel.identifiers import claim_number
from partnerportal.kernel.viewer import Viewer
from partnerportal.routing.services import Forwarding, forward


@dataclass(frozen=True, slots=True)
class Submitted:
    """Say under which number the claim is known, and since when."""

    number: str
    submitted_at: datetime


@transaction.atomic
def submit_claim(*, actor: Viewer, claim_id: UUID, now: datetime) -> Submitted:
    """Send the draft; a claim already sent answers with its number, so two clicks or two tabs give one claim.

    The row stays locked until the commit: the second of two senders waits, then sees the first one's number.

    Raises: UnknownDraft; Refused with the first thing that is missing or wrong.
    """
    own = Claim.objects.filter(author_id=actor.account, partner_id=actor.partner)
    claim = own.select_for_update(of=("self",)).select_related("contract").filter(id=claim_id).first()
    if claim is None:
        raise UnknownDraft
    if claim.number is not None and claim.submitted_at is not None:
        return Submitted(claim.number, claim.submitted_at)
    _check(actor, claim, now)
    number = claim_number(berlin_date(now).year, _next_number(berlin_date(now)))
    forwarding = forward(
        claim_id=claim.id,
        partner_id=claim.partner_id,
        line_of_business=claim.contract.line_of_business,
        now=now,
    )
    _hand_over(claim, number, forwarding, now)
    return Submitted(number, now)


def _check(actor: Viewer, claim: Claim, now: datetime) -> None:
    """Ask every rule again: the contract, consents or day may have changed since the draft was begun."""
    contract = contract_for(viewer=actor, contract_id=claim.contract_id)
    if contract is None:
        raise UnknownDraft
    may_claim_for(contract, berlin_date(now))
    vault = vault_of(claim, now)
    check_finished({TYPED[step] for step in read_typed(claim, vault)})
    has_payee = Payee.objects.filter(claim=claim).exists()
    check_chosen(has_person=claim.insured_person_id is not None, has_payee=has_payee)
    person_id = claim.insured_person_id
    check_consents(
        has_consents=person_id is not None and has_consents(viewer=actor, insured_person_id=person_id)
    )
    check_receipts(_facts(claim), begins_on=contract.begins_on, today=berlin_date(now))


def _facts(claim: Claim) -> list[InvoiceFacts]:
    """Return what the rules ask about the invoices; whether a provider is there shows without its name."""
    files: dict[UUID | None, int] = {}
    for invoice_id in claim.attachments.values_list("invoice_id", flat=True):
        files[invoice_id] = files.get(invoice_id, 0) + 1
    return [
        InvoiceFacts(
            provider="sealed" if row.provider else "",
            issued_on=row.issued_on,
            amount=row.amount,
            currency=row.currency,
            file_count=files.get(row.id, 0),
        )
        for row in claim.invoices.order_by("position")
    ]


def _next_number(today: date) -> int:
    """Return the next running number of the year; the counter's row lock makes numbers unique and without gaps."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO claims_claimcounter (year, last_number) VALUES (%s, 1) "
            "ON CONFLICT (year) DO UPDATE SET last_number = claims_claimcounter.last_number + 1 "
            "RETURNING last_number",
            [today.year],
        )
        return int(cursor.fetchone()[0])


def _hand_over(claim: Claim, number: str, forwarding: Forwarding, now: datetime) -> None:
    """Let the department see the claim and everything that hangs on it, and begin the timeline."""
    department_id = forwarding.department_id
    attachments = Attachment.objects.filter(claim=claim)
    hand_over(
        document_ids=list(attachments.values_list("document_id", flat=True)), department_id=department_id
    )
    for rows in (attachments, Invoice.objects.filter(claim=claim), Payee.objects.filter(claim=claim)):
        rows.update(department_id=department_id)
    claim.number, claim.state, claim.typed = number, "submitted", None
    claim.department_id, claim.submitted_at, claim.saved_at = department_id, now, now
    claim.save(update_fields=["number", "state", "typed", "department", "submitted_at", "saved_at"])
    ClaimEvent.objects.bulk_create(
        ClaimEvent(
            claim=claim,
            partner_id=claim.partner_id,
            author_id=claim.author_id,
            department_id=department_id,
            kind=kind,
            occurred_at=now,
        )
        for kind in ("claim.submitted", "claim.forwarded")
    )

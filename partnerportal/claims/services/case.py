"""Work on a submitted claim: take it, ask, answer, decide, close. Every step is told to the partner at once."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from decimal import Decimal
from uuid import UUID, uuid4

from django.db import transaction

from partnerportal.claims.models import Attachment, Claim, ClaimEvent, InformationRequest, Invoice
from partnerportal.claims.rules.decisions import answer_due_on, decide
from partnerportal.database.keys import open_vault
from partnerportal.documents.services import hand_over
from partnerportal.kernel.clock import berlin_date
from partnerportal.kernel.errors import Refused
from partnerportal.kernel.errors import marked_for_translation as _
from partnerportal.kernel.viewer import Viewer
from partnerportal.routing.services import mark_done, mark_taken, notify_account, notify_department


class UnknownCase(LookupError):  # noqa: N818 - reads as what it says
    """No case of that id is within the actor's reach; the page answers 404."""


@transaction.atomic
def take_claim(*, actor: Viewer, claim_id: UUID, now: datetime) -> None:
    """Take a claim out of the department's inbox. Raises: UnknownCase; Refused when a colleague was quicker."""
    claim = _case(actor, claim_id)
    if claim.clerk_id == actor.account_id:
        return
    if claim.state != "submitted" or claim.clerk_id is not None:
        raise Refused("case.taken", _("Diesen Antrag bearbeitet schon jemand aus Ihrer Abteilung."))
    claim.clerk_id, claim.state = actor.account_id, "in_review"
    claim.save(update_fields=["clerk", "state"])
    mark_taken(claim_id=claim.id, account_id=actor.account, now=now)
    _note(claim, "claim.taken", now)
    _tell_author(claim, "claim.taken", now)


@transaction.atomic
def ask_question(*, actor: Viewer, claim_id: UUID, text: str, now: datetime) -> None:
    """Ask the partner something; the answer is due after 14 days.

    Raises: UnknownCase; Refused for an empty text, a claim of a colleague or one that is not in review.
    """
    claim = _own_case(actor, claim_id)
    if not text.strip():
        raise Refused("question.empty", _("Bitte schreiben Sie, was Sie vom Partner wissen möchten."))
    row_id, subject = uuid4(), _subject(claim)
    sealed = open_vault([subject]).seal(subject, "claims_informationrequest.question", row_id, text.strip())
    InformationRequest(
        id=row_id,
        **_scope(claim),
        question=sealed,
        asked_by_id=actor.account_id,
        asked_at=now,
        due_on=answer_due_on(berlin_date(now)),
    ).save(force_insert=True)
    _move(claim, "question", "claim.question.asked", now)
    _tell_author(claim, "claim.question.asked", now)


@transaction.atomic
def answer_question(
    *, actor: Viewer, claim_id: UUID, text: str, document_ids: Collection[UUID], now: datetime
) -> None:
    """Answer the open question with text, files, or both; the department has them in the same transaction.

    Raises: UnknownCase; Refused when nothing is open any more or the answer is empty.
    """
    claim = _case(actor, claim_id)
    question = claim.information_requests.select_for_update(of=("self",)).filter(answered_at=None).first()
    if question is None:
        raise Refused("answer.nothing_open", _("Diese Rückfrage ist schon beantwortet."))
    if not text.strip() and not document_ids:
        raise Refused("answer.empty", _("Bitte schreiben Sie eine Antwort oder fügen Sie eine Datei hinzu."))
    subject = _subject(claim)
    column = "claims_informationrequest.answer"
    question.answer = open_vault([subject]).seal(subject, column, question.id, text.strip())
    question.answered_by_id, question.answered_at = actor.account_id, now
    question.save(update_fields=["answer", "answered_by", "answered_at"])
    _attach(claim, question, document_ids)
    _move(claim, "in_review", "claim.question.answered", now)
    notify_department(
        department_id=_department(claim), claim_id=claim.id, occasion="claim.question.answered", now=now
    )


@transaction.atomic
def decide_invoice(
    *,
    actor: Viewer,
    claim_id: UUID,
    invoice_id: UUID,
    outcome: str,
    paid_amount: Decimal | None,
    reason: str,
    note: str,
    now: datetime,
) -> None:
    """Decide one invoice; a named person decides, never the program (Art. 22 DSGVO). Changeable until closing.

    Raises: UnknownCase; Refused for an inconsistent decision or a claim that is not in review.
    """
    claim = _own_case(actor, claim_id)
    invoice = Invoice.objects.select_for_update(of=("self",)).filter(claim=claim, id=invoice_id).first()
    if invoice is None or invoice.amount is None:
        raise UnknownCase
    decision = decide(outcome=outcome, invoice_amount=invoice.amount, paid_amount=paid_amount, reason=reason)
    invoice.outcome, invoice.paid_amount, invoice.reason = (
        decision.outcome,
        decision.paid_amount,
        decision.reason,
    )
    invoice.reason_note = _sealed_note(claim, invoice, note)
    invoice.decided_by_id, invoice.decided_at = actor.account_id, now
    invoice.save(
        update_fields=["outcome", "paid_amount", "reason", "reason_note", "decided_by", "decided_at"]
    )
    if not claim.invoices.filter(outcome=None).exists() and claim.state != "decided":
        claim.decided_at = now
        _move(claim, "decided", "claim.decided", now)
        _tell_author(claim, "claim.decided", now)


@transaction.atomic
def close_claim(*, actor: Viewer, claim_id: UUID, now: datetime) -> None:
    """Close a claim whose invoices are all decided; R-LEISTUNG begins to run.

    Raises: UnknownCase; Refused while an invoice is undecided.
    """
    claim = _case(actor, claim_id)
    if claim.state != "decided" or claim.clerk_id != actor.account_id:
        raise Refused("case.undecided", _("Bitte entscheiden Sie zuerst über jede Rechnung."))
    claim.closed_at = now
    _move(claim, "closed", "claim.closed", now)
    mark_done(claim_id=claim.id, now=now)
    _tell_author(claim, "claim.closed", now)


def _case(actor: Viewer, claim_id: UUID) -> Claim:
    """Return the claim, locked, if it is in the actor's department or of the actor's partner."""
    sent = Claim.objects.exclude(state="draft").select_for_update(of=("self",))
    if actor.is_clerk:
        claim = sent.filter(id=claim_id, department_id=actor.department).first()
    else:
        claim = sent.filter(id=claim_id, partner_id=actor.partner).first()
    if claim is None:
        raise UnknownCase
    return claim


def _own_case(actor: Viewer, claim_id: UUID) -> Claim:
    claim = _case(actor, claim_id)
    if claim.clerk_id != actor.account_id:
        raise Refused("case.not_yours", _("Bitte übernehmen Sie den Antrag, bevor Sie ihn bearbeiten."))
    if claim.state not in {"in_review", "decided"}:
        raise Refused(
            "case.not_in_review", _("Gerade ist keine Bearbeitung möglich: Eine Rückfrage ist offen.")
        )
    return claim


def _attach(claim: Claim, question: InformationRequest, document_ids: Collection[UUID]) -> None:
    waiting = Attachment.objects.filter(claim=claim, document_id__in=document_ids, department=None)
    waiting.update(department_id=claim.department_id, information_request=question)
    hand_over(document_ids=document_ids, department_id=_department(claim))


def _move(claim: Claim, state: str, event: str, now: datetime) -> None:
    claim.state = state
    claim.save(update_fields=["state", "decided_at", "closed_at"])
    _note(claim, event, now)


def _note(claim: Claim, kind: str, now: datetime) -> None:
    ClaimEvent(**_scope(claim), kind=kind, occurred_at=now).save(force_insert=True)


def _tell_author(claim: Claim, occasion: str, now: datetime) -> None:
    if claim.author_id is not None:
        notify_account(account_id=claim.author_id, claim_id=claim.id, occasion=occasion, now=now)


def _sealed_note(claim: Claim, invoice: Invoice, note: str) -> bytes | None:
    if not note.strip():
        return None
    subject = _subject(claim)
    return open_vault([subject]).seal(subject, "claims_invoice.reason_note", invoice.id, note.strip())


def _scope(claim: Claim) -> dict[str, UUID | None]:
    return {
        "claim_id": claim.id,
        "partner_id": claim.partner_id,
        "author_id": claim.author_id,
        "department_id": claim.department_id,
    }


def _subject(claim: Claim) -> UUID:
    if claim.insured_person_id is None:
        raise UnknownCase
    return claim.insured_person_id


def _department(claim: Claim) -> UUID:
    if claim.department_id is None:
        raise UnknownCase
    return claim.department_id

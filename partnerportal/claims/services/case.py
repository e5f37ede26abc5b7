"""Work on a submitted claim: take it, ask, answer, decide, close. Every step is told to the partner at once."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from decimal import Decimal
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import QuerySet

from partnerportal.claims.models import Attachment, Claim, ClaimEvent, InformationRequest, Invoice
from partnerportal.claims.rules.decisions import Decision, answer_due_on, decide
from partnerportal.database.keys import open_vault
from partnerportal.documents.services import hand_over
from partnerportal.kernel.clock import berlin_date
from partnerportal.kernel.errors import Refused
from partnerportal.kernel.errors import marked_for_translation as _
from partnerportal.kernel.viewer import Viewer
from partnerportal.routing.services import mark_done, mark_taken, notify_account, notify_department

ZERO = Decimal("0.00")


class UnknownCase(LookupError):  # noqa: N818 - reads as what it says
    """No case of that id is within the actor's reach; the page answers 404."""


@transaction.atomic
def take_claim(*, actor: Viewer, claim_id: UUID, now: datetime) -> None:
    """Take a claim nobody works on; taking one's own again changes nothing.

    Raises: UnknownCase; Refused when a colleague was quicker or the claim is closed.
    """
    claim = _department_case(actor, claim_id)
    if claim.clerk_id == actor.account_id:
        return
    if claim.clerk_id is not None:
        raise Refused("case.taken", _("Diesen Antrag bearbeitet schon jemand aus Ihrer Abteilung."))
    if claim.state == "closed":
        raise Refused("case.closed", _CLOSED)
    claim.clerk_id = actor.account_id
    # Where the clerk's account was closed, a claim can be further on; it stays there.
    claim.state = "in_review" if claim.state == "submitted" else claim.state
    claim.save(update_fields=["clerk", "state"])
    mark_taken(claim_id=claim.id, account_id=actor.account, now=now)
    _note(claim, "claim.taken", now)
    _tell_author(claim, "claim.taken", now)


@transaction.atomic
def ask_question(*, actor: Viewer, claim_id: UUID, text: str, now: datetime) -> None:
    """Ask the partner something; the answer is due after 14 days.

    Raises: UnknownCase; Refused for an empty text, a claim of a colleague or one that is not in review.
    """
    claim = _case_in_work(actor, claim_id)
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

    Raises: UnknownCase, also for a file that is not attached to this claim; Refused when nothing is open any
    more or the answer is empty.
    """
    claim = _partner_case(actor, claim_id)
    question = claim.information_requests.select_for_update(of=("self",)).filter(answered_at=None).first()
    if question is None:
        raise Refused("answer.nothing_open", _("Diese Rückfrage ist schon beantwortet."))
    if not text.strip() and not document_ids:
        raise Refused("answer.empty", _("Bitte schreiben Sie eine Antwort oder fügen Sie eine Datei hinzu."))
    _write_answer(claim, question, text.strip(), actor.account_id, now)
    _attach(claim, question, document_ids)
    _move(claim, "in_review", "claim.question.answered", now)
    notify_department(
        department_id=_department(claim), claim_id=claim.id, occasion="claim.question.answered", now=now
    )


@transaction.atomic
def withdraw_question(*, actor: Viewer, claim_id: UUID, now: datetime) -> None:
    """Take the open question back, so that a claim whose answer never comes can be decided all the same.

    It stays on record, answered by nobody and with nothing. Raises: UnknownCase; Refused when nothing is open.
    """
    claim = _department_case(actor, claim_id)
    _check_own(actor, claim)
    question = claim.information_requests.select_for_update(of=("self",)).filter(answered_at=None).first()
    if question is None:
        raise Refused("question.nothing_open", _("Es ist keine Rückfrage mehr offen."))
    _write_answer(claim, question, "", None, now)
    _move(claim, "in_review", "claim.taken", now)
    _tell_author(claim, "claim.taken", now)


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

    The partner is told once every invoice is decided, and again when a decision changes after that. The same
    decision sent twice (double click) counts once.

    Raises: UnknownCase; Refused for an inconsistent decision or a claim that is not in review.
    """
    claim = _case_in_work(actor, claim_id)
    invoice = Invoice.objects.select_for_update(of=("self",)).filter(claim=claim, id=invoice_id).first()
    if invoice is None or invoice.amount is None:
        raise UnknownCase
    decision = decide(outcome=outcome, invoice_amount=invoice.amount, paid_amount=paid_amount, reason=reason)
    has_changed = _write_decision(actor, claim, invoice, decision, note.strip(), now)
    # After a question the case is in review again: confirming what stood there decides it anew.
    if claim.state == "decided" and not has_changed:
        return
    if claim.invoices.filter(outcome=None).exists():
        return
    claim.decided_at = now
    _move(claim, "decided", "claim.decided", now)
    _tell_author(claim, "claim.decided", now)


@transaction.atomic
def close_claim(*, actor: Viewer, claim_id: UUID, now: datetime) -> None:
    """Close a claim whose invoices are all decided; R-LEISTUNG begins to run. Closing twice changes nothing.

    Raises: UnknownCase; Refused while an invoice is undecided or a question open, or for a colleague's claim.
    """
    claim = _department_case(actor, claim_id)
    if claim.state == "closed" and claim.clerk_id == actor.account_id:
        return
    _check_in_work(actor, claim)
    if claim.invoices.filter(outcome=None).exists():
        raise Refused("case.undecided", _("Bitte entscheiden Sie zuerst über jede Rechnung."))
    claim.closed_at = now
    _move(claim, "closed", "claim.closed", now)
    mark_done(claim_id=claim.id, now=now)
    _tell_author(claim, "claim.closed", now)


_CLOSED = _("Dieser Antrag ist schon abgeschlossen.")


def _department_case(actor: Viewer, claim_id: UUID) -> Claim:
    """Return the claim, locked until the commit, if it is in the clerk's department."""
    if not actor.is_clerk:
        raise UnknownCase
    return _locked(Claim.objects.filter(id=claim_id, department_id=actor.department))


def _partner_case(actor: Viewer, claim_id: UUID) -> Claim:
    """Return the claim, locked until the commit, if it is the partner's and the account may see claims."""
    if not (actor.is_partner and actor.may_see_claims):
        raise UnknownCase
    return _locked(Claim.objects.filter(id=claim_id, partner_id=actor.partner))


def _locked(claims: QuerySet[Claim]) -> Claim:
    claim = claims.exclude(state="draft").select_for_update(of=("self",)).first()
    if claim is None:
        raise UnknownCase
    return claim


def _case_in_work(actor: Viewer, claim_id: UUID) -> Claim:
    claim = _department_case(actor, claim_id)
    _check_in_work(actor, claim)
    return claim


def _check_in_work(actor: Viewer, claim: Claim) -> None:
    """Let the clerk of the case go on. Raises: Refused also while an answer is awaited or after closing."""
    _check_own(actor, claim)
    if claim.state == "question":
        raise Refused("case.question_open", _("Eine Rückfrage ist offen. Bitte warten Sie die Antwort ab."))
    if claim.state == "closed":
        raise Refused("case.closed", _CLOSED)


def _check_own(actor: Viewer, claim: Claim) -> None:
    if claim.clerk_id is None:
        raise Refused("case.not_taken", _("Bitte übernehmen Sie den Antrag, bevor Sie ihn bearbeiten."))
    if claim.clerk_id != actor.account_id:
        raise Refused("case.not_yours", _("Diesen Antrag bearbeitet jemand anderes aus Ihrer Abteilung."))


def _write_answer(
    claim: Claim, question: InformationRequest, text: str, answered_by: UUID | None, now: datetime
) -> None:
    subject = _subject(claim)
    question.answer = open_vault([subject]).seal(
        subject, "claims_informationrequest.answer", question.id, text
    )
    question.answered_by_id, question.answered_at = answered_by, now
    question.save(update_fields=["answer", "answered_by", "answered_at"])


def _write_decision(
    actor: Viewer, claim: Claim, invoice: Invoice, decision: Decision, note: str, now: datetime
) -> bool:
    """Write the decision and return True; False when exactly this stands there already."""
    subject = _subject(claim)
    vault, place = open_vault([subject]), "claims_invoice.reason_note"
    known = vault.unseal(subject, place, invoice.id, invoice.reason_note) if invoice.reason_note else ""
    if (
        Decision(invoice.outcome or "", invoice.paid_amount or ZERO, invoice.reason) == decision
        and known == note
    ):
        return False
    invoice.outcome, invoice.paid_amount = decision.outcome, decision.paid_amount
    invoice.reason = decision.reason
    invoice.reason_note = vault.seal(subject, place, invoice.id, note) if note else None
    invoice.decided_by_id, invoice.decided_at = actor.account_id, now
    invoice.save(
        update_fields=["outcome", "paid_amount", "reason", "reason_note", "decided_by", "decided_at"]
    )
    return True


def _attach(claim: Claim, question: InformationRequest, document_ids: Collection[UUID]) -> None:
    """Tie the waiting files to the answer. Raises: UnknownCase for one that does not wait at this claim."""
    waiting = Attachment.objects.filter(claim=claim, document_id__in=document_ids, department=None)
    tied = waiting.update(department_id=claim.department_id, information_request=question)
    if tied != len(set(document_ids)):
        raise UnknownCase
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

"""Read one case with everything the clerk decides by, in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import gettext

from partnerportal.accounts.rules.directory import REMOVED_ACCOUNT, name_of
from partnerportal.claims.models import Attachment, Claim, ClaimEvent, InformationRequest, Invoice, Payee
from partnerportal.claims.queries.case_parts import Case, CaseInvoice, CasePayee, CaseQuestion
from partnerportal.claims.rules.checks import Check, Term, checks_of
from partnerportal.claims.rules.decisions import REASON_BY_CODE
from partnerportal.contracts.queries import has_consents
from partnerportal.database.keys import Vault, open_vault
from partnerportal.documents.queries import DocumentRow, rows_for
from partnerportal.kernel.clock import berlin_date
from partnerportal.kernel.iban import Iban, mask
from partnerportal.kernel.viewer import Viewer

Files = Mapping[UUID | None, tuple[DocumentRow, ...]]


def case_for(*, viewer: Viewer, number: str) -> Case | None:
    """Return the case of the viewer's department; None for a foreign and for a missing number alike."""
    if not viewer.is_clerk:
        return None
    claims = Claim.objects.filter(number=number, department_id=viewer.department).exclude(state="draft")
    row = claims.values_list(*_COLUMNS, named=True).first()
    if row is None:
        return None
    vault = open_vault({row.insured_person_id, row.contract__policyholder_id})
    by_invoice, by_question = _files(viewer, row.id)
    invoices = _invoices(row, vault, by_invoice)
    payee = _payee(row, vault, is_whole=row.clerk_id == viewer.account_id)
    events = ClaimEvent.objects.filter(claim_id=row.id).order_by("occurred_at", "id")
    return Case(
        **_facts(row),
        is_mine=row.clerk_id == viewer.account_id,
        payee=payee,
        invoices=invoices,
        questions=_questions(row, vault, by_question),
        events=tuple(events.values_list("kind", "occurred_at")),
        checks=_checks(viewer, row, invoices, payee),
    )


def _facts(row: Any) -> dict[str, Any]:
    return {
        "id": row.id,
        "number": row.number,
        "state": row.state,
        "submitted_at": row.submitted_at,
        "closed_at": row.closed_at,
        "clerk": _account_name(row, "clerk") if row.clerk_id else None,
        "partner": row.partner__name,
        "person": _name(row, "insured_person"),
        "person_born_on": row.insured_person__born_on,
        "policyholder": _name(row, "contract__policyholder"),
        "policy_number": row.contract__policy_number,
        "tariff": row.contract__tariff,
        "term": Term(row.contract__begins_on, row.contract__ends_on),
    }


def _checks(
    viewer: Viewer, case: Any, invoices: tuple[CaseInvoice, ...], payee: CasePayee | None
) -> tuple[Check, ...]:
    found = checks_of(
        [invoice.facts for invoice in invoices],
        Term(case.contract__begins_on, case.contract__ends_on),
        submitted_on=berlin_date(case.submitted_at),
        twins=_twins(case, invoices),
        has_consents=has_consents(viewer=viewer, insured_person_id=case.insured_person_id),
        pays_contract_account=payee is not None and payee.is_from_contract,
    )
    return tuple(found)


_COLUMNS = (
    "id",
    "number",
    "state",
    "submitted_at",
    "closed_at",
    "clerk_id",
    "clerk__first_name",
    "clerk__last_name",
    "partner__name",
    "insured_person_id",
    "insured_person__first_name",
    "insured_person__last_name",
    "insured_person__born_on",
    "contract_id",
    "contract__policy_number",
    "contract__tariff",
    "contract__begins_on",
    "contract__ends_on",
    "contract__policyholder_id",
    "contract__policyholder__first_name",
    "contract__policyholder__last_name",
)


def _name(row: Any, path: str) -> str:
    return name_of(getattr(row, f"{path}__first_name"), getattr(row, f"{path}__last_name"))


def _account_name(row: Any, path: str) -> str:
    """Return who did it; empty for nobody and for people of other departments, a stand-in once it was removed."""
    is_seen = getattr(row, f"{path}__last_name") is not None
    return _name(row, path) or (gettext(REMOVED_ACCOUNT) if is_seen else "")


def _invoices(case: Any, vault: Vault, files: Files) -> tuple[CaseInvoice, ...]:
    subject = case.insured_person_id
    return tuple(
        CaseInvoice(
            id=row.id,
            position=position,
            provider=_plain(vault, subject, "claims_invoice.provider", row.id, row.provider) or "",
            issued_on=row.issued_on,
            amount=row.amount,
            currency=row.currency,
            outcome=row.outcome,
            paid_amount=row.paid_amount,
            reason=REASON_BY_CODE.get(row.reason),
            note=_plain(vault, subject, "claims_invoice.reason_note", row.id, row.reason_note) or "",
            decided_by=_account_name(row, "decided_by"),
            decided_at=row.decided_at,
            files=files.get(row.id, ()),
        )
        for position, row in enumerate(_invoice_rows(case.id), start=1)
    )


def _invoice_rows(claim_id: UUID) -> Iterable[Any]:
    columns = ("id", "provider", "issued_on", "amount", "currency", "outcome", "paid_amount", "reason")
    decision = ("reason_note", "decided_by__first_name", "decided_by__last_name", "decided_at")
    rows = Invoice.objects.filter(claim_id=claim_id).order_by("position")
    return rows.values_list(*columns, *decision, named=True)


def _payee(case: Any, vault: Vault, *, is_whole: bool) -> CasePayee | None:
    row = Payee.objects.filter(claim_id=case.id).first()
    if row is None:
        return None

    def plain(column: str) -> str:
        subject = case.contract__policyholder_id
        return vault.unseal(subject, f"claims_payee.{column}", row.id, getattr(row, column))

    return CasePayee(
        is_from_contract=row.is_from_contract,
        holder=plain("holder"),
        iban=Iban(plain("iban"), None, None).pretty if is_whole else mask(row.last_four, row.country),
        bic=plain("bic"),
        bank_name=plain("bank_name"),
    )


def _questions(case: Any, vault: Vault, files: Files) -> tuple[CaseQuestion, ...]:
    columns = ("id", "question", "asked_by__first_name", "asked_by__last_name", "asked_at", "due_on")
    rows = InformationRequest.objects.filter(claim_id=case.id).order_by("asked_at", "id")
    subject, place = case.insured_person_id, "claims_informationrequest"
    return tuple(
        CaseQuestion(
            text=_plain(vault, subject, f"{place}.question", row.id, row.question) or "",
            asked_by=_account_name(row, "asked_by"),
            asked_at=row.asked_at,
            due_on=row.due_on,
            answer=_plain(vault, subject, f"{place}.answer", row.id, row.answer),
            answered_at=row.answered_at,
            files=files.get(row.id, ()),
        )
        for row in rows.values_list(*columns, "answer", "answered_at", named=True)
    )


def _plain(vault: Vault, subject: UUID, column: str, row_id: UUID, sealed: Any) -> str | None:
    return None if sealed is None else vault.unseal(subject, column, row_id, sealed)


def _files(viewer: Viewer, claim_id: UUID) -> tuple[Files, Files]:
    """Return the case's documents by invoice and by question."""
    attached = Attachment.objects.filter(claim_id=claim_id, department_id=viewer.department)
    ties = list(
        attached.order_by("position", "id").values_list("document_id", "invoice_id", "information_request_id")
    )
    documents = {row.id: row for row in rows_for(viewer=viewer, document_ids=[tie[0] for tie in ties])}
    by_invoice: dict[UUID | None, tuple[DocumentRow, ...]] = {}
    by_question: dict[UUID | None, tuple[DocumentRow, ...]] = {}
    for document_id, invoice_id, question_id in ties:
        if document_id in documents:
            found, key = (by_question, question_id) if question_id else (by_invoice, invoice_id)
            found[key] = (*found.get(key, ()), documents[document_id])
    return by_invoice, by_question


def _twins(case: Any, invoices: tuple[CaseInvoice, ...]) -> dict[int, str]:
    """Return, by position, the latest other claim of the contract with an invoice of that day and amount."""
    others = Invoice.objects.filter(
        claim__contract_id=case.contract_id,
        claim__number__isnull=False,
        issued_on__in=[invoice.issued_on for invoice in invoices],
        amount__in=[invoice.amount for invoice in invoices],
    ).exclude(claim_id=case.id)
    numbers = {
        (issued_on, amount, currency): number or ""
        for issued_on, amount, currency, number in others.order_by("claim__submitted_at").values_list(
            "issued_on", "amount", "currency", "claim__number"
        )
    }
    return {
        row.position: numbers[row.issued_on, row.amount, row.currency]
        for row in invoices
        if (row.issued_on, row.amount, row.currency) in numbers
    }

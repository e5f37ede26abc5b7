"""Gather what the acknowledgement of receipt prints."""

from __future__ import annotations

from collections.abc import Sequence

from partnerportal.claims.queries.detail import ClaimDetail, detail_for
from partnerportal.claims.receipt import ReceiptData, ReceiptFile, ReceiptInvoice, render_receipt
from partnerportal.documents.queries import DocumentRow
from partnerportal.kernel.money import Money, format_amount
from partnerportal.kernel.viewer import Viewer
from partnerportal.privacy.retention_classes import retention_class, rule_sentence


def acknowledgement_pdf(
    *, viewer: Viewer, number: str, operator_name: str, operator_address: Sequence[str]
) -> bytes | None:
    """Return the acknowledgement of receipt as PDF, None for a claim that is not the viewer's."""
    data = acknowledgement_for(
        viewer=viewer, number=number, operator_name=operator_name, operator_address=operator_address
    )
    return render_receipt(data) if data else None


def acknowledgement_for(
    *, viewer: Viewer, number: str, operator_name: str, operator_address: Sequence[str]
) -> ReceiptData | None:
    """Return what arrived with a claim of the viewer's partner, as it was sent; None for any other number.

    Later answers and decisions are not part of it, so the document of one claim never changes.
    """
    claim = detail_for(viewer=viewer, number=number)
    if claim is None:
        return None
    return ReceiptData(
        operator_name=operator_name,
        operator_address=tuple(operator_address),
        claim_number=number,
        received_at=claim.submitted_at,
        policy_number=claim.policy_number,
        insured_person=claim.person,
        partner_name=viewer.organisation,
        department=claim.department,
        total=" + ".join(_printed(money) for money in claim.amounts),
        invoices=_invoices(claim),
        files=tuple(_file(document) for invoice in claim.invoices for document in invoice.files),
        retention_sentence=rule_sentence(retention_class("R-LEISTUNG")),
    )


def _invoices(claim: ClaimDetail) -> tuple[ReceiptInvoice, ...]:
    return tuple(
        ReceiptInvoice(invoice.provider, invoice.issued_on, _printed(invoice.amount))
        for invoice in claim.invoices
    )


def _file(document: DocumentRow) -> ReceiptFile:
    return ReceiptFile(
        name=document.name,
        size=document.original_size,
        pages=document.pages,
        sha256=document.original_sha256,
        kept_sha256=document.kept_sha256,
        note=", ".join(document.changes),
    )


def _printed(money: Money) -> str:
    """Write an amount the German way, whatever the page's language: the document is German."""
    return format_amount(money.amount, money.currency, "de")

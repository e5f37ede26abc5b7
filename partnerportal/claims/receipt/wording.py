"""Turn receipt data into the words and numbers a German reader expects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partnerportal.ui.printing import german_date, german_instant, printable

if TYPE_CHECKING:
    from partnerportal.claims.receipt import ReceiptData, ReceiptFile, ReceiptInvoice


def as_printed(data: ReceiptData) -> dict[str, object]:
    """Return what the template prints, every value a string."""
    return {
        "operator_name": printable(data.operator_name),
        "operator_address": [printable(line) for line in data.operator_address],
        "claim_number": printable(data.claim_number),
        "received_at": german_instant(data.received_at),
        "policy_number": printable(data.policy_number),
        "insured_person": printable(data.insured_person),
        "partner_name": printable(data.partner_name),
        "department": printable(data.department),
        "total": printable(data.total),
        "invoices": [_invoice(invoice) for invoice in data.invoices],
        "files": [_file(file) for file in data.files],
        "retention_sentence": printable(data.retention_sentence),
    }


def german_size(size: int) -> str:
    """Return a size in bytes as "812 Byte", "71 KB" or "1,2 MB"."""
    if size < 1024:
        return f"{size}\u00a0Byte"
    if size < 1024 * 1024:
        return f"{size / 1024:.0f}\u00a0KB"
    return f"{size / 1024 / 1024:.1f}\u00a0MB".replace(".", ",")


def _invoice(invoice: ReceiptInvoice) -> dict[str, str]:
    return {
        "provider": printable(invoice.provider),
        "issued_on": german_date(invoice.issued_on),
        "amount": printable(invoice.amount),
    }


def _file(file: ReceiptFile) -> dict[str, str]:
    return {
        "name": printable(file.name),
        "size": german_size(file.size),
        "pages": "1\u00a0Seite" if file.pages == 1 else f"{file.pages}\u00a0Seiten",
        "sha256": file.sha256,
        "kept_sha256": file.kept_sha256,
        "note": printable(file.note),
    }

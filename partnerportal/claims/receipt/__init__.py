"""Print the acknowledgement of receipt: one PDF that says what arrived, when, and with which fingerprints.

Tagged PDF/A-3a and PDF/UA-1 in one file, so archives and screen readers take it alike (ADR 0006).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from partnerportal.claims.receipt.wording import as_printed
from partnerportal.ui.printing import compile_pdf

__all__ = ["ReceiptData", "ReceiptFile", "ReceiptInvoice", "render_receipt"]

_TEMPLATE = Path(__file__).resolve().parent / "receipt.typ"


@dataclass(frozen=True, slots=True)
class ReceiptFile:
    """Name one file as sent; `size` in bytes, `sha256` of the original, `kept_sha256` of what we keep."""

    name: str
    size: int
    pages: int
    sha256: str
    kept_sha256: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class ReceiptInvoice:
    """Name one invoice of the claim; `amount` as printed, currency included."""

    provider: str
    issued_on: date
    amount: str


@dataclass(frozen=True, slots=True)
class ReceiptData:
    """Hold what is printed; `received_at` is aware and shown in Berlin time, `total` is already formatted."""

    operator_name: str
    operator_address: tuple[str, ...]
    claim_number: str
    received_at: datetime
    policy_number: str
    insured_person: str
    partner_name: str
    department: str
    total: str
    invoices: tuple[ReceiptInvoice, ...]
    files: tuple[ReceiptFile, ...]
    retention_sentence: str


def render_receipt(data: ReceiptData) -> bytes:
    """Return the receipt as PDF; the same data give the same bytes."""
    return compile_pdf(_TEMPLATE, name="receipt", data=as_printed(data), dated=data.received_at)

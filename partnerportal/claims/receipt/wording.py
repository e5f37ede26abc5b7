"""Turn receipt data into the words and numbers a German reader expects."""

from __future__ import annotations

import unicodedata
from datetime import datetime
from typing import TYPE_CHECKING

from partnerportal.kernel.clock import BERLIN

if TYPE_CHECKING:
    from partnerportal.claims.receipt import ReceiptData, ReceiptFile, ReceiptInvoice

_GERMAN_ZONES = {"CET": "MEZ", "CEST": "MESZ"}
PRINTABLE = (
    (0x20, 0x7E),  # ASCII
    (0xA0, 0x24F),  # Latin with all European accents
    (0x386, 0x3CE),  # Greek
    (0x400, 0x45F),  # Cyrillic
    (0x1E00, 0x1EFF),  # Vietnamese, and the capital ß
    (0x2010, 0x2027),  # dashes and quotation marks
    (0x2030, 0x203A),
    (0x20A0, 0x20BF),  # currencies
    (0x2190, 0x2193),  # arrows
    (0x2212, 0x2212),  # minus
    (0x2122, 0x2122),  # trade mark
)
"""What Figtree and DejaVu Sans Mono can draw; a test prints every character of it."""

_UNPRINTABLE = "\ufffd"
_LONGEST_RUN = 24


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


def german_instant(instant: datetime) -> str:
    """Return an aware instant like "14.03.2026, 10:22:31 Uhr (MEZ)", in Berlin time."""
    local = instant.astimezone(BERLIN)
    zone = _GERMAN_ZONES.get(local.tzname() or "", "Berliner Zeit")
    return f"{local:%d.%m.%Y, %H:%M:%S} Uhr ({zone})"


def german_size(size: int) -> str:
    """Return a size in bytes as "812 Byte", "71 KB" or "1,2 MB"."""
    if size < 1024:
        return f"{size}\u00a0Byte"
    if size < 1024 * 1024:
        return f"{size / 1024:.0f}\u00a0KB"
    return f"{size / 1024 / 1024:.1f}\u00a0MB".replace(".", ",")


def printable(text: str) -> str:
    """Replace what the fonts lack, and every control and direction mark; long words may break anywhere.

    PDF/A forbids missing glyphs, so one emoji in a file name would cost the whole receipt.
    """
    shown = "".join(mark if _has_glyph(mark) else _UNPRINTABLE for mark in unicodedata.normalize("NFC", text))
    return " ".join(_breakable(word) for word in shown.split(" "))


def _has_glyph(mark: str) -> bool:
    is_known = any(first <= ord(mark) <= last for first, last in PRINTABLE)
    return is_known and unicodedata.category(mark) not in ("Cc", "Cf", "Cn")


def _breakable(word: str) -> str:
    parts = [word[at : at + _LONGEST_RUN] for at in range(0, len(word), _LONGEST_RUN)]
    return "\u200b".join(parts)


def _invoice(invoice: ReceiptInvoice) -> dict[str, str]:
    return {
        "provider": printable(invoice.provider),
        "issued_on": f"{invoice.issued_on:%d.%m.%Y}",
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

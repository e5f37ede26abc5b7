"""Turn values into the words and numbers a German reader expects on paper, whatever the language of the page."""

from __future__ import annotations

import unicodedata
from datetime import date, datetime
from decimal import Decimal

from partnerportal.kernel.clock import BERLIN
from partnerportal.kernel.money import format_amount

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


def german_instant(instant: datetime) -> str:
    """Return an aware instant like "14.03.2026, 10:22:31 Uhr (MEZ)", in Berlin time."""
    local = instant.astimezone(BERLIN)
    zone = _GERMAN_ZONES.get(local.tzname() or "", "Berliner Zeit")
    return f"{local:%d.%m.%Y, %H:%M:%S} Uhr ({zone})"


def german_date(day: date) -> str:
    """Return a day like "14.03.2026"."""
    return f"{day:%d.%m.%Y}"


def german_amount(amount: Decimal, currency: str) -> str:
    """Return an amount like "1.234,56 €"."""
    return format_amount(amount, currency, "de")


def printable(text: str) -> str:
    """Replace what the fonts lack, and every control and direction mark; long words may break anywhere.

    PDF/A forbids missing glyphs, so one emoji in a file name would cost the whole document.
    """
    shown = "".join(mark if _has_glyph(mark) else _UNPRINTABLE for mark in unicodedata.normalize("NFC", text))
    return " ".join(_breakable(word) for word in shown.split(" "))


def _has_glyph(mark: str) -> bool:
    is_known = any(first <= ord(mark) <= last for first, last in PRINTABLE)
    return is_known and unicodedata.category(mark) not in ("Cc", "Cf", "Cn")


def _breakable(word: str) -> str:
    parts = [word[at : at + _LONGEST_RUN] for at in range(0, len(word), _LONGEST_RUN)]
    return "\u200b".join(parts)

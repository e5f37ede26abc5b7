"""Print invented bills and clean them as an upload is cleaned."""

from __future__ import annotations

import hashlib
import io
import json
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Literal

import typst
from PIL import Image, ImageFilter

import partnerportal
from partnerportal.config.seed.bills import Bill
from partnerportal.documents.inspection.image_cleaning import image_cleaner
from partnerportal.documents.inspection.media_types import JPEG
from partnerportal.documents.inspection.pdf_cleaning import clean_pdf
from partnerportal.documents.inspection.sentences import REMOVALS
from partnerportal.documents.inspection.verdicts import Cleaned
from partnerportal.kernel.money import format_amount

__all__ = ["Paper", "paper_of"]

_HERE = Path(__file__).resolve().parent
_FONT_DIR = Path(partnerportal.__file__).resolve().parent / "claims" / "receipt" / "fonts"
_FONTS = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[_FONT_DIR])
_TABLE_TOP = (172, 158, 140)
_SHADOW = (120, 108, 94)
_MARGIN_PIXELS = 90
# Not strftime: month names there depend on the machine's language.
_ENGLISH_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()  # noqa: SIM905 - easier to read


@dataclass(frozen=True, slots=True)
class Paper:
    """Hold a file as sent and as kept."""

    name: str
    media_type: str
    original: bytes
    kept: bytes
    pages: int
    changes: tuple[str, ...]

    @property
    def original_sha256(self) -> str:
        """Return the fingerprint of what was sent."""
        return hashlib.sha256(self.original).hexdigest()

    @property
    def kept_sha256(self) -> str:
        """Return the fingerprint of what is kept."""
        return hashlib.sha256(self.kept).hexdigest()


def paper_of(bill: Bill) -> Paper:
    """Return the bill as a cleaned PDF, a till receipt as a cleaned photograph.

    The cleaning runs in this process: the bytes are our own, so there is nothing to be locked in against.
    """
    if bill.layout == "till":
        photo = _photograph(_printed(bill, "png"))
        return _paper(f"Foto {bill.issued_on:%d.%m.%Y}.jpg", photo, image_cleaner(JPEG)(photo))
    document = _printed(bill, "pdf")
    return _paper(
        f"{'Invoice' if bill.layout == 'clinic' else 'Rechnung'} {bill.number}.pdf",
        document,
        clean_pdf(document),
    )


def _paper(name: str, original: bytes, cleaned: Cleaned) -> Paper:
    changes = tuple(phrase for key, phrase in REMOVALS.items() if key in cleaned.removed)
    return Paper(name, cleaned.media_type, original, cleaned.content, cleaned.pages, changes)


def _printed(bill: Bill, kind: Literal["pdf", "png"]) -> bytes:
    return typst.compile(
        _HERE / f"{bill.layout}.typ",
        root=_HERE,
        font_paths=_FONTS,
        ignore_system_fonts=True,
        format=kind,
        ppi=190.0,
        sys_inputs={"bill": json.dumps(_words(bill))},
        timestamp=int(datetime.combine(bill.issued_on, time(12), UTC).timestamp()),
    )


def _photograph(png: bytes) -> bytes:
    """Return the picture lying a little askew on a table, as a phone sees it."""
    with Image.open(io.BytesIO(png)) as slip:
        paper = slip.convert("RGB")
    margin, drop = _MARGIN_PIXELS, 8
    table = Image.new("RGB", (paper.width + 2 * margin, paper.height + 2 * margin), _TABLE_TOP)
    table.paste(
        _SHADOW, (margin + drop, margin + drop, margin + drop + paper.width, margin + drop + paper.height)
    )
    table.paste(paper, (margin, margin))
    turned = table.rotate(1.7, resample=Image.Resampling.BICUBIC, fillcolor=_TABLE_TOP)
    target = io.BytesIO()
    turned.filter(ImageFilter.GaussianBlur(0.6)).save(target, "JPEG", quality=86)
    return target.getvalue()


def _words(bill: Bill) -> dict[str, object]:
    """Return the bill with days and amounts as the layout prints them."""
    day, amount = (_english_day, _english_amount) if bill.layout == "clinic" else (_german_day, format_amount)
    return {
        **asdict(bill),
        "issued_on": day(bill.issued_on),
        "born_on": day(bill.born_on),
        "total": amount(bill.total, bill.currency),
        "lines": [
            {**asdict(line), "on": day(line.on), "amount": amount(line.amount, bill.currency)}
            for line in bill.lines
        ],
    }


def _german_day(day: date) -> str:
    return f"{day:%d.%m.%Y}"


def _english_day(day: date) -> str:
    return f"{day.day} {_ENGLISH_MONTHS[day.month - 1]} {day.year}"


def _english_amount(amount: Decimal, currency: str) -> str:
    return f"{currency} {amount:,.2f}"

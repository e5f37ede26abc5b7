"""Show what a request changes: old beside new, days and account numbers as people read them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext

from partnerportal.contracts.queries.changes import Line
from partnerportal.kernel.iban import HIDDEN
from partnerportal.ui.formatting import long_date


@dataclass(frozen=True, slots=True, repr=False)
class ShownLine:
    """Hold one line of the table; `old` is empty where the viewer may not see it."""

    title: str
    old: str
    new: str


def shown_lines(lines: Iterable[Line]) -> list[ShownLine]:
    """Return the lines as the page writes them."""
    return [
        ShownLine(gettext(line.title), _written(line.field, line.old or ""), _written(line.field, line.new))
        for line in lines
    ]


def _written(field: str, text: str) -> str:
    if field == "born_on" and text:
        return long_date(date.fromisoformat(text))
    if field == "iban" and HIDDEN not in text:
        return " ".join(text[start : start + 4] for start in range(0, len(text), 4))
    return text

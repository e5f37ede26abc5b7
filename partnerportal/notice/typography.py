"""Hold together what a German (or English) line must not break: number and unit, paragraph sign and number."""

from __future__ import annotations

import re

NBSP = "\u00a0"
_UNITS = "Minute|Stunde|Tag|Zeichen|minute|hour|day|character"
_BOUND = re.compile(
    rf"(?<=\bArt\.) |(?<=\bAbs\.) |(?<=\bNr\.) |(?<=\bBuchst\.) |(?<=§) |(?<=\d) (?={_UNITS})"
)


def held_together(text: str) -> str:
    """Return the text with non-breaking spaces inside such groups."""
    return _BOUND.sub(NBSP, text)

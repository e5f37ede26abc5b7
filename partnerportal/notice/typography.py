"""Hold together what a line must not break: number and unit, paragraph sign and number, a telephone number."""

from __future__ import annotations

import re

NBSP = "\u00a0"
_UNITS = "Minute|Stunde|Tag|Zeichen|minute|hour|day|character"
_BOUND = re.compile(
    rf"(?<=\bArt\.) |(?<=\bAbs\.) |(?<=\bNr\.) |(?<=\bBuchst\.) |(?<=§) |(?<=\d) (?={_UNITS})|(?<=\d) (?=\d)"
)


def held_together(text: str) -> str:
    """Return the text with non-breaking spaces inside such groups."""
    return _BOUND.sub(NBSP, text)

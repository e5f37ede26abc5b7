"""Read what a person typed into the search: numbers, names and birth dates, in any spelling and order."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from partnerportal.kernel.identifiers import policy_number_key, search_key

_MONTHS = (
    ("januar", "janner"),
    ("februar",),
    ("marz", "mrz"),
    ("april",),
    ("mai", "may"),
    ("juni", "june"),
    ("juli", "july"),
    ("august",),
    ("september",),
    ("oktober", "october"),
    ("november",),
    ("dezember", "december"),
)
_NUMERIC = re.compile(r"(?<![\d-])(\d{1,2})\s*[./]\s*(\d{1,2})\s*[./]\s*(\d{4}|\d{2})(?!\d)")
_ISO = re.compile(r"(?<![\w-])(\d{4})-(\d{1,2})-(\d{1,2})(?![\w-])")
_WORDED = re.compile(r"(?<![\d-])(\d{1,2})\s*\.?\s*([^\W\d_]{3,9})\.?\s*(\d{4}|\d{2})(?!\d)")


@dataclass(frozen=True, slots=True, repr=False)
class SearchTerms:
    """Hold what to look for: the whole text as a number, or names, parts of numbers and birth dates together.

    Each entry of `birth_dates` lists the days one typed date can mean.
    """

    number: str
    words: tuple[str, ...]
    number_parts: tuple[str, ...]
    birth_dates: tuple[tuple[date, ...], ...]

    @property
    def is_empty(self) -> bool:
        """Say whether nothing can be looked for."""
        return not (self.number or self.words or self.number_parts or self.birth_dates)

    @property
    def is_one_number(self) -> bool:
        """Say whether the text is one number without a space."""
        return self.number_parts == (self.number,) and not self.words


def read_search(text: str) -> SearchTerms:
    """Return the terms of a search text."""
    birth_dates, rest = _take_dates(text)
    pieces = rest.split()
    with_digit = [piece for piece in pieces if re.search(r"\d", piece)]
    names = " ".join(piece for piece in pieces if piece not in with_digit)
    return SearchTerms(
        number=_number_in(rest),
        words=tuple(dict.fromkeys(search_key(names).split())),
        number_parts=tuple(filter(None, (policy_number_key(piece) for piece in with_digit))),
        birth_dates=tuple(birth_dates),
    )


def _number_in(text: str) -> str:
    """Return the whole text as a policy number; empty without a digit, for then it is a name."""
    return policy_number_key(text) if re.search(r"\d", text) else ""


def _take_dates(text: str) -> tuple[list[tuple[date, ...]], str]:
    """Return the dates in the text and what is left without them."""
    found: list[tuple[date, ...]] = []

    def take(day: str, month: int, year: str, whole: str) -> str:
        days = _days(int(day), month, int(year), len(year))
        if not days:
            return whole
        found.append(days)
        return " "

    text = _ISO.sub(lambda m: take(m[3], int(m[2]), m[1], m[0]), text)
    text = _NUMERIC.sub(lambda m: take(m[1], int(m[2]), m[3], m[0]), text)
    text = _WORDED.sub(lambda m: take(m[1], _month(m[2]), m[3], m[0]), text)
    return found, text


def _month(word: str) -> int:
    """Return the month a German or English word names or abbreviates, 0 when it is none."""
    beginning = search_key(word)
    for number, names in enumerate(_MONTHS, start=1):
        if any(name.startswith(beginning) for name in names):
            return number
    return 0


def _days(day: int, month: int, year: int, year_digits: int) -> tuple[date, ...]:
    """Return the days meant: two for a year with two digits, for both centuries have living people."""
    years = (year,) if year_digits == 4 else (1900 + year, 2000 + year)
    try:
        return tuple(date(each, month, day) for each in years)
    except ValueError:
        return ()

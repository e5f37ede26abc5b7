"""Compare what an applicant wrote with what the portal knows, field by field, in any spelling. Pure.

Nothing here decides: each comparison is a finding an administrator looks at (clause C77). Both sides count alike,
so a comparison is the same whichever side has the typing error.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from rapidfuzz.distance import OSA

from partnerportal.kernel.errors import marked_for_translation as _
from partnerportal.kernel.identifiers import policy_number_key, search_key


class Agreement(StrEnum):
    """Name how far two values agree; UNKNOWN where one of them is missing."""

    SAME = "same"
    SIMILAR = "similar"
    DIFFERENT = "different"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Finding:
    """Say how far two values agree, and in a German word why they are not simply equal."""

    agreement: Agreement
    note: str = ""


@dataclass(frozen=True, slots=True)
class Name:
    """Be the name of a person."""

    first: str = field(repr=False)
    last: str = field(repr=False)


SAME, DIFFERENT = Finding(Agreement.SAME), Finding(Agreement.DIFFERENT)
UNKNOWN = Finding(Agreement.UNKNOWN)
SPELT_OTHERWISE = Finding(Agreement.SAME, _("andere Schreibweise"))
TYPING_ERROR = Finding(Agreement.SIMILAR, _("Tippfehler möglich"))
SWAPPED_NAMES = Finding(Agreement.SIMILAR, _("Vor- und Nachname vertauscht"))
SHORTER_NAME = Finding(Agreement.SIMILAR, _("Vorname kürzer oder länger"))
ONLY_LAST_NAME = Finding(Agreement.DIFFERENT, _("nur der Nachname gleich"))
IN_FIRM = Finding(Agreement.SIMILAR, _("Nachname steht im Firmennamen"))
FIRST_NAME_IN_FIRM = Finding(Agreement.SIMILAR, _("Vorname steht im Firmennamen"))
SWAPPED_DAY = Finding(Agreement.SIMILAR, _("Tag und Monat vertauscht"))
ONE_DIGIT = Finding(Agreement.SIMILAR, _("eine Ziffer anders"))
OTHER_HOUSE = Finding(Agreement.SIMILAR, _("andere Hausnummer"))
SHORTER_PLACE = Finding(Agreement.SIMILAR, _("Ort kürzer oder länger"))


def compare_number(given: str, known: str) -> Finding:
    """Compare two numbers of a register; hyphens, spaces and case do not count."""
    one, other = policy_number_key(given), policy_number_key(known)
    if not one or not other:
        return UNKNOWN
    if one == other:
        return SAME
    return ONE_DIGIT if OSA.distance(one, other, score_cutoff=1) <= 1 else DIFFERENT


def compare_name(given: Name, known: Name) -> Finding:
    """Compare two names of persons: umlauts however spelt (DIN 5007), swapped, mistyped, shortened."""
    one, other = _key_of(given), _key_of(known)
    if not any(one) or not any(other):
        return UNKNOWN
    if one == other:
        return SAME if _plain(given) == _plain(known) else SPELT_OTHERWISE
    turned = (other[1], other[0])
    if one == turned:
        return SWAPPED_NAMES
    if _are_near(one, other):
        return TYPING_ERROR
    return SWAPPED_NAMES if _are_near(one, turned) else _half_equal(one, other)


def find_in_firm(person: Name, firm: str) -> Finding:
    """Say whether the firm is named after the person, whose names may be swapped; one named otherwise says nothing."""
    if _stands_in(person.last, firm):
        return IN_FIRM
    return FIRST_NAME_IN_FIRM if _stands_in(person.first, firm) else UNKNOWN


def compare_birthday(given: date | None, known: date | None) -> Finding:
    """Compare two birthdays: day and month swapped, one digit wrong, two neighbours swapped."""
    if given is None or known is None:
        return UNKNOWN
    if given == known:
        return SAME
    if (given.year, given.month, given.day) == (known.year, known.day, known.month):
        return SWAPPED_DAY
    one, other = f"{given:%d%m%Y}", f"{known:%d%m%Y}"
    return ONE_DIGIT if OSA.distance(one, other, score_cutoff=1) <= 1 else DIFFERENT


def compare_street(given: str, known: str) -> Finding:
    """Compare street and house number; "Str.", "Straße" and " Straße" are one word."""
    (street, house), (other_street, other_house) = _split_street(given), _split_street(known)
    if not street or not other_street:
        return UNKNOWN
    if street == other_street:
        is_plain = _plain_text(given) == _plain_text(known)
        return (SAME if is_plain else SPELT_OTHERWISE) if house == other_house else OTHER_HOUSE
    return TYPING_ERROR if house == other_house and is_near(street, other_street) else DIFFERENT


def compare_postal_code(given: str, known: str) -> Finding:
    """Compare two postal codes."""
    return compare_number(given, known)


def compare_city(given: str, known: str) -> Finding:
    """Compare two places; "Frankfurt" is similar to "Frankfurt am Main"."""
    one, other = search_key(given), search_key(known)
    if not one or not other:
        return UNKNOWN
    if one == other:
        return SAME if _plain_text(given) == _plain_text(known) else SPELT_OTHERWISE
    if f"{one} ".startswith(f"{other} ") or f"{other} ".startswith(f"{one} "):
        return SHORTER_PLACE
    return TYPING_ERROR if is_near(one, other) else DIFFERENT


def is_near(one: str, other: str) -> bool:
    """Say whether two folded words differ by no more than typing errors: none below 4 letters, 1 below 8, else 2.

    A swap of two neighbours is one error (optimal string alignment, a form of the Damerau-Levenshtein distance).
    """
    shorter = min(len(one), len(other))
    allowed = 0 if shorter < 4 else 1 if shorter < 8 else 2
    return OSA.distance(one, other, score_cutoff=allowed) <= allowed


Key = tuple[str, str]
_STREET = re.compile(r"(?<=\w)\s*str(?:asse)?\b|\bstr(?:asse)?\b")
_HOUSE = re.compile(r"^(?P<street>.*?\D)\s*(?P<house>\d+(?:\s*\w{1,3}\b)*)$")


def _key_of(name: Name) -> Key:
    return search_key(name.first), search_key(name.last)


def _plain(name: Name) -> Key:
    return _plain_text(name.first), _plain_text(name.last)


def _plain_text(text: str) -> str:
    """Return a text without what nobody would call another spelling: case and spaces."""
    return " ".join(text.casefold().split())


def _are_near(one: Key, other: Key) -> bool:
    return is_near(one[0], other[0]) and is_near(one[1], other[1])


def _half_equal(one: Key, other: Key) -> Finding:
    if not is_near(one[1], other[1]):
        return DIFFERENT
    words, other_words = one[0].split(), other[0].split()
    if not words or not other_words:
        return SHORTER_NAME
    is_initial = min(len(words[0]), len(other_words[0])) == 1 and words[0][0] == other_words[0][0]
    return SHORTER_NAME if is_initial or set(words) & set(other_words) else ONLY_LAST_NAME


def _stands_in(name: str, firm: str) -> bool:
    wanted, words = search_key(name).split(), search_key(firm).split()
    return bool(wanted) and all(any(is_near(part, word) for word in words) for part in wanted)


def _split_street(text: str) -> Key:
    """Return street and house number, folded: "Linden-Straße 7 A" is ("lindenstr", "7a")."""
    folded = _STREET.sub("str", search_key(text))
    found = _HOUSE.match(folded)
    street, house = (found["street"], found["house"]) if found else (folded, "")
    return street.replace(" ", ""), house.replace(" ", "")

"""Make and read numbers and names: claim numbers, policy numbers, keys for sorting and for searching."""

from __future__ import annotations

import re
import unicodedata

from .errors import Refused
from .errors import marked_for_translation as _

LARGEST_RUNNING_NUMBER = 999_999


def claim_number(year: int, running: int) -> str:
    """Return the number of a claim, "EA-2026-000123-" and a check digit after ISO 7064 MOD 11,10.

    The check digit covers the year and the running number. It finds every single wrong digit and nearly all
    swapped neighbours, so a number read out on the telephone seldom opens another person's claim.

    Raises: ValueError when the year has not four digits or the running number is not 1 to 999,999.
    """
    if not (1000 <= year <= 9999 and 1 <= running <= LARGEST_RUNNING_NUMBER):
        message = "a claim number needs a four-digit year and a running number from 1 to 999,999"
        raise ValueError(message)
    return f"EA-{year}-{running:06d}-{_check_digit(f'{year}{running:06d}')}"


def parse_claim_number(text: str) -> str:
    """Return the claim number as issued, from any spelling (spaces, lower case, no hyphens, no zeros).

    Raises: Refused with claim_number.unreadable or claim_number.wrong_check_digit.
    """
    match = re.fullmatch(r"(?:EA)?([1-9][0-9]{3})([0-9]{1,6})([0-9])", policy_number_key(text))
    if match is None or int(match[2]) == 0:
        raise Refused(
            "claim_number.unreadable",
            _("Das ist keine Antragsnummer. Eine Antragsnummer sieht so aus: EA-2026-000123-7."),
        )
    number = claim_number(int(match[1]), int(match[2]))
    if not number.endswith(match[3]):
        raise Refused(
            "claim_number.wrong_check_digit",
            _(
                "In der Antragsnummer ist eine Ziffer falsch. "
                "Bitte vergleichen Sie sie mit der Eingangsbestätigung."
            ),
        )
    return number


def policy_number_key(text: str) -> str:
    """Return the number for comparing: upper case, only A–Z and 0–9 ("kv 12/345-b" → "KV12345B")."""
    return re.sub(r"[^A-Z0-9]", "", unicodedata.normalize("NFKC", text).upper())


def sort_key(text: str) -> str:
    """Return the key for ordering names after DIN 5007-1: ä as a, ö as o, ü as u, ß as ss, no accents.

    Upper and lower case are equal; hyphens and other separators count as one space, apostrophes not at all.
    """
    folded = unicodedata.normalize("NFKD", text).casefold().translate(_LETTERS_WITHOUT_DECOMPOSITION)
    letters = "".join(
        sign for sign in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(sign)
    )
    return " ".join(re.sub(r"[\W_]+", " ", re.sub(r"['’ʼ`´]", "", letters)).split())


def search_key(text: str) -> str:
    """Return the key for finding names however they are spelt: Müller, Mueller and Muller share "muller".

    After `sort_key`, every "ae", "oe", "ue" becomes "a", "o", "u". Keys are compared with keys only.
    The price is a wider net: Bauer also finds Baur. The gain is that no spelling of an umlaut hides a
    person. The key of a name's beginning is the beginning of the name's key, so prefix search works.
    """
    return re.sub(r"([aou])e+", r"\1", sort_key(text))


_LETTERS_WITHOUT_DECOMPOSITION = str.maketrans(
    {"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ħ": "h"}
)


def _check_digit(digits: str) -> int:
    """Return the check digit of ISO/IEC 7064:2003, hybrid system MOD 11,10 (as in the German tax number)."""
    product = 10
    for digit in digits:
        total = (product + int(digit)) % 10 or 10
        product = total * 2 % 11
    return (11 - product) % 10

"""Compare what is typed with words however they are spelt: case, accents, umlauts, digits for letters. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

SHORTEST_PART = 4  # letters (clause C05)

_DIAERESIS = "\u0308"
_SINGLE_LETTERS = str.maketrans(
    {"æ": "ae", "œ": "oe", "ø": "ö", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ħ": "h"}
)
_WRITTEN_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
_UMLAUTS = {"a": "ä", "o": "ö", "u": "ü"}
_DIGITS_FOR_LETTERS = str.maketrans("0134578@$!|", "oieastbasil")


def spelt(text: str) -> str:
    """Return the text in lower case without accents; ä, ö, ü stay, ß becomes ss."""
    lower = unicodedata.normalize("NFKC", text).casefold().translate(_SINGLE_LETTERS)
    kept: list[str] = []
    for sign in unicodedata.normalize("NFD", lower):
        if sign == _DIAERESIS and kept and kept[-1] in _UMLAUTS:
            kept[-1] = _UMLAUTS[kept[-1]]
        elif not unicodedata.combining(sign):
            kept.append(sign)
    return "".join(kept)


def folded(text: str) -> str:
    """Return the text as `spelt`, with ä, ö, ü written out: "Möwe" and "MOEWE" are both "moewe"."""
    return spelt(text).translate(_WRITTEN_OUT)


def without_digits_for_letters(text: str) -> str:
    """Return the text with the usual digits and signs read as letters: "p4ssw0rt" is "passwort"."""
    return text.translate(_DIGITS_FOR_LETTERS)


def contains_part(text: str, personal: Iterable[str]) -> bool:
    """Say whether a word of at least four letters out of `personal` stands in the text, in any spelling.

    Of an e-mail address the part before the @ and the domain without its ending count.
    """
    plain = spelt(text)
    forms = [plain, without_digits_for_letters(plain)]
    forms += [re.sub(r"[\W\d_]+", "", form) for form in forms]
    return any(re.search(_pattern(part), form) for part in _parts(personal) for form in forms)


def _parts(personal: Iterable[str]) -> Iterator[str]:
    for item in personal:
        local, at, domain = item.rpartition("@")
        text = f"{local} {domain.rpartition('.')[0]}" if at else item
        for part in re.findall(r"[^\W\d_]+", spelt(text)):
            if len(part.translate(_WRITTEN_OUT)) >= SHORTEST_PART:
                yield part


def _pattern(part: str) -> str:
    """Return an expression that finds the part with each umlaut as ä, ae or a.

    "Löw" counts as four letters and is looked for as löw and loew; low alone would be found in half the language.
    """
    plain = part.translate(str.maketrans("äöü", "aou"))
    if len(plain) < SHORTEST_PART:
        return re.sub("[äöü]", lambda found: f"(?:{found[0]}|{found[0].translate(_WRITTEN_OUT)})", part)
    return re.sub(
        "(?:ae|oe|ue|[aouäöü])", lambda found: _any_spelling(found[0].translate(_WRITTEN_OUT)[0]), part
    )


def _any_spelling(vowel: str) -> str:
    return f"(?:{vowel}e|{vowel}|{_UMLAUTS[vowel]})"

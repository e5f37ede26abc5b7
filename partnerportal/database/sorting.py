"""Sort German names in the database: it has no ICU, so the order of DIN 5007-1 is spelt out here."""

from __future__ import annotations

from django.db.models import CharField, F, Func, Value
from django.db.models.functions import Lower, Replace, Trim
from django.db.models.functions.text import Concat

_ACCENTED = "äàáâãåöòóôõøüùúûéèêëíìîïçñýÿışğčćžł"
_PLAIN = "aaaaaaoooooouuuueeeeiiiicnyyisgcczl"


def folded(*columns: str) -> Func:
    """Return the columns as one text in the order of DIN 5007-1: small letters, ä as a, ß as ss."""
    parts = [part for column in columns for part in (F(column), Value(" "))]
    text = Replace(Lower(Trim(Concat(*parts, output_field=CharField()))), Value("ß"), Value("ss"))
    return Func(text, Value(_ACCENTED), Value(_PLAIN), function="translate", output_field=CharField())


def folded_word(word: str) -> str:
    """Return a typed word in the same spelling, to look for it inside a folded text."""
    return word.strip().lower().replace("ß", "ss").translate(str.maketrans(_ACCENTED, _PLAIN))

"""Read, show and hide IBANs (ISO 13616), with the bank's name and BIC from schwifty's offline registry."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .errors import Refused
from .errors import marked_for_translation as _

# schwifty is imported inside the functions: it takes about 110 ms (measured), and neither `--help` nor
# a page without a bank account should wait for it.

HIDDEN = "•"


@dataclass(frozen=True, slots=True)
class Iban:
    """Hold a checked IBAN; printing or logging the object shows the country only."""

    value: str
    bic: str | None
    bank_name: str | None

    @property
    def country(self) -> str:
        """Return the ISO 3166 alpha-2 code the IBAN starts with."""
        return self.value[:2]

    @property
    def last_four(self) -> str:
        """Return the last four characters, the only part shown again later."""
        return self.value[-4:]

    @property
    def pretty(self) -> str:
        """Return the whole IBAN in groups of four, as on a bank card."""
        return _in_groups(self.value)

    def __repr__(self) -> str:
        """Return a form that is safe in a log or traceback."""
        return f"Iban({self.country}{HIDDEN * 2})"


def parse_iban(text: str) -> Iban:
    """Return the IBAN a person typed or pasted, in any spacing and case.

    Raises: Refused with iban.missing, iban.not_an_iban, iban.unknown_country, iban.too_short,
    iban.too_long, iban.wrong_structure, iban.wrong_check_digits or (Germany only) iban.unknown_bank.
    """
    compact = _compact(text)
    if not compact:
        raise Refused("iban.missing", _("Bitte geben Sie eine IBAN ein."))
    if not _SHAPE.fullmatch(compact):
        raise Refused(
            "iban.not_an_iban",
            _("Das ist keine IBAN. Eine IBAN beginnt zum Beispiel mit DE und zwei Ziffern."),
        )
    value = compact.upper()
    _check_length(value)
    _check_digits(value)
    return _with_bank(value)


def mask(last_four: str, country: str) -> str:
    """Return a readable hidden form for lists and pages: "DE•• •••• •••• •••• ••20 51"."""
    hidden = (_length_in(country) or _USUAL_LENGTH) - len(country) - len(last_four)
    return _in_groups(country + HIDDEN * hidden + last_four)


_SHAPE = re.compile(r"[A-Za-z]{2}[0-9]{2}[A-Za-z0-9]+")
_NOISE = re.compile(r"[\s.\-\u2010-\u2015\u2212\u200b-\u200f\u2060\ufeff]+")
_LABEL = re.compile(r"^IBAN:?(?=[A-Z]{2}[0-9])", re.IGNORECASE)
_USUAL_LENGTH = 22


def _compact(text: str) -> str:
    """Return the text without spaces, separators, invisible characters and a leading "IBAN:"."""
    return _LABEL.sub("", _NOISE.sub("", text))


def _in_groups(text: str) -> str:
    return " ".join(text[start : start + 4] for start in range(0, len(text), 4))


def _length_in(country: str) -> int | None:
    """Return the length of an IBAN of that country; None when it is not in the IBAN registry."""
    from schwifty import exceptions, registry

    try:
        spec = registry.get_iban_spec(country)
    except exceptions.InvalidCountryCode:
        return None
    return None if spec.aspirational else int(spec.iban_length)


def _check_length(value: str) -> None:
    expected = _length_in(value[:2])
    if expected is None:
        raise Refused(
            "iban.unknown_country",
            _("Für dieses Länderkürzel gibt es keine IBAN. Bitte prüfen Sie die ersten zwei Buchstaben."),
        )
    if len(value) < expected:
        raise Refused("iban.too_short", _TOO_SHORT_DE if value.startswith("DE") else _TOO_SHORT)
    if len(value) > expected:
        raise Refused("iban.too_long", _TOO_LONG_DE if value.startswith("DE") else _TOO_LONG)


def _check_digits(value: str) -> None:
    from schwifty import IBAN, exceptions

    refusal: Refused | None = None
    try:
        IBAN(value)
    except exceptions.InvalidStructure:
        refusal = Refused("iban.wrong_structure", _WRONG_STRUCTURE)
    except exceptions.InvalidChecksumDigits:
        refusal = Refused("iban.wrong_check_digits", _WRONG_CHECK_DIGITS)
    # Raised outside the handler: schwifty's messages repeat the IBAN, and a traceback would print them.
    if refusal:
        raise refusal


def _with_bank(value: str) -> Iban:
    from schwifty import IBAN

    known = IBAN(value)
    if known.country_code == "DE" and known.bank is None:
        raise Refused("iban.unknown_bank", _UNKNOWN_BANK)
    return Iban(
        value=value,
        bic=str(known.bic) if known.bic else None,
        bank_name=known.bank_name or None,
    )


_TOO_SHORT_DE = _(
    "Die IBAN ist zu kurz: Eine deutsche IBAN hat 22 Stellen. Bitte ergänzen Sie die fehlenden Stellen."
)
_TOO_LONG_DE = _(
    "Die IBAN ist zu lang: Eine deutsche IBAN hat 22 Stellen. "
    "Bitte vergleichen Sie die Eingabe mit der Bankkarte oder dem Kontoauszug."
)
_TOO_SHORT = _(
    "Die IBAN ist zu kurz für dieses Land. "
    "Bitte vergleichen Sie die Eingabe mit der Bankkarte oder dem Kontoauszug."
)
_TOO_LONG = _(
    "Die IBAN ist zu lang für dieses Land. "
    "Bitte vergleichen Sie die Eingabe mit der Bankkarte oder dem Kontoauszug."
)
_WRONG_STRUCTURE = _(
    "In der IBAN steht ein Buchstabe, wo eine Ziffer stehen muss, oder umgekehrt. "
    "Oft ist es ein O statt einer Null. Bitte prüfen Sie die Eingabe."
)
_WRONG_CHECK_DIGITS = _(
    "Die Prüfziffern passen nicht: Vermutlich ist eine Ziffer falsch oder vertauscht. "
    "Bitte vergleichen Sie die IBAN mit der Bankkarte oder dem Kontoauszug."
)
_UNKNOWN_BANK = _(
    "Zu der Bankleitzahl in dieser IBAN kennen wir keine Bank. "
    "Bitte vergleichen Sie die IBAN mit der Bankkarte oder dem Kontoauszug."
)

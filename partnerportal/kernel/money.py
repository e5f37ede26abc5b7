"""Handle amounts of money: decimal, with their currency, read and written the German way."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from .errors import Refused
from .errors import marked_for_translation as _

LARGEST_AMOUNT = Decimal("9999999.99")

NO_BREAK_SPACE = "\u00a0"
MINUS = "\u2212"


@dataclass(frozen=True, slots=True)
class Currency:
    """Describe one currency: ISO 4217 code, German name, decimals (minor unit), sign or code when printed."""

    code: str
    name: str
    decimals: int = 2
    sign: str = ""

    @property
    def printed(self) -> str:
        """Return the sign where everyone knows it, otherwise the code."""
        return self.sign or self.code

    @property
    def marks(self) -> frozenset[str]:
        """Return what people write beside an amount in this currency, in upper case."""
        return frozenset({self.code, self.printed, self.name.upper()})

    @property
    def smallest_unit(self) -> Decimal:
        """Return the smallest amount, 0.01 for euros, 1 for yen."""
        return Decimal(1).scaleb(-self.decimals)


# Closed list: the currencies of usual travel and health bills. The source is ISO 4217, list one.
CURRENCIES: dict[str, Currency] = {
    currency.code: currency
    for currency in (
        Currency("EUR", _("Euro"), sign="€"),
        Currency("CHF", _("Schweizer Franken")),
        Currency("GBP", _("Britisches Pfund"), sign="£"),
        Currency("USD", _("US-Dollar"), sign="$"),
        Currency("PLN", _("Polnischer Złoty")),
        Currency("CZK", _("Tschechische Krone")),
        Currency("DKK", _("Dänische Krone")),
        Currency("SEK", _("Schwedische Krone")),
        Currency("NOK", _("Norwegische Krone")),
        Currency("HUF", _("Ungarischer Forint")),
        Currency("TRY", _("Türkische Lira")),
        Currency("THB", _("Thailändischer Baht")),
        Currency("CAD", _("Kanadischer Dollar")),
        Currency("JPY", _("Japanischer Yen"), decimals=0),
    )
}


@dataclass(frozen=True, slots=True)
class Money:
    """Hold an amount (may be negative: a clawback) in one currency of the closed list.

    Raises: TypeError for anything but a Decimal; ValueError for an unknown currency, a fraction finer
    than the currency's smallest unit, and for adding two currencies. These are defects, not refusals.
    """

    amount: Decimal
    currency: str

    def __post_init__(self) -> None:
        """Check the parts, so that no impossible amount travels on."""
        if not isinstance(self.amount, Decimal):
            message = "Money takes a Decimal; floats do not hold cents exactly"
            raise TypeError(message)
        unit = currency_of(self.currency).smallest_unit
        if not self.amount.is_finite() or self.amount % unit:
            message = f"not an amount {self.currency} can be paid in"
            raise ValueError(message)

    def __add__(self, other: Money) -> Money:
        """Return the sum; both must have the same currency."""
        if self.currency != other.currency:
            message = f"cannot add {other.currency} to {self.currency}; convert first, with a dated rate"
            raise ValueError(message)
        return Money(self.amount + other.amount, self.currency)

    def __str__(self) -> str:
        """Return the amount as printed in German."""
        return format_amount(self.amount, self.currency)


def currency_of(code: str) -> Currency:
    """Return the currency of an ISO 4217 code. Raises: ValueError when it is not in the closed list."""
    if code not in CURRENCIES:
        message = "currency outside the closed list in kernel/money.py"
        raise ValueError(message)
    return CURRENCIES[code]


def parse_amount(text: str, currency: str = "EUR") -> Decimal:
    """Return the amount a person typed, greater than zero and at most 9,999,999.99.

    Read are the German form (1.234,56 or 1 234,56), the Swiss one (1'234.56), the English one (1,234.56)
    and the plain one (1234.56), each with or without sign, code or name of `currency`. A lone dot before
    exactly three digits separates thousands, as German does: "1.234" is one thousand two hundred
    thirty-four. A lone comma always separates cents: "1,234" has three decimals and is refused.

    Raises: Refused with amount.missing, amount.other_currency, amount.negative, amount.unreadable,
    amount.too_precise, amount.zero or amount.too_large. ValueError for a currency outside the list.
    """
    chosen = currency_of(currency)
    number = _NO_CENTS.sub("", _without_currency(" ".join(text.split()), chosen))
    if not number:
        raise Refused("amount.missing", _("Bitte geben Sie einen Betrag ein, zum Beispiel 84,50."))
    if number[0] in _MINUSES or number[-1] in _MINUSES:
        raise Refused(
            "amount.negative",
            _("Ein Betrag kann hier nicht negativ sein. Bitte geben Sie ihn ohne Minuszeichen ein."),
        )
    return _within_limits(*_whole_and_fraction(number), chosen)


def format_amount(amount: Decimal, currency: str, language: str = "de") -> str:
    """Return the amount as printed: "1.234,56 €" in German, "€1,234.56" in English.

    Spaces are U+00A0, a negative amount carries U+2212. Half a smallest unit is rounded up.
    """
    known = currency_of(currency)
    rounded = amount.quantize(known.smallest_unit, rounding=ROUND_HALF_UP)
    sign = MINUS if rounded < 0 else ""
    figures = f"{abs(rounded):,.{known.decimals}f}"
    if language == "de":
        return f"{sign}{figures.translate(_GERMAN_SEPARATORS)}{NO_BREAK_SPACE}{known.printed}"
    gap = "" if known.sign else NO_BREAK_SPACE
    return f"{sign}{known.printed}{gap}{figures}"


_MINUSES = frozenset({"-", "–", MINUS})
_GERMAN_SEPARATORS = str.maketrans({",": ".", ".": ","})
_APOSTROPHES = str.maketrans({"’": "'", "`": "'", "´": "'"})
_MARKS = "|".join(re.escape(mark) for known in CURRENCIES.values() for mark in sorted(known.marks))
_MARK = re.compile(rf"^(?:{_MARKS})(?![^\W\d])|(?<![^\W\d])(?:{_MARKS})$", re.IGNORECASE)
# "50,-" is how Germans write fifty euros and no cents.
_NO_CENTS = re.compile(r",(?:--?|–|—)$")
# Groups never start with zero: "0.500" is half a euro mistyped, not five hundred.
_WHOLE = r"(?P<whole>[0-9]+|[1-9][0-9]{0,2}(?P<gap>[%s '])[0-9]{3}(?:(?P=gap)[0-9]{3})*)"
_GERMAN = re.compile(_WHOLE % "." + r"(?:,(?P<fraction>[0-9]+))?")
_PLAIN = re.compile(_WHOLE % "," + r"\.(?P<fraction>[0-9]+)")
_LONGEST_TEXT = 40


def _without_currency(text: str, currency: Currency) -> str:
    """Return the text without a currency's sign, code or name before or after the number.

    Raises: Refused when it is the mark of another currency than the one chosen beside the field.
    """
    found = {mark.upper() for mark in _MARK.findall(text)}
    if found - currency.marks:
        raise Refused(
            "amount.other_currency",
            _("Hier steht eine andere Währung als gewählt. Bitte wählen Sie die Währung der Rechnung."),
        )
    return _MARK.sub("", text).strip()


def _whole_and_fraction(number: str) -> tuple[str, str]:
    """Return the digits before and after the decimal separator."""
    tidy = number.translate(_APOSTROPHES)
    match = _GERMAN.fullmatch(tidy) or _PLAIN.fullmatch(tidy)
    if match is None or len(tidy) > _LONGEST_TEXT:
        raise Refused(
            "amount.unreadable",
            _("Diesen Betrag können wir nicht lesen. Bitte schreiben Sie ihn so: 1.234,56."),
        )
    return re.sub(r"[^0-9]", "", match["whole"]), match["fraction"] or ""


def _within_limits(whole: str, fraction: str, currency: Currency) -> Decimal:
    """Return the amount when it has no finer part than the currency and lies within the limits."""
    if len(fraction) > currency.decimals:
        raise Refused(
            "amount.too_precise",
            _("Der Betrag hat mehr als zwei Nachkommastellen. Bitte schreiben Sie ihn so: 84,50.")
            if currency.decimals
            else _("Diese Währung hat keine Nachkommastellen. Bitte geben Sie einen vollen Betrag ein."),
        )
    amount = Decimal(f"{whole}.{fraction or '0'}")
    if amount == 0:
        raise Refused("amount.zero", _("Der Betrag ist null. Bitte geben Sie den Betrag der Rechnung ein."))
    if amount > LARGEST_AMOUNT:
        raise Refused(
            "amount.too_large",
            _("Der Betrag ist höher als 9.999.999,99. Bitte prüfen Sie die Eingabe."),
        )
    return amount.quantize(currency.smallest_unit)

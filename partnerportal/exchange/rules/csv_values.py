"""Read the values of a CSV file: days, numbers, amounts and words in German and English spelling. Pure."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal, InvalidOperation

from partnerportal.contracts.rules import LINES_OF_BUSINESS
from partnerportal.kernel.identifiers import sort_key
from partnerportal.statements.rules.amounts import KINDS

_GERMAN_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ].*)?")
_MONTH = re.compile(r"(?:(\d{1,2})[./](\d{4})|(\d{4})-(\d{2}))")
_SALUTATIONS = {
    "frau": "Frau",
    "mrs": "Frau",
    "ms": "Frau",
    "herr": "Herr",
    "mr": "Herr",
    "divers": "Divers",
    "firma": "Firma",
    "company": "Firma",
}
_KINDS = {sort_key(word): kind for kind, german in KINDS.items() for word in (kind, german)}


def read_day(value: str) -> date | None:
    """Return a day written 24.12.2026 or 2026-12-24, None for an empty one. Raises: ValueError."""
    if not value:
        return None
    german, iso = _GERMAN_DAY.fullmatch(value), _ISO_DAY.fullmatch(value)
    if german:
        return date(int(german[3]), int(german[2]), int(german[1]))
    if iso:
        return date(int(iso[1]), int(iso[2]), int(iso[3]))
    raise ValueError


def read_month(value: str) -> date | None:
    """Return the first day of a month written 10/2026, 10.2026, 2026-10 or as a day. Raises: ValueError."""
    found = _MONTH.fullmatch(value)
    if found:
        year, month = (found[2], found[1]) if found[2] else (found[3], found[4])
        return date(int(year), int(month), 1)
    day = read_day(value)
    return day.replace(day=1) if day else None


def read_decimal(value: str) -> Decimal:
    """Return an amount written 1.234,56 or 1,234.56 or 1234.56; a per cent sign or euro sign is passed over.

    The last of comma and point is the decimal sign; a single one followed by three digits is refused: it could be
    either. Raises: ValueError.
    """
    plain = re.sub(r"[\s\u00a0€%]|EUR", "", value).replace("\u2212", "-")
    at = max(plain.rfind(","), plain.rfind("."))
    if at < 0:
        whole, digits = plain, ""
    else:
        whole, digits = plain[:at].replace(",", "").replace(".", ""), plain[at + 1 :]
        if len(digits) == 3 and not re.search(r"[,.]", plain[:at]) and whole.lstrip("+-") not in {"", "0"}:
            raise ValueError
    try:
        return Decimal(f"{whole}.{digits}" if digits else whole)
    except InvalidOperation:
        raise ValueError from None


def read_line_of_business(value: str) -> str:
    """Return the three digits of a line of business given by number or German name. Raises: ValueError."""
    if re.fullmatch(r"\d{1,3}", value):
        return value.zfill(3)
    for code, name in LINES_OF_BUSINESS.items():
        if sort_key(value) and sort_key(name).startswith(sort_key(value)):
            return code
    raise ValueError


def read_salutation(value: str) -> str:
    """Return Frau, Herr, Divers or Firma; empty for anything else."""
    return _SALUTATIONS.get(sort_key(value), "")


def read_kind(value: str) -> str:
    """Return the kind of a booking by its German or English name. Raises: ValueError."""
    try:
        return _KINDS[sort_key(value)]
    except KeyError:
        raise ValueError from None

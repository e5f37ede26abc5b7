"""Turn bytes into typed values: text, int, Decimal with the right scale, date; None for what is not filled.

Rules of the standard: text is filled with blanks, numbers with leading zeros; amounts carry no decimal point, and their
sign stands in the byte behind them and may be blank for plus; dates are TTMMJJJJ or MMJJJJ, and a day or month that is
not known is 00 (read as the first). Blanks in a number are tolerated around the digits.

Most pieces of a file repeat (blanks, zeros, dates, the policy number of twelve records in a row), so each form keeps
what it converted, up to a fixed number: a dictionary answers in C where a conversion would cost ten times as much.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from operator import getitem

from partnerportal.exchange.gdv.encoding import Encoding
from partnerportal.exchange.gdv.layouts import Column, Layout

Value = str | int | Decimal | date | None

MOST_KEPT = 1 << 13
_PLUS, _MINUS = b"+ ", b"-"
_EMPTY = b"0 "


class Unreadable(ValueError):  # noqa: N818 - never leaves the library; it becomes a GdvError that knows line and field
    """Carry the code of what is wrong with one piece."""


class _Kept(dict[bytes, Value]):
    """Convert a piece once and keep the value; forget all when too many are kept, so that memory stays constant."""

    __slots__ = ("_convert",)

    def __init__(self, convert: Callable[[bytes], Value]) -> None:
        self._convert = convert

    def __missing__(self, piece: bytes) -> Value:
        value = self._convert(piece)
        if len(self) >= MOST_KEPT:
            self.clear()
        self[piece] = value
        return value


class Codec:
    """Convert the records of one file; holds the encoding and what was converted already."""

    def __init__(self, encoding: Encoding) -> None:
        """Start with nothing kept. The encoding may still change while only ASCII was met: that reads the same."""
        self.encoding = encoding
        self._kept: dict[tuple[str, bool], _Kept] = {}
        self._plans: dict[Layout, tuple[_Kept, ...]] = {}

    def values(self, layout: Layout, raw: bytes) -> tuple[Value, ...]:
        """Return every typed value of a record in the order of `layout.columns`. Raises: Unreadable."""
        plan = self._plans.get(layout)
        if plan is None:
            plan = self._plans[layout] = tuple(map(self._for, layout.columns))
        return tuple(map(getitem, plan, layout.unpack.unpack(raw)))

    def value(self, column: Column, raw: bytes) -> Value:
        """Return one typed value. Raises: Unreadable."""
        return self._for(column)[raw[column.field.start : column.end]]

    def _for(self, column: Column) -> _Kept:
        key = (column.field.form, column.is_signed)
        if key not in self._kept:
            self._kept[key] = _Kept(_converter(*key) or self._text)
        return self._kept[key]

    def _text(self, piece: bytes) -> str:
        return piece.decode(self.encoding.name).strip()


def _converter(form: str, is_signed: bool) -> Callable[[bytes], Value] | None:  # noqa: FBT001 - a pair is the key
    if form.startswith("decimal"):
        scale = int(form.removeprefix("decimal"))
        return (lambda piece: signed(piece, scale)) if is_signed else (lambda piece: decimal(piece, scale))
    simple: dict[str, Callable[[bytes], Value]] = {"number": number, "date": day, "month": month}
    return simple.get(form)


def number(piece: bytes) -> int | None:
    """Return the whole number; None when blank. Raises: Unreadable."""
    if not piece.isdigit():
        piece = piece.strip()
        if not piece:
            return None
        if not piece.isdigit():
            raise Unreadable("not_a_number")
    return int(piece)


def decimal(piece: bytes, scale: int) -> Decimal | None:
    """Return the amount or rate with `scale` digits after the point; None when blank. Raises: Unreadable."""
    whole = number(piece)
    return None if whole is None else _scaled(whole, scale)


def signed(piece: bytes, scale: int) -> Decimal | None:
    """Return the amount with the sign of its last byte; blank counts as plus. Raises: Unreadable."""
    whole = number(piece[:-1])
    if piece[-1:] not in b"+- ":
        raise Unreadable("not_a_sign")
    if whole is None:
        return None
    return _scaled(-whole if piece[-1:] == _MINUS else whole, scale)


def day(piece: bytes) -> date | None:
    """Return the date of TTMMJJJJ; None when empty, the first for a missing day or month. Raises: Unreadable."""
    if not piece.strip(_EMPTY):
        return None
    if not piece.isdigit():
        raise Unreadable("not_a_date")
    return _date(int(piece[4:]), int(piece[2:4]) or 1, int(piece[:2]) or 1)


def month(piece: bytes) -> date | None:
    """Return the first day of MMJJJJ; None for zeros or blanks. Raises: Unreadable."""
    if not piece.strip(_EMPTY):
        return None
    if not piece.isdigit():
        raise Unreadable("not_a_date")
    return _date(int(piece[2:]), int(piece[:2]) or 1, 1)


def is_partial(form: str, piece: bytes) -> bool:
    """Say whether day or month of a date are 00, so that the first was assumed."""
    unknown = piece[:2] == b"00" or (form == "date" and piece[2:4] == b"00")
    return form in {"date", "month"} and unknown and bool(piece.strip(_EMPTY))


def _scaled(whole: int, scale: int) -> Decimal:
    return Decimal(f"{whole}E-{scale}")


def _date(year: int, month_number: int, day_number: int) -> date:
    try:
        return date(year, month_number, day_number)
    except ValueError:
        raise Unreadable("not_a_date") from None

"""Write records and packages: from typed values to 256 bytes, with record 0001 in front and the totals in 9999.

Numbers get leading zeros and text blanks behind it; the policy number stands to the right, as the standard asks for.
Fields without a value are left at what the standard calls empty: zeros, blanks, plus. Nothing is cut or rounded.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache

from partnerportal.exchange.gdv.encoding import LATIN1
from partnerportal.exchange.gdv.errors import GdvError
from partnerportal.exchange.gdv.layouts import LENGTH, Column, Layout, table
from partnerportal.exchange.gdv.record import Record
from partnerportal.exchange.gdv.totals import COUNT, SOURCES, Totals
from partnerportal.exchange.gdv.values import Value

CRLF = b"\r\n"
RIGHT = frozenset({"VsNr"})
"""Text that stands to the right (VUVM2023, field 5 of every record: rechtsbündig)."""

Draft = tuple[str, Mapping[str, Value]]
"""The kind of a record, such as "0200.1", and its values by technical name."""

_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_KINDS = {"number": "eine ganze Zahl", "date": "ein Datum", "month": "ein Datum", "decimal": "ein Betrag"}


class _Refused(ValueError):  # noqa: N818 - never leaves this module; it becomes a GdvError that knows the field
    """Carry the code of what is wrong with one value."""


@dataclass(frozen=True, slots=True)
class Prologue:
    """Be what record 0001 says: who sends to whom, about which period. Numbers also go into every record."""

    insurer_number: str
    intermediary_number: str
    sender: str
    addressee: str
    period_from: date
    period_to: date


def build_package(prologue: Prologue, drafts: Iterable[Draft], *, ending: bytes = CRLF) -> Iterator[bytes]:
    """Yield the bytes of a package record by record: 0001 with the versions, the drafts, 9999 with the totals.

    Drafts may leave out VuNr, GeschaeftsstelleVermittler (taken from the prologue) and FolgeNr (1).
    Raises: GdvError naming field and bytes when a value does not fit.
    """
    totals = Totals()
    every: dict[str, Value] = {
        "VuNr": prologue.insurer_number,
        "GeschaeftsstelleVermittler": prologue.intermediary_number,
        "FolgeNr": 1,
    }
    for part in (1, 2, 3):
        yield build_record(f"0001.{part}", _prologue_values(prologue, part)) + ending
    begun: dict[str, bytes] = {}
    for kind, values in drafts:
        if kind not in begun:
            begun[kind] = build_record(kind, every)
        yield _written(kind, begun[kind], values) + ending
        _count(totals, kind, values)
    trailer: dict[str, Value] = {
        "GeschaeftsstelleVermittler": prologue.intermediary_number,
        COUNT: totals.count,
    }
    yield build_record("9999.1", trailer | totals.sums) + ending


def build_record(kind: str, values: Mapping[str, Value]) -> bytes:
    """Return the 256 bytes of a record. A value of None leaves its field empty.

    Raises: GdvError (unknown_record, unknown_field, value_…) with the bytes of the field.
    """
    return _written(kind, _form(kind).empty, values)


def changed(record: Record, values: Mapping[str, Value]) -> Record:
    """Return the record with some values replaced, everything else byte for byte as it was; None empties a field.

    Raises: GdvError like `build_record`.
    """
    raw = bytearray(record.raw)
    for name, value in values.items():
        column = record.layout.by_name.get(name)
        if column is None:
            raise GdvError("unknown_field", record.line, kind=record.kind, field=name)
        slot = _slot(column)
        raw[slot.start : slot.end] = slot.empty if value is None else _filled(slot, value, record.encoding)
    return record.with_raw(bytes(raw))


def write(records: Iterable[Record]) -> Iterator[bytes]:
    """Yield the bytes of records that were read: the same ones that came in, ends of lines included."""
    for record in records:
        yield record.raw + record.ending


def _written(kind: str, begun: bytes, values: Mapping[str, Value]) -> bytes:
    raw, slots = bytearray(begun), _form(kind).slots
    for name, value in values.items():
        if value is not None:
            slot = slots.get(name)
            if slot is None:
                raise GdvError("unknown_field", kind=kind, field=name)
            raw[slot.start : slot.end] = _filled(slot, value, LATIN1)
    return bytes(raw)


@dataclass(frozen=True, slots=True)
class _Slot:
    """Know how one value is written: where, how empty it looks, and by which function."""

    column: Column
    start: int
    end: int
    empty: bytes
    encode: Callable[[Value, str], bytes]


@dataclass(frozen=True, slots=True)
class _Form:
    """Be an empty record of one kind, and the slots to fill."""

    empty: bytes
    slots: Mapping[str, _Slot]


@cache
def _form(kind: str) -> _Form:
    layout = table().layouts.get(kind)
    if layout is None:
        raise GdvError("unknown_record", kind=kind)
    slots = {name: _slot(column) for name, column in layout.by_name.items()}
    return _Form(_empty_record(layout), slots)


def _empty_record(layout: Layout) -> bytes:
    raw = bytearray(b" " * LENGTH)
    for column in layout.by_name.values():
        slot = _slot(column)
        if column.field.fixed:
            raw[slot.start : slot.end] = column.field.fixed.encode(LATIN1)
        elif column.field.form != "sign":
            raw[slot.start : slot.end] = slot.empty
    return bytes(raw)


def _slot(column: Column) -> _Slot:
    field = column.field
    width = field.end - field.start
    is_text = field.form in {"text", "key", "blank", "sign"}
    empty = b" " * width if is_text else b"0" * width + b"+" * column.is_signed
    return _Slot(column, field.start, column.end, empty, _encoder(column, width))


def _encoder(column: Column, width: int) -> Callable[[Value, str], bytes]:
    form = column.field.form
    if form.startswith("decimal"):
        scale = int(form.removeprefix("decimal"))
        return lambda value, _encoding: _amount(value, width, scale, is_signed=column.is_signed)
    if form == "number":
        return lambda value, _encoding: _number(value, width)
    if form in {"date", "month"}:
        return lambda value, _encoding: _day(value, width)
    if column.field.name in RIGHT:
        return lambda value, encoding: _text(value, width, encoding).rjust(width)
    return lambda value, encoding: _text(value, width, encoding).ljust(width)


def _filled(slot: _Slot, value: Value, encoding: str) -> bytes:
    field = slot.column.field
    span = (field.first, slot.end)
    try:
        piece = slot.encode(value, encoding)
    except _Refused as refusal:
        expected = _KINDS.get(field.form.rstrip("0123456789"), "ein Text")
        raise GdvError(
            str(refusal), 0, span, field=field.name, title=field.title, expected=expected
        ) from None
    if field.fixed and piece.strip() != field.fixed.encode(LATIN1):
        raise GdvError("value_fixed", 0, span, field=field.name, title=field.title)
    return piece


def _text(value: Value, width: int, encoding: str) -> bytes:
    if not isinstance(value, str):
        raise _Refused("value_of_wrong_type")
    if _CONTROL.search(value):
        raise _Refused("value_with_control")
    try:
        piece = value.encode(encoding)
    except UnicodeEncodeError:
        raise _Refused("value_not_latin1") from None
    if len(piece) > width:
        raise _Refused("value_too_long")
    return piece


def _number(value: Value, width: int) -> bytes:
    if not isinstance(value, int) or isinstance(value, bool):
        raise _Refused("value_of_wrong_type")
    if value < 0:
        raise _Refused("value_negative")
    piece = b"%0*d" % (width, value)
    if len(piece) > width:
        raise _Refused("value_too_long")
    return piece


def _amount(value: Value, width: int, scale: int, *, is_signed: bool) -> bytes:
    if not isinstance(value, Decimal | int) or isinstance(value, bool):
        raise _Refused("value_of_wrong_type")
    try:
        scaled = Decimal(value).scaleb(scale)
        whole = int(scaled)
    except (InvalidOperation, ValueError, OverflowError):
        raise _Refused("value_of_wrong_type") from None
    if whole != scaled:
        raise _Refused("value_too_precise")
    if whole < 0 and not is_signed:
        raise _Refused("value_negative")
    return _number(abs(whole), width) + (b"-" if whole < 0 else b"+") * is_signed


def _day(value: Value, width: int) -> bytes:
    if not isinstance(value, date):
        raise _Refused("value_of_wrong_type")
    piece = b"%02d%02d%04d" % (value.day, value.month, value.year)
    return piece[-width:]


def _count(totals: Totals, kind: str, values: Mapping[str, Value]) -> None:
    totals.count += 1
    for total, name in SOURCES.get(kind, ()):
        amount = values.get(name)
        if isinstance(amount, Decimal | int):
            totals.sums[total] += amount


def _prologue_values(prologue: Prologue, part: int) -> dict[str, Value]:
    """Return the values of one part of 0001, with the version of each record type the table knows."""
    families = {layout.family: layout.version for layout in table().layouts.values()}
    versions: dict[str, Value] = {
        one.name: families.get(one.note.removeprefix("version="))
        for one in table().layouts[f"0001.{part}"].fields.values()
        if one.note.startswith("version=")
    }
    period = b"".join(_day(each, 8) for each in (prologue.period_from, prologue.period_to)).decode()
    return versions | {
        "VuNr": prologue.insurer_number,
        "Absender": prologue.sender,
        "Adressat": prologue.addressee,
        "ErstellungsDatumZeitraumVomZeitraumBis": period,
        "GeschaeftsstelleVermittler": prologue.intermediary_number,
    }

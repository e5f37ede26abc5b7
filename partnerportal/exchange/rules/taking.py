"""Take values out of records; what a contract cannot do without raises, with the place and the reason."""

from __future__ import annotations

from datetime import date

from partnerportal.exchange.gdv import GdvError, Record
from partnerportal.exchange.rules.portfolio import Finding


class Unusable(Exception):  # noqa: N818 - reads as what it says
    """Carry the finding that makes a whole contract or person impossible to take over."""

    def __init__(
        self, record: Record | None, field: str, reason: str, value_kind: str, *, line: int | None = None
    ) -> None:
        super().__init__(reason)
        satzart, at = (record.satzart, record.line) if record else ("", line)
        self.finding = Finding(at, satzart, field, "rejected", reason, value_kind)


def text(record: Record, name: str) -> str:
    """Return a text without blanks around it; empty when the record has no such field."""
    value = record.get(name)
    return "" if value is None else str(value)


def when(record: Record, name: str, field: str) -> date | None:
    """Return a day; None for zeros. Raises: Unusable when it is no day."""
    try:
        value = record.get(name)
    except GdvError:
        raise Unusable(record, field, "value_unreadable", "date") from None
    return value if isinstance(value, date) else None


def longest(record: Record, value: str, field: str, length: int) -> str:
    """Return the text when it fits. Raises: Unusable; a name is never cut."""
    if len(value) > length:
        raise Unusable(record, field, "too_long", "text")
    return value


def running_number(record: Record, name: str) -> int | None:
    """Return a running number; None when it is blank or zero. Raises: Unusable."""
    try:
        value = record.get(name)
    except GdvError:
        raise Unusable(record, "insured_person.number", "value_unreadable", "number") from None
    try:
        number = int(str(value)) if value not in {None, ""} else 0
    except ValueError:
        raise Unusable(record, "insured_person.number", "value_unreadable", "number") from None
    return number if 0 < number < 2**15 else None

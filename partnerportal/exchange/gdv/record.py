"""Be one record: the 256 bytes as they came, and typed values by the technical names of the standard."""

from __future__ import annotations

from collections.abc import Iterator

from partnerportal.exchange.gdv.errors import GdvError
from partnerportal.exchange.gdv.layouts import WITHOUT_HEAD, Column, Field, Layout
from partnerportal.exchange.gdv.values import Codec, Unreadable, Value, is_partial


class Record:
    """Hold 256 bytes, what followed them in the file, the line they came from and the layout that explains them.

    Values are converted when asked for. A record never changes: writing `raw + ending` gives the bytes back.
    """

    __slots__ = ("_codec", "ending", "layout", "line", "raw")

    def __init__(self, line: int, raw: bytes, ending: bytes, layout: Layout, codec: Codec) -> None:
        self.line, self.raw, self.ending, self.layout, self._codec = line, raw, ending, layout, codec

    @property
    def kind(self) -> str:
        """Return which part record this is: 0100.1, 0220.020.2; of unknown ones only 0820 or 0220.040."""
        return self.layout.kind

    @property
    def satzart(self) -> str:
        """Return the four digits of bytes 1 to 4."""
        return self.layout.satzart

    @property
    def sparte(self) -> str:
        """Return the three digits of bytes 11 to 13 as they stand there; "" for 0001 and 9999."""
        return "" if self.satzart in WITHOUT_HEAD else self.text_at(11, 13)

    @property
    def part(self) -> int:
        """Return the number of the part record, 0 when the record is not known."""
        return self.layout.part

    @property
    def is_known(self) -> bool:
        """Say whether the table has the fields; otherwise only the first seven can be read."""
        return self.layout.is_known

    @property
    def encoding(self) -> str:
        """Return how the text is encoded: latin-1 or cp850."""
        return self._codec.encoding.name

    def with_raw(self, raw: bytes) -> Record:
        """Return the same record with other bytes."""
        return Record(self.line, raw, self.ending, self.layout, self._codec)

    @property
    def policy_key(self) -> bytes:
        """Return what all records of one contract share: insurer (bytes 5 to 9) and policy number (14 to 30)."""
        return self.raw[4:9] + self.raw[13:30]

    def text_at(self, first: int, last: int) -> str:
        """Return the text between two bytes, counted from 1, inclusive, without blanks around it."""
        return self.raw[first - 1 : last].decode(self.encoding).strip()

    def get(self, name: str) -> Value:
        """Return a typed value by technical name; None when it is not filled or the record has no such field.

        Amounts come as Decimal with their sign, dates as date, keys and text as str ("" when blank).
        Raises: GdvError (not_a_number, not_a_date, not_a_sign) with line, bytes and field.
        """
        column = self.layout.by_name.get(name)
        if column is None:
            return None
        try:
            return self._codec.value(column, self.raw)
        except Unreadable as flaw:
            raise self._error(str(flaw), column) from None

    def __getitem__(self, name: str) -> Value:
        """Return a typed value like `get`. Raises: GdvError also when the record has no such field (unknown_field)."""
        if name not in self.layout.fields:
            raise GdvError("unknown_field", self.line, kind=self.kind, field=name)
        return self.get(name)

    def values(self) -> tuple[Value, ...]:
        """Return all typed values at once, in the order of `layout.names`: the fast way. Raises: GdvError."""
        try:
            return self._codec.values(self.layout, self.raw)
        except Unreadable:
            raise next(self.faults()) from None

    def as_dict(self) -> dict[str, Value]:
        """Return all typed values by technical name. Raises: GdvError."""
        return dict(zip(self.layout.names, self.values(), strict=True))

    def faults(self) -> Iterator[GdvError]:
        """Yield everything that is wrong in the fields, in the order of the bytes; nothing for a sound record."""
        for column in self.layout.columns:
            try:
                self._codec.value(column, self.raw)
            except Unreadable as flaw:
                yield self._error(str(flaw), column)

    def is_partial_date(self, name: str) -> bool:
        """Say whether day or month of a date are missing (00), so that `get` answered with the first."""
        field = self.layout.fields[name]
        return is_partial(field.form, self.raw[field.start : field.end])

    def filled(self) -> Iterator[Field]:
        """Yield the fields that are not blank and not only zeros."""
        for column in self.layout.columns:
            if self.raw[column.field.start : column.field.end].strip(b"0 "):
                yield column.field

    def _error(self, code: str, column: Column) -> GdvError:
        field = column.field
        span = (field.end + 1, field.end + 1) if code == "not_a_sign" else (field.first, field.last)
        return GdvError(code, self.line, span, field=field.name, title=field.title)

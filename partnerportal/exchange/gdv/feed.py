"""Turn lines into records, and give them out one after the other."""

from __future__ import annotations

from collections.abc import Iterator

from partnerportal.exchange.gdv.errors import GdvError
from partnerportal.exchange.gdv.lines import Line, first_control
from partnerportal.exchange.gdv.recognition import recognise
from partnerportal.exchange.gdv.record import Record
from partnerportal.exchange.gdv.values import Codec

PROLOGUE, TRAILER = "0001", "9999"

Item = tuple[Record, str]


class Feed:
    """Give out records one after the other, and take one back."""

    def __init__(self, items: Iterator[Item]) -> None:
        self._items, self._back = items, list[Item]()

    def take(self) -> Item | None:
        """Return the next record with the code of its note; None at the end."""
        return self._back.pop() if self._back else next(self._items, None)

    def push(self, item: Item) -> None:
        """Put a record back."""
        self._back.append(item)

    def skip_to_prologue(self) -> None:
        """Leave out what is left of a package that was refused, broken lines included."""
        while True:
            try:
                item = self.take()
            except GdvError:
                continue
            if item is None:
                return
            if item[0].satzart == PROLOGUE:
                self.push(item)
                return


def interpret(line: Line, codec: Codec) -> Item:
    """Return the record of a line with the code of its note. Raises: GdvError when the line is no record."""
    number, raw, ending, flaw = line
    if flaw == "control_byte":
        at = first_control(raw)
        raise GdvError(flaw, number, (at, at))
    if flaw and (raw[:4].isdigit() or not raw):
        raise GdvError(flaw, number, length=len(raw))
    if not raw[:4].isdigit():
        raise GdvError("not_gdv", number, (1, 4))
    layout, code = recognise(raw)
    return Record(number, raw, ending, layout, codec), code

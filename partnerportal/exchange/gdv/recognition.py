"""Tell which part record 256 bytes are.

The number of the part record stands at byte 256 for most types, at 43, 47, 48, 49, 51, 60 or 66 for others, and some
repeat it at 249, 250 or 256 (GDV VUVM2023, column `marks` of records.tsv). Older versions leave the repetition blank.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from operator import itemgetter

from partnerportal.exchange.gdv.layouts import GENERAL, Layout, head_only, table

Recognised = tuple[Layout, str]

COMPANY = b"08"  # 0800 to 0899 belong to the insurer
_SPACE = b" "
_MOST_KEPT = 4096


class _Family:
    """Know the part records of one record type, told apart by the bytes at `positions`."""

    def __init__(self, layouts: list[Layout]) -> None:
        self._layouts = layouts
        self._positions = sorted({at for layout in layouts for at, _ in layout.marks})
        self._key: Callable[[bytes], object] = itemgetter(*self._positions) if self._positions else _nothing
        self._found: dict[object, Recognised] = {}

    def find(self, raw: bytes) -> Recognised:
        """Return the part record and "", or the code of a note: part_number_missing, unknown_part."""
        key = self._key(raw)
        found = self._found.get(key)
        if found is None:
            found = self._decide(raw)
            if len(self._found) < _MOST_KEPT:
                self._found[key] = found
        return found

    def _decide(self, raw: bytes) -> Recognised:
        for readings in (_all_match, _first_matches):
            fitting = [layout for layout in self._layouts if readings(layout, raw)]
            if fitting:
                return fitting[0], ""
        if len(self._positions) == 1 and raw[self._positions[0] :][:1] in {_SPACE, b"0"}:
            return self._layouts[0], "part_number_missing"
        return head_only(self._layouts[0].family), "unknown_part"


def _families() -> Mapping[bytes, Mapping[bytes, _Family]]:
    """Return the families by Satzart and Sparte; the empty Sparte stands for every one."""
    found: dict[bytes, dict[bytes, _Family]] = {}
    for layouts in table().families.values():
        one = layouts[0]
        found.setdefault(one.satzart.encode(), {})[one.sparte.encode()] = _Family(layouts)
    return found


def _all_match(layout: Layout, raw: bytes) -> bool:
    return all(raw[at : at + 1] == byte for at, byte in layout.marks)


def _first_matches(layout: Layout, raw: bytes) -> bool:
    """Say whether the first mark fits and the repetitions are blank, as in older versions."""
    (at, byte), *others = layout.marks
    return raw[at : at + 1] == byte and all(raw[place : place + 1] == _SPACE for place, _ in others)


def _nothing(_raw: bytes) -> object:
    return None


_TYPES = _families()


def recognise(raw: bytes) -> Recognised:
    """Return the layout of 256 bytes, and "" or the code of a note; a layout that is not known has the head only."""
    by_sparte = _TYPES.get(raw[:4])
    if by_sparte is None:
        return _without_table(raw)
    family = by_sparte.get(b"")
    if family is None:
        family = by_sparte.get(raw[10:13]) or _general(by_sparte, raw)
    if family is None:
        return head_only(f"{_printable(raw[:4])}.{_printable(raw[10:13])}"), "unknown_sparte"
    return family.find(raw)


def _without_table(raw: bytes) -> Recognised:
    satzart, kind = _printable(raw[:4]), f"{_printable(raw[:4])}.{_printable(raw[10:13])}"
    if kind in table().titles:
        return head_only(kind), "unknown_sparte"
    return head_only(satzart), "company_record" if raw[:2] == COMPANY else "unknown_satzart"


def _general(by_sparte: Mapping[bytes, _Family], raw: bytes) -> _Family | None:
    """Return the general part record (Sparte 000) for lines of business that have none of their own."""
    kind = f"{_printable(raw[:4])}.{_printable(raw[10:13])}"
    return None if kind in table().titles or not raw[10:13].isdigit() else by_sparte.get(GENERAL.encode())


def _printable(digits: bytes) -> str:
    """Return digits as text; anything else could be somebody's data and is not repeated."""
    return digits.decode() if digits.isdigit() else "?"

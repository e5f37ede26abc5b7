"""Count and add up a package, and compare with its record 9999.

Record 9999 states the number of records (bytes 5 to 14, without 0001 and 9999) and five sums (GDV VUVM2023):
premiums of 0200 (25 to 39), gross premiums (40 to 54) and commissions (55 to 69) of 0400, benefits (70 to 84) and
handling costs (85 to 99) of 0500, each sum with its sign in the last byte but the first, which has none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType

from partnerportal.exchange.gdv.errors import GdvError, Note, note
from partnerportal.exchange.gdv.record import Record

COUNT = "AnzSaetze"
SOURCES: Mapping[str, tuple[tuple[str, str], ...]] = MappingProxyType(
    {
        "0200.1": (("Gesbeitrag", "GesbeitragNettoInWE"),),
        "0400.1": (
            ("GesbeitragBruttoInkasso", "GesbeitragBruttoInWE"),
            ("GesprovisionsBetrag", "GesProvisionsbetragInWE"),
        ),
        "0500.1": (
            ("Verssleistungen", "BetragInWEGemaessZahlungsart"),
            ("Schadenbearbeitungskost", "SchadenbearbeitungskostInWE"),
        ),
    }
)
"""By kind of record: the field of 9999 and the field that is added up into it."""

SUMS = tuple(total for pairs in SOURCES.values() for total, _ in pairs)
_NOTHING = Decimal("0.00")


@dataclass(slots=True)
class Totals:
    """Be what was counted: `count` of records, and `sums` by the technical name of their field in record 9999."""

    count: int = 0
    sums: dict[str, Decimal] = field(default_factory=lambda: dict.fromkeys(SUMS, _NOTHING))

    def add(self, record: Record) -> None:
        """Add one record's amounts. Raises: GdvError when an amount cannot be read."""
        for total, name in SOURCES.get(record.layout.kind, ()):
            amount = record.get(name)
            if isinstance(amount, Decimal):
                self.sums[total] += amount

    def differences(self, trailer: Record) -> Iterator[GdvError | Note]:
        """Yield an error for each total that differs and a note for each that is not stated."""
        for name in (COUNT, *SUMS):
            column = trailer.layout.by_name[name]
            span = (column.field.first, column.end)
            stated, counted = trailer.get(name), self.count if name == COUNT else self.sums[name]
            if stated is None:
                yield note("total_not_stated", trailer.line, title=column.field.title)
            elif stated != counted and name == COUNT:
                yield GdvError(
                    "count_differs", trailer.line, span, field=name, stated=stated, counted=counted
                )
            elif stated != counted:
                yield GdvError("total_differs", trailer.line, span, field=name, title=column.field.title)

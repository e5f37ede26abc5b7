"""Name lengths of time as deletion classes use them, and where counting begins."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from partnerportal.kernel.errors import marked_for_translation as _

Translate = Callable[[str], str]


class Unit(Enum):
    """Name the unit of a period; the value is its German plural."""

    AT_ONCE = _("sofort")
    HOURS = _("Stunden")
    DAYS = _("Tage")
    MONTHS = _("Monate")
    YEARS = _("Jahre")


class Anchor(Enum):
    """Name where counting begins: at the event itself, or at the end of its month or year."""

    EVENT = "event"
    MONTH_END = "month_end"
    YEAR_END = "year_end"


@dataclass(frozen=True, slots=True)
class Period:
    """Be a length of time in one unit; `AT_ONCE` has the amount 0."""

    amount: int
    unit: Unit

    def text(self, translate: Translate = str) -> str:
        """Return the period in words, such as „6 Jahre“ (with a no-break space) or „sofort“."""
        unit = translate(self.unit.value)
        return unit if self.unit is Unit.AT_ONCE else f"{self.amount}\u00a0{unit}"


AT_ONCE = Period(0, Unit.AT_ONCE)

"""Draw what the months add up to: a bar for each month, upwards for what is paid, downwards for what is taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from partnerportal.kernel.clock import plus_months
from partnerportal.statements.queries import MonthFigure

STEP, BAR, HEIGHT, FOOT = 50, 34, 150, 2
ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Bar:
    """Be one month in the units of the drawing."""

    x: float
    y: float
    height: float
    month: date
    total: Decimal
    is_newest: bool


@dataclass(frozen=True, slots=True)
class Chart:
    """Hold the drawing: its size, where zero lies, its bars, and the highest month.

    `months` are named below it, outside the picture: there the contrast of words can be measured.
    """

    width: int
    height: int
    zero: float
    bars: tuple[Bar, ...]
    highest: Bar
    months: tuple[date, ...]

    @property
    def bar_width(self) -> int:
        """Return how wide every bar is."""
        return BAR


def chart_of(figures: Sequence[MonthFigure], *, currency: str = "EUR") -> Chart | None:
    """Return the drawing of one currency, None without figures. A month without a statement leaves its place empty."""
    totals = {figure.month: figure.total for figure in figures if figure.currency == currency}
    if not totals:
        return None
    months = _months(min(totals), max(totals))
    top, bottom = max(*totals.values(), ZERO), min(*totals.values(), ZERO)
    scale = Decimal(HEIGHT - 10) / ((top - bottom) or Decimal(1))
    zero = 6 + top * scale
    bars = tuple(
        _bar(place, month, totals[month], scale, zero, is_newest=month == months[-1])
        for place, month in enumerate(months)
        if month in totals
    )
    return Chart(
        width=STEP * len(months),
        height=HEIGHT + FOOT,
        zero=_rounded(zero),
        bars=bars,
        highest=max(bars, key=lambda bar: bar.total),
        months=tuple(months),
    )


def _bar(place: int, month: date, total: Decimal, scale: Decimal, zero: Decimal, *, is_newest: bool) -> Bar:
    return Bar(
        x=place * STEP + (STEP - BAR) / 2,
        y=_rounded(zero - max(total, ZERO) * scale),
        height=_rounded(max(abs(total) * scale, Decimal(1))),
        month=month,
        total=total,
        is_newest=is_newest,
    )


def _months(first: date, last: date) -> list[date]:
    months = [first]
    while months[-1] < last:
        months.append(plus_months(months[-1], 1))
    return months


def _rounded(value: Decimal) -> float:
    return round(float(value), 1)

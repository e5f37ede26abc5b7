"""Draw logins and failures by hour: logins upwards, failures downwards, so that colour says nothing. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from partnerportal.journal.queries import Hour

WIDTH, HEIGHT, GAP = 720.0, 160.0, 0.25
MIDDLE = HEIGHT / 2


@dataclass(frozen=True, slots=True)
class Bar:
    """Be one bar in the units of the drawing."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Chart:
    """Hold the drawing of some hours; `most` is the figure the longest bar stands for."""

    logins: tuple[Bar, ...]
    failures: tuple[Bar, ...]
    most: int
    first_day: date | None
    last_day: date | None


def chart_of(hours: Sequence[Hour]) -> Chart:
    """Return the drawing; bars of both kinds share one scale."""
    most = max((max(hour.logins, hour.failures) for hour in hours), default=0)
    step = WIDTH / max(1, len(hours))
    scale = (MIDDLE - 4) / max(1, most)
    return Chart(
        logins=tuple(
            Bar(
                _left(index, step),
                _round(MIDDLE - hour.logins * scale),
                _wide(step),
                _round(hour.logins * scale),
            )
            for index, hour in enumerate(hours)
            if hour.logins
        ),
        failures=tuple(
            Bar(_left(index, step), MIDDLE, _wide(step), _round(hour.failures * scale))
            for index, hour in enumerate(hours)
            if hour.failures
        ),
        most=most,
        first_day=hours[0].day if hours else None,
        last_day=hours[-1].day if hours else None,
    )


def _left(index: int, step: float) -> float:
    return _round((index + GAP / 2) * step)


def _wide(step: float) -> float:
    return _round((1 - GAP) * step)


def _round(value: float) -> float:
    return round(value, 2)

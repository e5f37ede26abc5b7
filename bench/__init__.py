"""Measure the portal against the raw floor; `./portal bench` runs every module here that has `results(context)`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class BenchContext:
    """Hold the surroundings of a run: a fresh, migrated database of its own, reached as portal_owner.

    `conninfo` is for raw connections past Django, `data_dir` for files; both are gone afterwards.
    """

    conninfo: str
    data_dir: Path


@dataclass(frozen=True, slots=True)
class Result:
    """Be one figure. `floor` is what the machine does without the portal, in the same unit; None where there is none.

    `at_most` says that a smaller value is better; the goal is met then from the other side.
    """

    name: str
    value: float
    unit: str
    goal: float
    floor: float | None = None
    at_most: bool = False

    @property
    def ratio(self) -> float | None:
        """Return value through floor."""
        return round(self.value / self.floor, 3) if self.floor else None

    @property
    def ok(self) -> bool:
        """Say whether the goal is met."""
        return self.value <= self.goal if self.at_most else self.value >= self.goal

    def as_json(self) -> dict[str, object]:
        """Return the figure for the document of interfaces.md."""
        return {
            "name": self.name,
            "value": round(self.value, 3),
            "unit": self.unit,
            "floor": None if self.floor is None else round(self.floor, 3),
            "ratio": self.ratio,
            "goal": self.goal,
            "ok": self.ok,
        }

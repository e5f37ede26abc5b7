"""Say what the doctor found."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """Name how grave a finding is; only an error makes the portal ill."""

    OK = "ok"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Finding:
    """Carry one German sentence and the next step; neither names a person or a secret."""

    area: str
    level: Level
    message: str
    next_step: str = ""


def ok(area: str, message: str) -> Finding:
    """Return a finding that needs nothing done."""
    return Finding(area, Level.OK, message)


def warning(area: str, message: str, next_step: str) -> Finding:
    """Return a finding that should be looked at."""
    return Finding(area, Level.WARNING, message, next_step)


def error(area: str, message: str, next_step: str) -> Finding:
    """Return a finding that must be repaired."""
    return Finding(area, Level.ERROR, message, next_step)


def graded(area: str, value: float, *, warn: float, fail: float, message: str, next_step: str) -> Finding:
    """Return the finding for a value that is the worse the higher it is."""
    if value < warn:
        return ok(area, message)
    return (error if value >= fail else warning)(area, message, next_step)

"""Decide how much an account may read on one day (clause C04). Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from partnerportal.kernel.errors import Refused
from partnerportal.kernel.errors import marked_for_translation as _


@dataclass(frozen=True, slots=True)
class ReadingLimits:
    """Hold the records a day from which the owner is told, and from which nothing more is shown."""

    notice: int
    stop: int


class Reading(Enum):
    """Name what a day's count of records means."""

    USUAL = "usual"
    UNUSUAL = "unusual"
    SPENT = "spent"


def verdict(records: int, limits: ReadingLimits) -> Reading:
    """Judge the number of records an account asked for today."""
    if records >= limits.stop:
        return Reading.SPENT
    return Reading.UNUSUAL if records >= limits.notice else Reading.USUAL


def budget_spent() -> Refused:
    """Return the refusal of an account whose reading budget is spent until tomorrow."""
    return Refused(
        "reading.budget",
        _(
            "Ihr Konto hat heute ungewöhnlich viele Datensätze abgerufen. "
            "Zum Schutz der Versicherten geht es erst morgen weiter. Eilt es, rufen Sie uns bitte an."
        ),
    )

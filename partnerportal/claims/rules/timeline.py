"""Order what happened to a claim, say where it stands, and what is still ahead."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum

WAITING = "claim.waiting"
RESUMED = "claim.resumed"


class Mark(Enum):
    """Say whether a step lies behind, is the present one, or lies ahead; values as the page's list knows them."""

    DONE = "done"
    CURRENT = "current"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class TimelineStep:
    """Hold one step; `at` is None for what has not happened."""

    kind: str
    at: datetime | None
    mark: Mark


# Written in the same instant, so the instant alone does not order them.
_RANK = {"claim.submitted": 0, "claim.forwarded": 1}
_AHEAD = {
    "submitted": ("claim.taken", "claim.decided", "claim.closed"),
    "in_review": ("claim.decided", "claim.closed"),
    "question": ("claim.question.answered", "claim.decided", "claim.closed"),
    "decided": ("claim.closed",),
    "closed": (),
}


def timeline_of(state: str, events: Iterable[tuple[str, datetime]]) -> list[TimelineStep]:
    """Return the steps of a sent claim: all events, the present step, then the usual ones ahead."""
    ordered = sorted(events, key=lambda event: (event[1], _RANK.get(event[0], 2)))
    steps = [TimelineStep(kind, at, Mark.DONE) for kind, at in ordered]
    ahead = [TimelineStep(kind, None, Mark.OPEN) for kind in _AHEAD[state]]
    return [*_with_present(state, steps), *ahead]


def _with_present(state: str, steps: list[TimelineStep]) -> list[TimelineStep]:
    if state == "closed" or not steps:
        return steps
    *before, last = steps
    if state == "submitted":
        return [*steps, TimelineStep(WAITING, None, Mark.CURRENT)]
    if last.kind == "claim.question.answered":
        return [*steps, TimelineStep(RESUMED, last.at, Mark.CURRENT)]
    return [*before, replace(last, mark=Mark.CURRENT)]

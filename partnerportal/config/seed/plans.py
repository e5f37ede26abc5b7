"""Plan which claims the demo shows: every state, a year of history, and some of everything that can happen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from partnerportal.config.seed.accounts import CLERK, LINDNER, PETERSEN_OWNER, SECOND_CLERK, VOSS
from partnerportal.config.seed.chance import Chance
from partnerportal.kernel.clock import BERLIN


class Draft(Enum):
    """Say how far a draft got."""

    BEGUN = "begun"
    WITHOUT_CONSENT = "without_consent"
    TYPING = "typing"
    READY = "ready"


@dataclass(frozen=True, slots=True)
class Plan:
    """Say what becomes of one claim; `outcomes` are those of its invoices, one each."""

    author: str
    state: str
    submitted_at: datetime
    clerk: str
    outcomes: tuple[str, ...]
    was_questioned: bool


@dataclass(frozen=True, slots=True)
class DraftPlan:
    """Say whose draft it is and how far it got."""

    author: str
    kind: Draft
    saved_at: datetime


# How many claims of each state, and how many days ago they were sent.
STATES = {
    "submitted": (0.1, 2.6),
    "in_review": (2.6, 6.0),
    "question": (4.0, 19.0),
    "decided": (12.0, 24.0),
    "closed": (26.0, 355.0),
}
AUTHORS = {
    LINDNER: {"submitted": 3, "in_review": 2, "question": 2, "decided": 3, "closed": 14},
    VOSS: {"submitted": 2, "in_review": 2, "question": 1, "decided": 2, "closed": 9},
    PETERSEN_OWNER: {"submitted": 1, "in_review": 1, "question": 1, "decided": 1, "closed": 3},
}
DRAFTS = (
    (LINDNER, Draft.READY, 0.4),
    (LINDNER, Draft.TYPING, 2.2),
    (VOSS, Draft.WITHOUT_CONSENT, 1.3),
    (VOSS, Draft.BEGUN, 5.1),
    (PETERSEN_OWNER, Draft.TYPING, 3.4),
)
OUTCOMES = (("full", 62), ("part", 25), ("refused", 13))
INVOICES = ((1, 62), (2, 27), (3, 11))
CLERKS = ((CLERK, 60), (SECOND_CLERK, 40))
# Whatever chance says, these are there to be shown: a part refused, all refused, two currencies.
SHOWN = (("full", "part"), ("refused",), ("part",), ("full", "refused"), ("full",))


def plans(chance: Chance, now: datetime) -> list[Plan]:
    """Return the plans in the order in which the claims were sent: numbers rise with time."""
    return sorted(_plans(chance, now), key=lambda plan: plan.submitted_at)


def draft_plans(now: datetime) -> list[DraftPlan]:
    """Return the drafts."""
    return [DraftPlan(author, kind, now - timedelta(days=days)) for author, kind, days in DRAFTS]


def _plans(chance: Chance, now: datetime) -> Iterator[Plan]:
    for author, counts in AUTHORS.items():
        for state, count in counts.items():
            youngest, oldest = STATES[state]
            for number in range(count):
                yield Plan(
                    author=author,
                    state=state,
                    submitted_at=in_daytime(now - timedelta(days=chance.uniform(youngest, oldest))),
                    clerk=chance.weighted(CLERKS),
                    outcomes=_outcomes(chance, state, number),
                    was_questioned=state == "question"
                    or (state in {"decided", "closed"} and chance.happens(0.3)),
                )


def _outcomes(chance: Chance, state: str, number: int) -> tuple[str, ...]:
    if state in {"decided", "closed"} and number < len(SHOWN):
        return SHOWN[number]
    return tuple(chance.weighted(OUTCOMES) for _invoice in range(chance.weighted(INVOICES)))


def in_daytime(instant: datetime) -> datetime:
    """Return the instant, or one some hours earlier when people in Berlin sleep."""
    hour = instant.astimezone(BERLIN).hour
    return instant - timedelta(hours=hour + 6) if hour < 7 else instant - timedelta(hours=max(hour - 20, 0))


def at_office(chance: Chance, after: datetime, hours: tuple[int, int], now: datetime) -> datetime:
    """Return an instant in office hours some hours after another, never later than now."""
    local = (after + timedelta(hours=chance.uniform(*hours))).astimezone(BERLIN)
    local += timedelta(days=max(7 - local.weekday(), 0) if local.weekday() > 4 else 0)
    if not 8 <= local.hour < 17:
        local = local.replace(hour=chance.randint(8, 16))
    return min(max(local.astimezone(now.tzinfo), after + timedelta(minutes=7)), now)

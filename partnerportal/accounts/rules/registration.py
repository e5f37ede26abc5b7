"""Decide about registrations: what is still missing, what may happen in which state, how long one is kept. Pure."""

from __future__ import annotations

from datetime import date, timedelta
from enum import Enum, StrEnum

from partnerportal.kernel.errors import marked_for_translation as _

DRAFT_KEPT = timedelta(days=1)
UNCONFIRMED_KEPT = timedelta(days=7)
REFUSED_KEPT = timedelta(days=30)
APPROVED_KEPT = timedelta(days=30)
INVITATION_KEPT = timedelta(days=7)
MAILS_A_DAY, MAILS_WINDOW = 3, timedelta(days=1)
OLDEST_YEARS, YOUNGEST_YEARS = 110, 15


class State(Enum):
    """Name the states an administrator and an owner see; the value is stored, `label` the German word."""

    label: str
    tone: str
    icon: str

    def __new__(cls, identifier: str, label: str, tone: str, icon: str) -> State:
        """Take the identifier as the value; `tone` and `icon` draw the pill."""
        member = object.__new__(cls)
        member._value_ = identifier
        member.label = label
        member.tone = tone
        member.icon = icon
        return member

    WAITING = "waiting", _("Zu prüfen"), "info", "clock"
    ASKED = "asked", _("Rückfrage"), "warn", "question"
    OWNER = "owner", _("Wartet auf Leitung"), "info", "users"
    APPROVED = "approved", _("Freigegeben"), "ok", "check"
    REFUSED = "refused", _("Abgelehnt"), "bad", "cross"


STATES = {state.value: state for state in State}

DECIDABLE = frozenset({State.WAITING.value, State.ASKED.value})
"""States in which the administrator decides; a question asked can be overtaken by a decision."""

CONFIRMED_AND_OPEN = frozenset({State.WAITING.value, State.ASKED.value, State.OWNER.value})
"""States of which an address has at most one; the database holds the same list."""


class Task(StrEnum):
    """Name the parts of the task list that must be done before a registration is sent, in their order."""

    PERSON = "person"
    FIRM = "firm"
    TERMS = "terms"


def is_plausible_birthday(born_on: date, *, today: date) -> bool:
    """Say whether somebody who registers can have been born on that day."""
    return YOUNGEST_YEARS <= today.year - born_on.year <= OLDEST_YEARS


def fold_email(email: str) -> str:
    """Return an e-mail address for comparing: without spaces around it, in lower case."""
    return email.strip().casefold()

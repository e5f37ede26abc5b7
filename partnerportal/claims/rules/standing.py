"""Say in a word how a claim stands, and sum up its amounts."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import Enum

from partnerportal.kernel.errors import marked_for_translation as _
from partnerportal.kernel.money import Money

IN_PROGRESS = ("submitted", "in_review")
DECIDED = ("decided", "closed")


@dataclass(frozen=True, slots=True)
class Standing:
    """Hold the German word, and the tone and icon of its pill: never colour alone."""

    word: str
    tone: str
    icon: str


SUBMITTED = Standing(_("Weitergeleitet"), "info", "arrow")
IN_REVIEW = Standing(_("In Prüfung"), "info", "search")
QUESTION = Standing(_("Rückfrage"), "warn", "question")
PAID = Standing(_("Erstattet"), "ok", "check")
PAID_IN_PART = Standing(_("Teilweise erstattet"), "ok", "check")
REFUSED = Standing(_("Abgelehnt"), "bad", "cross")

_ON_THE_WAY = {"submitted": SUBMITTED, "in_review": IN_REVIEW, "question": QUESTION}
OF_INVOICE = {"full": PAID, "part": PAID_IN_PART, "refused": REFUSED}


class Category(Enum):
    """Name the groups a list of claims is filtered by; the value is the word in the address."""

    QUESTION = "rueckfrage"
    IN_PROGRESS = "bearbeitung"
    PAID = "erstattet"
    REFUSED = "abgelehnt"


def standing_of(state: str, outcomes: Collection[str | None]) -> Standing:
    """Return how a sent claim stands; once decided, what its invoices' outcomes add up to.

    Raises: ValueError for a draft, which has not been sent.
    """
    if state in _ON_THE_WAY:
        return _ON_THE_WAY[state]
    if state not in DECIDED:
        raise ValueError(state)
    different = set(outcomes)
    return OF_INVOICE.get(different.pop() or "part", PAID_IN_PART) if len(different) == 1 else PAID_IN_PART


def sum_by_currency(amounts: Iterable[Money]) -> tuple[Money, ...]:
    """Return the sum of each currency, in the order in which they first appear; currencies are never mixed."""
    sums: dict[str, Money] = {}
    for money in amounts:
        sums[money.currency] = sums[money.currency] + money if money.currency in sums else money
    return tuple(sums.values())

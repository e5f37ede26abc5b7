"""How a claim stands, said in a word, and what lies behind and ahead of it."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from partnerportal.claims.rules.standing import standing_of, sum_by_currency
from partnerportal.claims.rules.timeline import Mark, timeline_of
from partnerportal.kernel.money import Money
from tests.cast import NOW

SENT = [("claim.forwarded", NOW), ("claim.submitted", NOW)]
TAKEN = [*SENT, ("claim.taken", NOW + timedelta(hours=1))]
ASKED = [*TAKEN, ("claim.question.asked", NOW + timedelta(hours=2))]
ANSWERED = [*ASKED, ("claim.question.answered", NOW + timedelta(hours=3))]
DECIDED = [*TAKEN, ("claim.decided", NOW + timedelta(hours=4))]
CLOSED = [*DECIDED, ("claim.closed", NOW + timedelta(hours=5))]


@pytest.mark.parametrize(
    ("state", "outcomes", "word"),
    [
        ("submitted", [None], "Weitergeleitet"),
        ("in_review", [None, "full"], "In Prüfung"),
        ("question", [None], "Rückfrage"),
        ("decided", ["full", "full"], "Erstattet"),
        ("closed", ["full"], "Erstattet"),
        ("closed", ["full", "refused"], "Teilweise erstattet"),
        ("decided", ["part"], "Teilweise erstattet"),
        ("closed", ["refused", "refused"], "Abgelehnt"),
    ],
)
def test_a_claim_stands_as_its_invoices_were_decided(
    state: str, outcomes: list[str | None], word: str
) -> None:
    assert standing_of(state, outcomes).word == word


def test_a_draft_has_no_standing() -> None:
    with pytest.raises(ValueError, match="draft"):
        standing_of("draft", [])


def test_euros_and_francs_are_summed_apart() -> None:
    amounts = [Money(Decimal(10), "EUR"), Money(Decimal(5), "CHF"), Money(Decimal("2.50"), "EUR")]
    assert sum_by_currency(amounts) == (Money(Decimal("12.50"), "EUR"), Money(Decimal(5), "CHF"))


@pytest.mark.parametrize(
    ("state", "events", "done", "current", "ahead"),
    [
        ("submitted", SENT, 2, "claim.waiting", ["claim.taken", "claim.decided", "claim.closed"]),
        ("in_review", TAKEN, 2, "claim.taken", ["claim.decided", "claim.closed"]),
        (
            "question",
            ASKED,
            3,
            "claim.question.asked",
            ["claim.question.answered", "claim.decided", "claim.closed"],
        ),
        ("in_review", ANSWERED, 5, "claim.resumed", ["claim.decided", "claim.closed"]),
        ("decided", DECIDED, 3, "claim.decided", ["claim.closed"]),
        ("closed", CLOSED, 5, None, []),
    ],
)
def test_the_timeline_shows_what_was_what_is_and_what_comes(
    state: str, events: list[tuple[str, object]], done: int, current: str | None, ahead: list[str]
) -> None:
    steps = timeline_of(state, events)
    assert sum(step.mark is Mark.DONE for step in steps) == done
    assert [step.kind for step in steps if step.mark is Mark.CURRENT] == ([current] if current else [])
    assert [step.kind for step in steps if step.mark is Mark.OPEN] == ahead


def test_what_happened_in_one_instant_keeps_its_order() -> None:
    assert [step.kind for step in timeline_of("submitted", SENT)][:2] == [
        "claim.submitted",
        "claim.forwarded",
    ]

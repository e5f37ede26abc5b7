"""Which department, and when a failed delivery is tried again."""

from __future__ import annotations

from datetime import timedelta
from itertools import count, takewhile

import pytest

from partnerportal.kernel.retrying import next_attempt_after
from partnerportal.routing.rules import NoRoutingRule, department_for


def test_a_line_of_business_goes_to_its_department_and_the_others_to_the_default() -> None:
    rules = {"": "Leistung", "030": "Unfall"}
    assert department_for("030", rules) == "Unfall"
    assert department_for("020", rules) == "Leistung"


def test_without_any_rule_a_claim_cannot_be_forwarded() -> None:
    with pytest.raises(NoRoutingRule):
        department_for("020", {"030": "Unfall"})


def test_attempts_double_their_distance_and_the_last_is_after_exactly_a_day() -> None:
    waits = list(takewhile(lambda wait: wait is not None, (next_attempt_after(number) for number in count())))
    assert waits[:4] == [timedelta(seconds=30 * 2**number) for number in range(4)]
    assert sum(waits, timedelta()) == timedelta(hours=24)
    assert next_attempt_after(len(waits) + 5) is None

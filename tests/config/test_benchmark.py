"""A figure meets its goal from above or from below, and is compared with what the machine can do."""

from __future__ import annotations

from bench import Result
from partnerportal.config.development.benchmark import available


def test_a_speed_must_reach_its_goal_and_a_delay_must_stay_below() -> None:
    assert Result("speed", 200, "1/s", goal=200).ok
    assert not Result("speed", 199, "1/s", goal=200).ok
    assert Result("delay", 50, "ms", goal=50, at_most=True).ok
    assert not Result("delay", 51, "ms", goal=50, at_most=True).ok


def test_the_document_has_the_agreed_fields() -> None:
    written = Result("speed", 250.1234, "1/s", goal=200, floor=1000).as_json()
    assert written == {
        "name": "speed", "value": 250.123, "unit": "1/s", "floor": 1000, "ratio": 0.25, "goal": 200, "ok": True,
    }  # fmt: skip
    assert Result("waiting", 0, "count", goal=0, at_most=True).ratio is None


def test_the_measurement_of_the_journal_is_found() -> None:
    assert "journal" in available()

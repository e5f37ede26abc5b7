"""How long a name and a network wait: longer each time, a name until it is locked, a network never for good."""

from __future__ import annotations

from datetime import timedelta

import pytest

from partnerportal.accounts.rules import brakes
from tests.cast import NOW


def seconds(pause: brakes.Pause | None) -> int:
    return int(pause.wait.total_seconds()) if pause else 0


def test_a_name_waits_longer_with_every_failure_and_is_locked_after_ten() -> None:
    waits = [seconds(brakes.pause_of_name(failures)) for failures in range(1, 12)]
    assert waits == [0, 0, 2, 4, 8, 16, 32, 64, 128, 86_400, 86_400]
    locks = [pause.is_lock for failures in range(1, 12) if (pause := brakes.pause_of_name(failures))]
    assert locks == [False] * 7 + [True] * 2


def test_a_network_waits_from_the_fiftieth_name_on_and_never_longer_than_a_quarter_of_an_hour() -> None:
    waits = [seconds(brakes.pause_of_network(names)) for names in (1, 49, 50, 59, 60, 70, 100, 10_000)]
    assert waits == [0, 0, 30, 30, 60, 120, 900, 900]
    assert not brakes.pause_of_network(10_000).is_lock  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::1", "2001:db8:1:2::/64"),
    ],
)
def test_a_network_is_one_address_or_one_household(address: str, network: str) -> None:
    assert brakes.network_of(address) == network


def test_a_name_is_one_name_however_it_is_typed() -> None:
    assert brakes.folded("  Lindner@Lindner-Voss.example ") == "lindner@lindner-voss.example"


@pytest.mark.parametrize(
    ("left", "words"),
    [
        (timedelta(seconds=2), "einige Sekunden"),
        (timedelta(seconds=32), "eine Minute"),
        (timedelta(minutes=5), "fünf Minuten"),
        (timedelta(minutes=15), "eine Viertelstunde"),
        (timedelta(hours=24), "einen Tag"),
    ],
)
def test_the_sentence_says_how_long_to_wait_and_what_else_to_do(left: timedelta, words: str) -> None:
    sentence = brakes.braked(NOW + left, NOW).sentence
    assert words in sentence
    assert "„Passwort vergessen“" in sentence

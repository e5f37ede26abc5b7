"""A contract's dates decide what it is and whether a claim may come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest

from partnerportal.contracts import rules
from partnerportal.contracts.rules import PolicyState
from partnerportal.kernel.errors import Refused


@dataclass(frozen=True)
class Dates:
    begins_on: date
    ends_on: date | None


OPEN = Dates(date(2024, 1, 1), None)
ENDED = Dates(date(2020, 1, 1), date(2023, 6, 30))


def test_first_and_last_day_are_insured() -> None:
    assert rules.is_active(ENDED, date(2020, 1, 1))
    assert rules.is_active(ENDED, date(2023, 6, 30))
    assert not rules.is_active(ENDED, date(2019, 12, 31))
    assert not rules.is_active(ENDED, date(2023, 7, 1))


def test_a_contract_is_future_running_or_ended() -> None:
    assert rules.state_of(OPEN, date(2023, 12, 31)) is PolicyState.FUTURE
    assert rules.state_of(OPEN, date(2050, 1, 1)) is PolicyState.RUNNING
    assert rules.state_of(ENDED, date(2024, 1, 1)) is PolicyState.ENDED


def test_claim_is_refused_before_the_contract_begins() -> None:
    with pytest.raises(Refused) as refusal:
        rules.may_claim_for(OPEN, date(2023, 12, 31))
    assert refusal.value.code == "contract.not_begun"


def test_claim_for_an_ended_contract_may_come_until_it_is_barred() -> None:
    rules.may_claim_for(ENDED, date(2023, 7, 1))
    rules.may_claim_for(ENDED, date(2026, 12, 31))


def test_claim_is_refused_when_the_contract_had_ended_more_than_three_years_ago() -> None:
    with pytest.raises(Refused) as refusal:
        rules.may_claim_for(ENDED, date(2027, 1, 1))
    assert refusal.value.code == "contract.ended_long_ago"


def test_search_text_holds_each_word_once() -> None:
    text = rules.search_text_of(names=["Jürgen Müller-Lüdenscheidt", "Zoë Müller-Lüdenscheidt"])
    assert text == "jurgen muller ludenscheidt zo"


def test_contracts_are_sorted_by_last_name_like_in_a_telephone_book() -> None:
    names = [("Özdemir", "Ali"), ("Ohm", "Eva"), ("Äkerman", "Bo"), ("Adam", "Zita")]
    keys = [rules.holder_sort_key_of(last_name=last, first_name=first) for last, first in names]
    assert sorted(keys) == ["adam zita", "akerman bo", "ohm eva", "ozdemir ali"]


def test_a_line_of_business_has_a_name_people_know() -> None:
    assert rules.line_name("020") == "Krankenversicherung"
    assert rules.line_name("777") == "Sparte 777"

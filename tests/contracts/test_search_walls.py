"""The search data follow the names by themselves, and no search reaches beyond its viewer."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import ProgrammingError, connection, transaction

from partnerportal.contracts.models import Contract, SearchWord
from partnerportal.contracts.queries import ContractFilter, search
from partnerportal.contracts.rules import PolicyState
from partnerportal.database.context import acting_as
from partnerportal.kernel.clock import berlin_date
from partnerportal.kernel.viewer import Viewer
from tests.cast import IBAN, NOW, House

TODAY = berlin_date(NOW)


def found(viewer: Viewer, text: str, chosen: ContractFilter | None = None) -> list[object]:
    with acting_as(viewer):
        return [row.id for row in search(viewer=viewer, text=text, chosen=chosen).rows]


def ids_of_number(viewer: Viewer, part: str) -> list[object]:
    with acting_as(viewer), connection.cursor() as cursor:
        cursor.execute("SELECT contracts_with_number_part(%s, 1000)", [part])
        return [row[0] for row in cursor.fetchall()]


def test_the_function_for_numbers_never_gives_out_a_foreign_contract(house: House) -> None:
    foreign = house.foreign_contract.policy_number_key
    for part in (foreign, foreign[2:8], foreign[:3]):
        assert house.foreign_contract.id not in ids_of_number(house.lindner, part)
    assert ids_of_number(house.petersen, foreign) == [house.foreign_contract.id]
    assert ids_of_number(house.clerk, foreign) == []
    assert ids_of_number(house.officer, foreign) == []
    assert ids_of_number(house.contract_clerk, foreign) == [house.foreign_contract.id]


def test_the_words_follow_a_contract_that_is_renamed_and_one_that_goes(house: House) -> None:
    Contract.objects.filter(id=house.contract.id).update(search_text="xaver")
    words = SearchWord.objects.filter(contract_id=house.contract.id)
    assert list(words.values_list("word", flat=True)) == ["xaver"]
    assert found(house.lindner, "Xav") == [house.contract.id]
    assert found(house.lindner, "Brandt") == []


def test_a_contract_with_two_fitting_words_is_found_once(house: House) -> None:
    Contract.objects.filter(id=house.contract.id).update(search_text="muller maria mark")
    assert found(house.lindner, "ma") == [house.contract.id]


def test_the_last_four_signs_of_the_iban_find_the_contract_for_its_partner_only(house: House) -> None:
    assert house.contract.id in found(house.lindner, IBAN[-4:])
    assert house.contract.id not in found(house.petersen, IBAN[-4:])
    assert found(house.contract_clerk, IBAN[-4:]) == []


def test_search_and_filter_must_both_fit(house: House) -> None:
    for state, expected in ((PolicyState.RUNNING, [house.contract.id]), (PolicyState.ENDED, [])):
        assert found(house.lindner, "Brandt", ContractFilter(on=TODAY, state=state)) == expected


def test_only_what_ends_in_ninety_days_is_expiring(house: House) -> None:
    for days, expected in ((90, [house.contract.id]), (91, [])):
        Contract.objects.filter(id=house.contract.id).update(ends_on=TODAY + timedelta(days=days))
        assert found(house.lindner, "Brandt", ContractFilter(on=TODAY, is_expiring=True)) == expected


def test_the_web_role_writes_no_word(house: House) -> None:
    with pytest.raises(ProgrammingError), acting_as(house.lindner), transaction.atomic():
        SearchWord.objects.all().delete()

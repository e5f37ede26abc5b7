"""A partner asks for a change of a contract; the department that keeps contracts decides, a bank account by two."""

from __future__ import annotations

import pytest

from partnerportal.contracts.models import ChangeRequest, Contract, ContractChange, DataGuard, Policyholder
from partnerportal.contracts.queries import search
from partnerportal.contracts.queries.changes import change_for, change_page, changes_of_contract
from partnerportal.contracts.rules.changes import Kind
from partnerportal.contracts.services.changes import withdraw_change
from partnerportal.contracts.services.changes_desk import refuse_change
from partnerportal.database.context import acting_as
from partnerportal.kernel.errors import Refused
from partnerportal.routing.models import Delivery, Department
from tests.cast import NOW, House
from tests.contracts.changing import (
    ADDRESS,
    NAME,
    asked,
    carry_over,
)

pytestmark = pytest.mark.django_db


def test_a_request_reaches_the_department_at_once_and_its_content_is_sealed(house: House) -> None:
    change_id = asked(house, note="Umzug zum 1. Dezember")

    row = ChangeRequest.objects.get(id=change_id)
    assert (row.department_id, row.state, row.author_id) == (
        house.administration.id,
        "open",
        house.lindner.account,
    )
    assert not any(word.encode() in bytes(row.proposed) for word in ("Hafen", "Husum", "city"))
    assert b"Umzug" not in bytes(row.note or b"")
    delivery = Delivery.objects.get(department=house.administration)
    assert (delivery.occasion, delivery.claim_id) == ("contract.change.requested", None)
    with acting_as(house.contract_clerk):
        found = change_for(viewer=house.contract_clerk, change_id=change_id)
        assert change_page(viewer=house.contract_clerk).counts == {"offen": 1, "erledigt": 0}
    assert found is not None
    assert [(line.old, line.new) for line in found.lines] == [
        ("Lindenweg 7", "Am Hafen 3"),
        ("50667", "25813"),
        ("Köln", "Husum"),
    ]
    assert found.note == "Umzug zum 1. Dezember"


def test_carrying_over_changes_contract_history_and_guard_and_tells_the_partner(house: House) -> None:
    change_id = asked(house, wished={**ADDRESS, "city": "Köln"})
    carry_over(house.contract_clerk, change_id)

    holder = Policyholder.objects.get(id=house.contract.policyholder_id)
    assert (holder.street, holder.postal_code, holder.city) == ("Am Hafen 3", "25813", "Köln")
    lines = ContractChange.objects.filter(contract=house.contract)
    assert {(line.field, line.source, line.source_id) for line in lines} == {
        ("street", "change_request", change_id),
        ("postal_code", "change_request", change_id),
    }
    guard = DataGuard.objects.get(contract=house.contract)
    assert (guard.reason, guard.fields, guard.change_request_id, guard.lifted_at) == (
        "rectification",
        "address",
        change_id,
        None,
    )
    assert Delivery.objects.filter(account=house.lindner.account, occasion="contract.change.done").exists()
    with acting_as(house.voss):
        (row,) = changes_of_contract(viewer=house.voss, contract_id=house.contract.id)
    assert row.word.word == "Übernommen"


def test_the_search_finds_the_new_name_and_no_longer_the_old_one(house: House) -> None:
    carry_over(house.contract_clerk, asked(house, Kind.NAME, NAME))
    person = {"salutation": "Frau", "first_name": "Amelie", "last_name": "Zwiesel", "born_on": "1988-03-14"}
    carry_over(house.contract_clerk, asked(house, Kind.INSURED_PERSON, person, person_id=house.person.id))

    with acting_as(house.lindner):
        assert [row.id for row in search(viewer=house.lindner, text="Zwiesel").rows] == [house.contract.id]
        assert [row.id for row in search(viewer=house.lindner, text="Brandt Jonas").rows] == [
            house.contract.id
        ]
        assert not search(viewer=house.lindner, text="Amelie Brandt Jonas X").rows
    contract = Contract.objects.get(id=house.contract.id)
    assert contract.holder_sort_key == "zwiesel amelie"
    assert contract.search_text == "amelie zwiesel jonas brandt"


def test_a_name_changes_in_every_contract_of_the_policyholder(house: House) -> None:
    Contract.objects.filter(id=house.ended_contract.id).update(policyholder=house.contract.policyholder)
    carry_over(house.contract_clerk, asked(house, Kind.NAME, NAME))

    both = {house.contract.id, house.ended_contract.id}
    assert set(DataGuard.objects.values_list("contract_id", flat=True)) == both
    assert set(ContractChange.objects.values_list("contract_id", flat=True)) == both
    assert "zwiesel" in Contract.objects.get(id=house.ended_contract.id).search_text


def test_a_second_request_of_the_kind_waits_until_the_first_is_taken_back(house: House) -> None:
    first = asked(house)
    with pytest.raises(Refused) as twice:
        asked(house, wished={**ADDRESS, "street": "Am Deich 1"})
    assert twice.value.code == "change.open_already"
    asked(house, Kind.NAME, NAME)

    with acting_as(house.voss):
        withdraw_change(actor=house.voss, change_id=first, now=NOW)
    asked(house, wished={**ADDRESS, "street": "Am Deich 1"})

    with pytest.raises(Refused) as late:
        carry_over(house.contract_clerk, first)
    assert late.value.code == "change.decided"


def test_a_refusal_gives_a_reason_and_says_what_is_missing(house: House) -> None:
    change_id = asked(house, Kind.NAME, NAME)
    with acting_as(house.contract_clerk):
        for reason, note, code in (("", "", "change.reason"), ("evidence_missing", " ", "change.note")):
            with pytest.raises(Refused) as refused:
                refuse_change(
                    actor=house.contract_clerk, change_id=change_id, reason=reason, note=note, now=NOW
                )
            assert refused.value.code == code
        refuse_change(
            actor=house.contract_clerk, change_id=change_id, reason="evidence_missing",
            note="Bitte die Heiratsurkunde.", now=NOW,
        )  # fmt: skip

    with acting_as(house.lindner):
        found = change_for(viewer=house.lindner, change_id=change_id)
        with pytest.raises(Refused):
            withdraw_change(actor=house.lindner, change_id=change_id, now=NOW)
    assert found is not None
    assert found.row.reason is not None
    assert (found.reason_note, found.decided_by) == ("Bitte die Heiratsurkunde.", "")
    assert Policyholder.objects.get(id=house.contract.policyholder_id).last_name == "Brandt"
    assert not DataGuard.objects.exists()


def test_nothing_new_is_no_request_and_without_a_department_nobody_takes_one(house: House) -> None:
    same = {"street": "Lindenweg 7", "postal_code": "50667", "city": "Köln"}
    with pytest.raises(Refused) as nothing:
        asked(house, wished=same)
    assert nothing.value.code == "change.nothing_new"
    Department.objects.update(keeps_contracts=False)
    with pytest.raises(Refused) as nobody:
        asked(house)
    assert nobody.value.code == "change.no_department"

"""Who may not decide on a change cannot: a new bank account needs two people, and the database says so itself."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction

from partnerportal.contracts.models import ChangeRequest, ContractChange
from partnerportal.contracts.queries import bank_account_plain
from partnerportal.contracts.queries.changes import change_for, changes_of_contract
from partnerportal.contracts.rules.changes import Kind
from partnerportal.contracts.services.changes import UnknownChange, withdraw_change
from partnerportal.contracts.services.changes_desk import carry_over_change, check_change
from partnerportal.database.context import acting_as
from partnerportal.kernel.errors import Refused
from partnerportal.kernel.viewer import Viewer
from tests.cast import NOW, House
from tests.contracts.changing import (
    ACCOUNT,
    asked,
    carry_over,
    carry_over_in_the_database,
    checked,
)

pytestmark = pytest.mark.django_db


def test_a_new_bank_account_needs_two_people(house: House) -> None:
    change_id = asked(house, Kind.BANK_ACCOUNT, ACCOUNT)
    for clerk in (house.contract_clerk, house.second_contract_clerk):
        with pytest.raises(Refused) as early:
            carry_over(clerk, change_id)
        assert early.value.code == "change.not_checked"
    with acting_as(house.contract_clerk):
        check_change(actor=house.contract_clerk, change_id=change_id, now=NOW)
    with pytest.raises(Refused) as alone:
        carry_over(house.contract_clerk, change_id)
    assert alone.value.code == "change.same_eyes"

    carry_over(house.second_contract_clerk, change_id)

    with acting_as(house.lindner):
        account = bank_account_plain(viewer=house.lindner, contract_id=house.contract.id)
    assert account is not None
    assert (account.iban, account.last_four, account.holder) == (ACCOUNT["iban"], "6199", "Amelie Brandt")
    assert ContractChange.objects.get(contract=house.contract).field == "bank_account"


@pytest.mark.parametrize("who", ["contract_clerk", "clerk", "lindner", "administrator"])
def test_the_database_itself_refuses_one_person_and_whoever_lacks_the_right(house: House, who: str) -> None:
    change_id = checked(house)
    with pytest.raises(DatabaseError, match=r"second person|only clerks"):
        carry_over_in_the_database(getattr(house, who), change_id, "{}")
    assert ChangeRequest.objects.get(id=change_id).state == "checked"


def test_the_database_refuses_an_unchecked_account_a_decided_request_and_one_that_never_was(
    house: House,
) -> None:
    account = asked(house, Kind.BANK_ACCOUNT, ACCOUNT)
    done = asked(house)
    carry_over(house.contract_clerk, done)
    for change_id, said in ((account, "second person"), (done, "decided"), (uuid4(), "no such")):
        with pytest.raises(DatabaseError, match=said):
            carry_over_in_the_database(house.second_contract_clerk, change_id)


@pytest.mark.parametrize(
    "forged",
    [
        {"state": "done", "decided_at": NOW},
        {"state": "checked", "checked_by_id": "second_contract_clerk"},
        {"state": "refused", "decided_by_id": "second_contract_clerk"},
        {"proposed": b"another account"},
    ],
)
def test_a_clerk_can_neither_say_done_nor_sign_for_a_colleague_nor_change_the_wish(
    house: House, forged: dict[str, object]
) -> None:
    change_id = asked(house, Kind.BANK_ACCOUNT, ACCOUNT)
    values = {
        name: getattr(house, text).account if isinstance(text, str) and name.endswith("_by_id") else text
        for name, text in forged.items()
    }
    with pytest.raises(DatabaseError), acting_as(house.contract_clerk), transaction.atomic():
        ChangeRequest.objects.filter(id=change_id).update(**values)
    assert ChangeRequest.objects.get(id=change_id).state == "open"


def test_a_partner_can_neither_decide_nor_change_what_it_asked_for(house: House) -> None:
    change_id = asked(house)
    for forged in ({"state": "done"}, {"state": "checked"}, {"proposed": b"x"}):
        with pytest.raises(DatabaseError), acting_as(house.lindner), transaction.atomic():
            ChangeRequest.objects.filter(id=change_id).update(**forged)


def test_nobody_asks_for_a_foreign_contract(house: House) -> None:
    with pytest.raises(UnknownChange):
        asked(house, contract=house.foreign_contract)
    row = ChangeRequest(
        partner_id=house.lindner.partner, department=house.administration, contract=house.foreign_contract,
        author_id=house.lindner.account, kind="address", proposed=b"x", requested_at=NOW,
    )  # fmt: skip
    with pytest.raises(DatabaseError, match="row-level"), acting_as(house.lindner), transaction.atomic():
        row.save(force_insert=True)
    with pytest.raises(UnknownChange):
        asked(house, Kind.INSURED_PERSON, {"first_name": "X"}, person_id=house.foreign_person.id)


def test_a_foreign_request_is_not_there(house: House) -> None:
    change_id = asked(house)
    for viewer in (house.petersen, house.clerk, house.officer, house.administrator):
        with acting_as(viewer):
            assert change_for(viewer=viewer, change_id=change_id) is None
            assert changes_of_contract(viewer=viewer, contract_id=house.contract.id) == ()
            assert not ChangeRequest.objects.exists()
            for act in (withdraw_change, check_change, carry_over_change):
                with pytest.raises(UnknownChange):
                    act(actor=viewer, change_id=change_id, now=NOW)


def test_the_department_sees_the_new_account_whole_only_until_the_decision_and_never_the_old_one(
    house: House,
) -> None:
    change_id = checked(house)

    def seen_by(viewer: Viewer) -> list[tuple[str | None, str]]:
        with acting_as(viewer):
            found = change_for(viewer=viewer, change_id=change_id)
            assert found is not None
            return [(line.old, line.new) for line in found.lines]

    assert seen_by(house.second_contract_clerk) == [(None, ACCOUNT["holder"]), (None, ACCOUNT["iban"])]
    assert ("DE•• •••• •••• •••• ••20 51", "DE•• •••• •••• •••• ••61 99") in seen_by(house.lindner)
    carry_over(house.second_contract_clerk, change_id)
    assert ACCOUNT["iban"] not in str(seen_by(house.contract_clerk))

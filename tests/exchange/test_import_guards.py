"""Who had something rectified or restricted is not overwritten by a file; a person of the department decides."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.db import connection

from partnerportal.contracts.models import BankAccount, Contract, ContractChange, DataGuard, Policyholder
from partnerportal.database.context import acting_as
from partnerportal.exchange.models import ImportConflict
from partnerportal.exchange.services import UnknownConflict, decide_conflict, take_conflict
from partnerportal.kernel.errors import Refused
from partnerportal.kernel.viewer import WORKER
from tests.cast import House
from tests.exchange.delivery import NOW, deliver, edited, figures, joined, sample, sample_firm

KEY, STREET = "KV9000001", "Neue Gasse 5                  "
OTHER_IBAN = "DE02120300000000202051"


def guarded(fields: str = "address", reason: str = "rectification") -> tuple[Contract, DataGuard]:
    """Import the sample and put one of its contracts under a guard."""
    sample_firm()
    deliver(joined(sample()))
    contract = Contract.objects.get(policy_number_key=KEY)
    guard = DataGuard.objects.create(
        id=uuid4(),
        partner_id=contract.partner_id,
        contract=contract,
        reason=reason,
        fields=fields,
        set_at=NOW,
    )
    return contract, guard


def moved() -> bytes:
    return joined(edited(sample(), "0100", KEY, "1", 188, STREET))


def street(contract: Contract) -> str:
    return Policyholder.objects.get(contract=contract).street


def test_a_file_that_differs_makes_a_conflict_and_changes_nothing(house: House) -> None:
    contract, guard = guarded()
    before = street(contract)

    run = deliver(moved())

    (conflict,) = ImportConflict.objects.all()
    assert (conflict.contract_id, conflict.field, conflict.state) == (contract.id, "street", "open")
    assert street(contract) == before
    assert figures(run, "contracts") == (0, 0, 6)
    assert run.result["conflicts"] == 1
    guard.refresh_from_db()
    assert guard.lifted_at is None


def test_the_conflict_is_sealed_and_not_repeated_night_after_night(house: House) -> None:
    guarded()
    deliver(moved())
    deliver(moved())

    (conflict,) = ImportConflict.objects.all()
    assert b"Neue Gasse" not in bytes(conflict.value)


def test_a_file_that_says_the_same_as_we_do_lifts_the_guard_of_a_rectification(house: House) -> None:
    _contract, guard = guarded()

    deliver(joined(sample()))

    guard.refresh_from_db()
    assert guard.lifted_at is not None


def test_a_restriction_stays_whatever_the_file_says(house: House) -> None:
    _contract, guard = guarded("all", "restriction")

    deliver(joined(sample()))

    guard.refresh_from_db()
    assert guard.lifted_at is None


def test_what_is_not_guarded_is_taken_over_all_the_same(house: House) -> None:
    contract, _guard = guarded("name")

    deliver(moved())

    assert street(contract) == "Neue Gasse 5"
    assert not ImportConflict.objects.exists()


def test_a_clerk_of_the_department_takes_the_value_of_the_file(house: House) -> None:
    contract, _guard = guarded()
    deliver(moved())
    conflict = ImportConflict.objects.get()

    with acting_as(house.contract_clerk):
        decide_conflict(actor=house.contract_clerk, conflict_id=conflict.id, decision="taken", now=NOW)
    with acting_as(WORKER):
        take_conflict(conflict_id=conflict.id, now=NOW)

    assert street(contract) == "Neue Gasse 5"
    assert ContractChange.objects.filter(contract=contract, field="street", source="file").exists()


def test_a_clerk_keeps_our_value_and_the_same_file_does_not_ask_again(house: House) -> None:
    contract, _guard = guarded()
    before = street(contract)
    deliver(moved())
    conflict = ImportConflict.objects.get()

    with acting_as(house.contract_clerk):
        decide_conflict(actor=house.contract_clerk, conflict_id=conflict.id, decision="kept", now=NOW)
    deliver(moved())

    assert street(contract) == before
    assert list(ImportConflict.objects.values_list("state", flat=True)) == ["kept"]


def test_a_decision_is_made_once(house: House) -> None:
    guarded()
    deliver(moved())
    conflict = ImportConflict.objects.get()
    with acting_as(house.contract_clerk):
        decide_conflict(actor=house.contract_clerk, conflict_id=conflict.id, decision="kept", now=NOW)
        with pytest.raises(Refused, match=r"import\.decided"):
            decide_conflict(actor=house.contract_clerk, conflict_id=conflict.id, decision="taken", now=NOW)


@pytest.mark.parametrize("member", ["clerk", "administrator", "officer", "lindner"])
def test_nobody_else_decides_or_sees_a_conflict(house: House, member: str) -> None:
    guarded()
    deliver(moved())
    conflict, viewer = ImportConflict.objects.get(), getattr(house, member)

    with acting_as(viewer):
        assert not ImportConflict.objects.exists()
        with pytest.raises(UnknownConflict):
            decide_conflict(actor=viewer, conflict_id=conflict.id, decision="taken", now=NOW)


def test_a_guarded_bank_account_is_neither_replaced_nor_readable_in_the_conflict(house: House) -> None:
    contract, _guard = guarded("bank_account")
    before = bytes(BankAccount.objects.get(contract=contract).iban_hash)

    deliver(joined(edited(sample(), "0100", KEY, "4", 209, OTHER_IBAN.ljust(34)[:34])))

    conflict = ImportConflict.objects.get()
    assert conflict.field == "bank_account"
    assert OTHER_IBAN.encode() not in bytes(conflict.value)
    assert bytes(BankAccount.objects.get(contract=contract).iban_hash) == before


def test_only_the_worker_may_call_what_writes_contracts(house: House) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT proname FROM pg_proc WHERE prosecdef AND proname LIKE 'exchange\\_%%'"
            " AND (has_function_privilege('portal_web', oid, 'EXECUTE')"
            "      OR has_function_privilege('public', oid, 'EXECUTE'))"
        )
        assert cursor.fetchall() == []

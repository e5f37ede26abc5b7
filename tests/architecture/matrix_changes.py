"""What can be named about requests for a change in the matrix: one of each partner, waiting for its first check."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

from partnerportal.contracts.models import (
    ChangeRequest,
    Contract,
    ContractChange,
    DataGuard,
    PersonTariff,
)
from partnerportal.contracts.rules.changes import Kind
from partnerportal.contracts.services.changes import ask_for_change
from partnerportal.contracts.services.restrictions import restrict_contract
from partnerportal.database.context import acting_as
from partnerportal.kernel.clock import berlin_date
from partnerportal.kernel.viewer import Viewer
from tests.cast import House

NOBODY: frozenset[str] = frozenset()
CLERK = frozenset({"contract_clerk"})
Row = tuple[str, dict[str, object], frozenset[str]]
ACCOUNT = {"holder": "Amelie Brandt", "iban": "DE75512108001245126199"}


def change_things(house: House, now: datetime) -> dict[str, list[Row]]:
    """Ask for a new bank account in two firms, and restrict a contract of each."""
    ours = _asked(house.lindner, house.contract.id, now)
    theirs = _asked(house.petersen, house.foreign_contract.id, now)
    guard = _restricted(house.contract_clerk, house.contract.id, now)
    return {
        "change_request": [
            ("own", {"request_id": ours}, frozenset({"lindner", "voss"}) | CLERK),
            ("foreign", {"request_id": theirs}, frozenset({"petersen"}) | CLERK),
            ("unknown", {"request_id": uuid4()}, NOBODY),
        ],
        "guard": [("known", {"guard_id": guard}, CLERK), ("unknown", {"guard_id": uuid4()}, NOBODY)],
    }


def fill_changes(house: House, now: datetime) -> None:
    """Write a row into each table of this matter, as the schema's owner."""
    change_things(house, now)
    scope = {"partner_id": house.contract.partner_id, "contract": house.contract}
    ContractChange.objects.create(**scope, field="city", source="file", changed_at=now)
    PersonTariff.objects.create(**scope, insured_person=house.person, tariff="Reisekranken Langzeit")


def grow_changes(house: House, more: int, now: datetime) -> None:
    """Add decided and open requests, history and guards of one contract, `more` of each."""
    like = ChangeRequest.objects.get(contract=house.contract)
    others = Contract.objects.filter(partner_id=house.contract.partner_id).exclude(id=house.contract.id)
    scope = {"partner_id": house.contract.partner_id, "contract": house.contract}
    copied = {
        name: getattr(like, name)
        for name in ("partner_id", "department_id", "author_id", "proposed", "requested_at")
    }
    # Nobody opens the new ones, so what is sealed in them need not open.
    for contract_id in others.values_list("id", flat=True):
        ChangeRequest.objects.create(**copied, contract_id=contract_id, kind="name")
    for number in range(more):
        ChangeRequest.objects.create(
            **copied,
            contract=house.contract,
            kind="name",
            state="refused",
            reason="already_so",
            decided_at=now,
        )
        DataGuard.objects.create(**scope, reason="rectification", fields="name", set_at=now)
        ContractChange.objects.create(**scope, field="city", source="file", changed_at=now)
        PersonTariff.objects.create(**scope, insured_person=house.person, tariff=f"Tarif {number}")


def _asked(actor: Viewer, contract_id: UUID, now: datetime) -> UUID:
    with acting_as(actor):
        return ask_for_change(
            actor=actor, contract_id=contract_id, kind=Kind.BANK_ACCOUNT, wished=ACCOUNT, now=now
        )


def _restricted(clerk: Viewer, contract_id: UUID, now: datetime) -> UUID:
    with acting_as(clerk):
        restrict_contract(
            actor=clerk, contract_id=contract_id, fields="address", since=berlin_date(now), now=now
        )
        return DataGuard.objects.get(contract_id=contract_id).id

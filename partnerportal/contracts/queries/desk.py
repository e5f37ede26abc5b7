"""Read contracts for the department that keeps them: all partners', without birth dates and bank accounts (ADR 19)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from partnerportal.contracts.models import Contract, PersonTariff
from partnerportal.contracts.queries.changes import ChangeRow, changes_of_contract
from partnerportal.contracts.queries.detail import ContractDetail, contract_for
from partnerportal.contracts.queries.guards import GuardRow, guards_of_contract
from partnerportal.contracts.queries.history import HistoryEntry, history_of
from partnerportal.kernel.viewer import Viewer


@dataclass(frozen=True, slots=True, repr=False)
class KeptPerson:
    """Hold an insured person as the department sees it: no day of birth."""

    id: UUID
    name: str
    tariffs: tuple[str, ...]


@dataclass(frozen=True, slots=True, repr=False)
class KeptContract:
    """Hold a contract with its firm, its people, and what happened and is kept about it."""

    contract: ContractDetail
    partner: str
    persons: tuple[KeptPerson, ...]
    changes: tuple[ChangeRow, ...]
    history: tuple[HistoryEntry, ...]
    guards: tuple[GuardRow, ...]


def kept_contract(*, viewer: Viewer, contract_id: UUID) -> KeptContract | None:
    """Return the contract, None for a missing one and for whoever does not keep contracts; at most nine queries."""
    if not (viewer.is_clerk and viewer.may_see_contracts):
        return None
    contract = contract_for(viewer=viewer, contract_id=contract_id)
    if contract is None:
        return None
    tariffs: dict[UUID, list[str]] = {}
    rows = PersonTariff.objects.filter(contract_id=contract_id).order_by("tariff", "id")
    for person_id, tariff in rows.values_list("insured_person_id", "tariff"):
        tariffs.setdefault(person_id, []).append(tariff)
    persons = tuple(
        KeptPerson(person.id, person.name, tuple(tariffs.get(person.id, ()))) for person in contract.persons
    )
    return KeptContract(
        contract=contract,
        partner=partner_names(viewer=viewer, contract_ids=[contract_id])[contract_id],
        persons=persons,
        changes=changes_of_contract(viewer=viewer, contract_id=contract_id),
        history=history_of(viewer=viewer, contract_id=contract_id),
        guards=guards_of_contract(viewer=viewer, contract_id=contract_id),
    )


def partner_names(*, viewer: Viewer, contract_ids: Collection[UUID]) -> dict[UUID, str]:
    """Return the name of the firm of each of these contracts, for the department; one query."""
    if not (viewer.is_clerk and viewer.may_see_contracts):
        return {}
    return dict(Contract.objects.filter(id__in=contract_ids).values_list("id", "partner__name"))

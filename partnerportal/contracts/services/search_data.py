"""Derive what contracts are found by from the names stored with them."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from partnerportal.contracts.models import Contract, InsuredPerson
from partnerportal.contracts.rules import holder_sort_key_of, search_text_of

BATCH = 1000


def refresh_search_data(contract_ids: Collection[UUID]) -> None:
    """Store the search text and the sort key of these contracts anew, from the names now in the database.

    Whoever changed a name calls it in the same transaction; the table of search words follows by itself (ADR 17).
    Who writes whole contracts and has the names at hand calls `rules.search_text_of` and `rules.holder_sort_key_of`
    instead. Two queries and one write per 1,000 contracts; contracts that stay as they are not written.
    """
    wanted = list(contract_ids)
    for start in range(0, len(wanted), BATCH):
        _refresh(wanted[start : start + BATCH])


def _refresh(contract_ids: Collection[UUID]) -> None:
    contracts = list(Contract.objects.select_related("policyholder").filter(id__in=contract_ids))
    names: dict[UUID, list[str]] = {
        row.id: [f"{row.policyholder.first_name} {row.policyholder.last_name}"] for row in contracts
    }
    people = InsuredPerson.objects.filter(contract_id__in=names).order_by("born_on", "id")
    for contract_id, first, last in people.values_list("contract_id", "first_name", "last_name"):
        names[contract_id].append(f"{first} {last}")
    changed = [row for row in contracts if _derive(row, names[row.id])]
    Contract.objects.bulk_update(changed, ["search_text", "holder_sort_key"])


def _derive(contract: Contract, names: Collection[str]) -> bool:
    """Set the contract's search data; say whether anything is new."""
    holder = contract.policyholder
    before = (contract.search_text, contract.holder_sort_key)
    contract.search_text = search_text_of(names=names)
    contract.holder_sort_key = holder_sort_key_of(last_name=holder.last_name, first_name=holder.first_name)
    return (contract.search_text, contract.holder_sort_key) != before

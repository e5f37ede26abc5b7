"""Read whole lists of contracts for a file: a row for each insured person, in constant memory."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from partnerportal.contracts.models import BankAccount, Contract, InsuredPerson, PersonTariff
from partnerportal.contracts.queries.chosen import ContractFilter, narrowed
from partnerportal.contracts.queries.scope import contracts_of, partner_side
from partnerportal.contracts.queries.search import Named, found_contracts
from partnerportal.contracts.search_terms import read_search
from partnerportal.kernel.iban import mask
from partnerportal.kernel.viewer import Viewer

MOST_EXPORTED = 100_000
"""Contracts in one file; with their people it still opens in a spreadsheet."""
BATCH = 1000


@dataclass(frozen=True, slots=True, repr=False)
class ExportedPerson:
    """Hold an insured person of a contract with the own tariffs."""

    salutation: str
    first_name: str
    last_name: str
    born_on: date
    tariffs: tuple[str, ...]


@dataclass(frozen=True, slots=True, repr=False)
class ExportedContract:
    """Hold a contract as files give it out: the IBAN masked as on every page (C27), people the eldest first."""

    policy_number: str
    line_of_business: str
    tariff: str
    begins_on: date
    ends_on: date | None
    salutation: str
    first_name: str
    last_name: str
    street: str
    postal_code: str
    city: str
    iban: str
    persons: tuple[ExportedPerson, ...]


def contract_count(*, viewer: Viewer, text: str, chosen: ContractFilter) -> int:
    """Return how many contracts the file of this list would hold, at most one more than MOST_EXPORTED; one query."""
    return _contracts(viewer, text, chosen)[: MOST_EXPORTED + 1].count()


def contracts_for_file(*, viewer: Viewer, text: str, chosen: ContractFilter) -> Iterator[ExportedContract]:
    """Yield the contracts of the list or the search by policyholder, up to MOST_EXPORTED.

    Four queries for each 1,000 contracts; inside the viewer's transaction only.
    """
    wanted = _contracts(viewer, text, chosen).order_by("holder_sort_key", "id").values_list("id", flat=True)
    batch: list[UUID] = []
    for contract_id in wanted[:MOST_EXPORTED].iterator(chunk_size=BATCH):
        batch.append(contract_id)
        if len(batch) == BATCH:
            yield from _exported(viewer, batch)
            batch = []
    yield from _exported(viewer, batch)


def _contracts(viewer: Viewer, text: str, chosen: ContractFilter) -> QuerySet[Contract]:
    if not text.strip():
        return contracts_of(viewer).filter(narrowed(chosen))
    terms = read_search(text)
    if terms.is_empty:
        return Contract.objects.none()
    found = found_contracts(viewer=viewer, terms=terms, chosen=chosen)
    if isinstance(found, Named):
        return contracts_of(viewer).filter(id__in=found.words.values("contract_id"))
    return found.contracts


def _exported(viewer: Viewer, ids: list[UUID]) -> Iterator[ExportedContract]:
    accounts = BankAccount.objects.filter(partner_side(viewer), contract_id__in=ids)
    ibans = {
        row[0]: mask(row[1], row[2]) for row in accounts.values_list("contract_id", "last_four", "country")
    }
    persons = _persons(ids)
    rows: dict[UUID, Any] = {
        row[0]: row for row in Contract.objects.filter(id__in=ids).values_list(*_COLUMNS)
    }
    for each in ids:
        if each in rows:
            told: Any = (*rows[each][1:], ibans.get(each, ""), tuple(persons.get(each, ())))
            yield ExportedContract(*told)


def _persons(ids: list[UUID]) -> dict[UUID, list[ExportedPerson]]:
    tariffs: dict[UUID, list[str]] = {}
    of_persons = PersonTariff.objects.filter(contract_id__in=ids).order_by("tariff", "id")
    for person_id, tariff in of_persons.values_list("insured_person_id", "tariff"):
        tariffs.setdefault(person_id, []).append(tariff)
    persons: dict[UUID, list[ExportedPerson]] = {}
    people = InsuredPerson.objects.filter(contract_id__in=ids).order_by("born_on", "id")
    columns = ("contract_id", "id", "salutation", "first_name", "last_name", "born_on")
    for contract_id, person_id, salutation, first_name, last_name, born_on in people.values_list(*columns):
        own = tuple(tariffs.get(person_id, ()))
        person = ExportedPerson(salutation, first_name, last_name, born_on, own)
        persons.setdefault(contract_id, []).append(person)
    return persons


_COLUMNS = (
    "id",
    "policy_number",
    "line_of_business",
    "tariff",
    "begins_on",
    "ends_on",
    "policyholder__salutation",
    "policyholder__first_name",
    "policyholder__last_name",
    "policyholder__street",
    "policyholder__postal_code",
    "policyholder__city",
)

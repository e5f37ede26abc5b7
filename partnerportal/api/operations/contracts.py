"""Answer for contracts and their people."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from django.urls import reverse
from ninja import Query, Router

from partnerportal.api.operations.places import read_id, sign_place
from partnerportal.api.problems import not_found
from partnerportal.api.requests import ApiRequest
from partnerportal.api.schemas.contracts import (
    Contract,
    ContractChoice,
    ContractList,
    ContractSearch,
    PersonList,
)
from partnerportal.api.schemas.lists import Cursor, Limit
from partnerportal.contracts import queries
from partnerportal.contracts.queries.chosen import ContractFilter
from partnerportal.contracts.rules import PolicyState, state_of
from partnerportal.kernel.clock import berlin_date

router = Router(tags=["Verträge"])


@router.get("contracts", url_name="contracts", response=ContractList, summary="Verträge auflisten")
def list_contracts(
    request: ApiRequest,
    narrowed: Annotated[ContractChoice, Query(...)],
    cursor: Cursor = "",
    limit: Limit = 25,
) -> dict[str, Any]:
    """Alle Verträge Ihres Büros, nach Versicherungsnehmer geordnet."""
    page = queries.contract_page(
        viewer=request.viewer,
        chosen=_chosen(request, narrowed),
        after=read_id("contracts", cursor),
        limit=limit,
    )
    return _listed(request, page)


@router.post("contracts/search", url_name="contract_search", response=ContractList, summary="Verträge suchen")
def search_contracts(request: ApiRequest, search: ContractSearch) -> dict[str, Any]:
    """Verträge, die zu Nummer, Namen oder Geburtsdatum passen. Gesucht wird mit POST, nie in der Adresse."""
    page = queries.search(
        viewer=request.viewer,
        text=search.text,
        chosen=_chosen(request, search.narrowed),
        after=read_id("contracts", search.cursor),
        limit=search.limit,
    )
    return _listed(request, page)


@router.get(
    "contracts/{uuid:contract_id}", url_name="contract", response=Contract, summary="Einen Vertrag abrufen"
)
def get_contract(request: ApiRequest, contract_id: UUID) -> dict[str, Any]:
    """Vertrag mit Versicherungsnehmer, versicherten Personen und verdeckter Bankverbindung."""
    contract = _contract(request, contract_id)
    return {
        **_line(request, contract),
        "policyholder": contract.policyholder,
        "persons": contract.persons,
        "bank_account": contract.bank_account,
    }


@router.get(
    "contracts/{uuid:contract_id}/persons",
    url_name="contract_persons",
    response=PersonList,
    summary="Versicherte Personen abrufen",
)
def list_persons(request: ApiRequest, contract_id: UUID) -> dict[str, Any]:
    """Die versicherten Personen eines Vertrags, die älteste zuerst."""
    return {"items": _contract(request, contract_id).persons}


def _chosen(request: ApiRequest, choice: ContractChoice | None) -> ContractFilter | None:
    if choice is None:
        return None
    return ContractFilter(
        on=berlin_date(request.now),
        line_of_business=choice.line_of_business or "",
        state=PolicyState[choice.state.name] if choice.state else None,
        is_expiring=choice.expiring,
    )


def _contract(request: ApiRequest, contract_id: UUID) -> queries.ContractDetail:
    contract = queries.contract_for(viewer=request.viewer, contract_id=contract_id)
    if contract is None:
        raise not_found()
    return contract


def _listed(request: ApiRequest, page: queries.ContractPage) -> dict[str, Any]:
    request.records_shown = len(page.rows)
    return {
        "items": [{**_line(request, row), "policyholder": row.holder} for row in page.rows],
        "next": sign_place("contracts", page.next_after),
    }


def _line(request: ApiRequest, row: queries.ContractRow | queries.ContractDetail) -> dict[str, Any]:
    return {
        "id": row.id,
        "policy_number": row.policy_number,
        "line_of_business": row.line_of_business,
        "tariff": row.tariff,
        "begins_on": row.begins_on,
        "ends_on": row.ends_on,
        "state": state_of(row, berlin_date(request.now)).name.lower(),
        "href": reverse("api:contract", args=[row.id]),
        "page": reverse("contracts:detail", args=[row.id]),
    }

"""Answer for requests to change a contract: make one, list them, say how one stands."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext
from ninja import Router, Status

from partnerportal.api.problems import not_found
from partnerportal.api.requests import ApiRequest
from partnerportal.api.schemas.changes import Change, ChangeCreated, ChangeList, PersonWish, Wish
from partnerportal.contracts.queries import contract_for
from partnerportal.contracts.queries.changes import ChangeRow, change_for, changes_of_contract
from partnerportal.contracts.rules.changes import FIELDS, Kind
from partnerportal.contracts.services.changes import UnknownChange, ask_for_change
from partnerportal.kernel.clock import berlin_date
from partnerportal.kernel.errors import Refused
from partnerportal.kernel.errors import marked_for_translation as _
from partnerportal.kernel.iban import parse_iban

router = Router(tags=["Änderungswünsche"])
EARLIEST = date(1900, 1, 1)


@router.post("changes", url_name="changes", response={201: ChangeCreated}, summary="Änderung beantragen")
def create_change(request: ApiRequest, wish: Wish) -> Any:
    """Anschrift, Name, Bankverbindung oder versicherte Person; die Abteilung prüft und antwortet."""
    if request.repeated is None:
        request.created = str(_asked(request, wish))
    change = _change(request, UUID(request.repeated or request.created))
    return Status(201, _created(change))


@router.get(
    "contracts/{uuid:contract_id}/changes",
    url_name="contract_changes",
    response=ChangeList,
    summary="Änderungswünsche eines Vertrags auflisten",
)
def list_changes(request: ApiRequest, contract_id: UUID) -> dict[str, Any]:
    """Alle Wünsche zu einem Vertrag, die neuesten zuerst."""
    if contract_for(viewer=request.viewer, contract_id=contract_id) is None:
        raise not_found()
    rows = changes_of_contract(viewer=request.viewer, contract_id=contract_id)
    request.records_shown = len(rows)
    return {"items": [_shown(row) for row in rows]}


@router.get(
    "changes/{uuid:change_id}", url_name="change", response=Change, summary="Stand eines Wunsches abrufen"
)
def get_change(request: ApiRequest, change_id: UUID) -> dict[str, Any]:
    """Wie der Wunsch steht und, wenn er abgelehnt ist, warum."""
    return _shown(_change(request, change_id))


def _change(request: ApiRequest, change_id: UUID) -> ChangeRow:
    detail = change_for(viewer=request.viewer, change_id=change_id)
    if detail is None:
        raise not_found()
    return detail.row


def _asked(request: ApiRequest, wish: Wish) -> UUID:
    kind = Kind(wish.kind)
    wished = {name: str(getattr(wish, name)) for name in FIELDS[kind]}
    if kind is Kind.BANK_ACCOUNT:
        wished["iban"] = parse_iban(wished["iban"]).value
    if kind is Kind.NAME and wished["salutation"] != "Firma" and not wished["first_name"]:
        raise Refused("change.first_name", _("Bitte geben Sie den Vornamen ein."))
    if isinstance(wish, PersonWish) and not EARLIEST <= wish.born_on <= berlin_date(request.now):
        raise Refused(
            "change.born_on", _("Dieses Geburtsdatum kann nicht stimmen. Bitte prüfen Sie das Jahr.")
        )
    try:
        return ask_for_change(
            actor=request.viewer,
            contract_id=wish.contract_id,
            kind=kind,
            wished=wished,
            person_id=wish.insured_person_id if isinstance(wish, PersonWish) else None,
            note=wish.note,
            now=request.now,
        )
    except UnknownChange:
        raise Refused(
            "change.unknown",
            _("Vertrag oder versicherte Person gibt es nicht, oder sie gehören Ihnen nicht."),
        ) from None


def _created(row: ChangeRow) -> dict[str, Any]:
    return {"id": row.id, "requested_at": row.requested_at, "href": reverse("api:change", args=[row.id])}


def _shown(row: ChangeRow) -> dict[str, Any]:
    return {
        **_created(row),
        "contract_id": row.contract_id,
        "kind": row.kind.value,
        "state": row.state,
        "decided_at": row.decided_at,
        "reason": gettext(row.reason.sentence) if row.reason else "",
    }

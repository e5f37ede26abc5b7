"""Answer for claims: send one with its files, list them, say how one stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Annotated, Any
from uuid import UUID

from django.urls import reverse
from ninja import File, Query, Router, Status, UploadedFile

from partnerportal.api.content import bytes_of
from partnerportal.api.operations.places import unknown_place
from partnerportal.api.problems import ProblemError, not_found
from partnerportal.api.requests import ApiRequest
from partnerportal.api.schemas.claims import (
    AccountIn,
    Claim,
    ClaimCreated,
    ClaimGroup,
    ClaimIn,
    ClaimList,
    InvoiceIn,
)
from partnerportal.api.schemas.lists import Cursor, Limit
from partnerportal.api.services.claims import FiledFile, FiledInvoice, Filing, file_claim
from partnerportal.claims.queries.detail import ClaimDetail, InvoiceRow, detail_for
from partnerportal.claims.queries.partner import ClaimRow, UnknownPlace, claim_page
from partnerportal.claims.rules.standing import Category
from partnerportal.claims.services.payees import NewAccount
from partnerportal.kernel.errors import marked_for_translation as _
from partnerportal.kernel.iban import parse_iban
from partnerportal.kernel.money import Money, parse_amount

router = Router(tags=["Erstattungsanträge"])


@router.get("claims", url_name="claims", response=ClaimList, summary="Anträge auflisten")
def list_claims(
    request: ApiRequest,
    group: Annotated[ClaimGroup | None, Query(None, description="Nur Anträge in diesem Stand.")] = None,
    contract_id: Annotated[UUID | None, Query(None, description="Nur Anträge zu diesem Vertrag.")] = None,
    cursor: Cursor = "",
    limit: Limit = 25,
) -> dict[str, Any]:
    """Die eingereichten Anträge Ihres Büros, die neuesten zuerst."""
    try:
        page = claim_page(
            viewer=request.viewer,
            category=Category[group.name] if group else None,
            contract_id=contract_id,
            place=cursor,
            limit=limit,
        )
    except UnknownPlace:
        raise unknown_place() from None
    request.records_shown = len(page.rows)
    return {"items": [_line(row, row.person) for row in page.rows], "next": page.next_place}


@router.post("claims", url_name="claims", response={201: ClaimCreated}, summary="Antrag einreichen")
def create_claim(
    request: ApiRequest,
    claim: ClaimIn,
    files: Annotated[list[UploadedFile], File([], description="Die Belege: PDF, JPEG, PNG, HEIC oder TIFF.")],
) -> Any:
    """Antrag mit allen Rechnungen und Belegen in einem Aufruf, wie auf den Seiten geprüft und weitergeleitet."""
    if request.repeated is None:
        filing = _filing(claim, files)
        request.created = file_claim(actor=request.viewer, filing=filing, now=request.now).number
    number = request.repeated or request.created
    sent = _claim(request, number)
    return Status(
        201,
        {
            "number": number,
            "submitted_at": sent.submitted_at,
            **_addresses(number),
            "receipt": reverse("api:document", args=[f"receipt-{number}"]),
        },
    )


@router.get("claims/{str:number}", url_name="claim", response=Claim, summary="Einen Antrag abrufen")
def get_claim(request: ApiRequest, number: str) -> dict[str, Any]:
    """Wo der Antrag steht, was entschieden ist und was die Abteilung fragt."""
    claim = _claim(request, number)
    return {
        **_line(claim, claim.person),
        "contract_id": claim.contract_id,
        "closed_at": claim.closed_at,
        "invoices": [_invoice(invoice) for invoice in claim.invoices],
        "questions": claim.questions,
        "account": claim.payee and {"holder": claim.payee.holder, "iban": claim.payee.masked_iban},
    }


def _claim(request: ApiRequest, number: str) -> ClaimDetail:
    claim = detail_for(viewer=request.viewer, number=number) if number.isprintable() else None
    if claim is None:
        raise not_found()
    return claim


def _line(row: ClaimRow | ClaimDetail, person: str) -> dict[str, Any]:
    return {
        "number": row.number,
        "state": row.state,
        "submitted_at": row.submitted_at,
        "insured_person": person,
        "policy_number": row.policy_number,
        "amounts": [_money(money) for money in row.amounts],
        "paid": [_money(money) for money in row.paid],
        **_addresses(row.number),
    }


def _addresses(number: str) -> dict[str, str]:
    return {"href": reverse("api:claim", args=[number]), "page": reverse("claims:detail", args=[number])}


def _invoice(row: InvoiceRow) -> dict[str, Any]:
    return {
        "provider": row.provider,
        "issued_on": row.issued_on,
        "amount": _money(row.amount),
        "outcome": row.outcome,
        "paid": _money(row.paid),
        "reason": row.reason,
        "reason_note": row.note,
        "files": row.files,
    }


def _money(money: Money) -> dict[str, str]:
    return {"amount": f"{money.amount:f}", "currency": money.currency}


def _filing(claim: ClaimIn, files: Sequence[UploadedFile]) -> Filing:
    _check_places([place for invoice in claim.invoices for place in invoice.files], len(files))
    return Filing(
        contract_id=claim.contract_id,
        insured_person_id=claim.insured_person_id,
        invoices=tuple(_filed(invoice, files) for invoice in claim.invoices),
        account=_account(claim.account),
    )


def _filed(invoice: InvoiceIn, files: Sequence[UploadedFile]) -> FiledInvoice:
    currency = invoice.currency.name
    return FiledInvoice(
        provider=invoice.provider,
        issued_on=invoice.issued_on,
        amount=parse_amount(invoice.amount.replace(".", ","), currency),
        currency=currency,
        files=tuple(FiledFile(files[place].name or "", bytes_of(files[place])) for place in invoice.files),
    )


def _account(account: AccountIn | None) -> NewAccount | None:
    return NewAccount(account.holder, parse_iban(account.iban)) if account else None


def _check_places(places: Iterable[int], count: int) -> None:
    """Let each file belong to exactly one invoice. Raises: ProblemError."""
    if sorted(places) != list(range(count)):
        raise ProblemError(
            422, "claim.files", _("Jede Datei muss zu genau einer Rechnung gehören, gezählt ab 0.")
        )

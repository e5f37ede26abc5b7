"""Answer for partner statements; who lacks the right sees none of it, not even figures."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.urls import reverse
from ninja import Router

from partnerportal.api.operations.places import read_place, sign_place
from partnerportal.api.problems import not_found
from partnerportal.api.requests import ApiRequest
from partnerportal.api.schemas.lists import Cursor, Limit
from partnerportal.api.schemas.statements import Statement, StatementList
from partnerportal.statements.queries import (
    LineRow,
    StatementDetail,
    StatementRow,
    lines_page,
    statement_for,
    statement_months,
)

router = Router(tags=["Partnerabrechnungen"])


@router.get("statements", url_name="statements", response=StatementList, summary="Abrechnungen auflisten")
def list_statements(request: ApiRequest, cursor: Cursor = "", limit: Limit = 25) -> dict[str, Any]:
    """Die abgeschlossenen Abrechnungen Ihres Büros, der neueste Monat zuerst."""
    after = read_place("statements", cursor) or None
    page = statement_months(viewer=request.viewer, state="closed", after=after, limit=limit)
    request.records_shown = len(page.rows)
    return {
        "items": [_head(row) for row in page.rows],
        "next": sign_place("statements", page.next_after),
    }


@router.get(
    "statements/{str:number}", url_name="statement", response=Statement, summary="Eine Abrechnung abrufen"
)
def get_statement(request: ApiRequest, number: str, cursor: Cursor = "", limit: Limit = 25) -> dict[str, Any]:
    """Kopf und Posten; weitere Posten mit „cursor“. Die ganze Abrechnung als Datei liegt im Postfach."""
    found = statement_for(viewer=request.viewer, number=number) if number.isprintable() else None
    if found is None or not found.is_closed:
        raise not_found()
    after = int(read_place(f"statement.{found.id}", cursor) or 0)
    page = lines_page(viewer=request.viewer, statement_id=found.id, after=after, limit=limit)
    request.records_shown = len(page.rows)
    return {
        **_head(found),
        "lines": [_line(row) for row in page.rows],
        "next": sign_place(f"statement.{found.id}", page.next_after),
    }


def _head(row: StatementRow | StatementDetail) -> dict[str, Any]:
    return {
        "number": row.number,
        "month": row.month,
        "total": _plain(row.total),
        "currency": row.currency,
        "line_count": row.line_count,
        "closed_at": row.closed_at,
        "href": reverse("api:statement", args=[row.number]),
        "page": f"/abrechnungen/{row.number}",
        "document": reverse("api:document", args=[f"statement-{row.number}"]),
    }


def _line(row: LineRow) -> dict[str, Any]:
    corrected = row.corrects
    return {
        "position": row.position,
        "policy_number": row.policy_number,
        "contract_id": row.contract_id,
        "kind": row.kind,
        "booked_on": row.booked_on,
        "basis": _plain(row.basis),
        "rate": _plain(row.rate),
        "amount": _plain(row.amount),
        "corrects": corrected
        and {
            "number": corrected.number,
            "position": corrected.position,
            "amount": _plain(corrected.amount),
        },
    }


def _plain(number: Decimal) -> str:
    return f"{number:f}"

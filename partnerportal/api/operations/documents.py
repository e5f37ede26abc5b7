"""Answer for the mailbox: list what is new, fetch it, acknowledge it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any

from django.http import HttpResponse
from django.urls import reverse
from ninja import Query, Router

from partnerportal.api.operations.places import read_place as read_signed
from partnerportal.api.operations.places import sign_place
from partnerportal.api.problems import not_found
from partnerportal.api.queries import MailboxRow, mailbox_page
from partnerportal.api.requests import ApiRequest
from partnerportal.api.rules.mailbox import DocumentKind, kinds_open_to, parsed_name, read_place
from partnerportal.api.schemas.documents import DocumentList, Format, Status
from partnerportal.api.schemas.lists import Cursor, Limit
from partnerportal.api.services.mailbox import acknowledge_document
from partnerportal.claims.queries.acknowledgement import acknowledgement_pdf
from partnerportal.claims.queries.drafts import confirmation_for
from partnerportal.statements.outputs import FORMS
from partnerportal.statements.queries import statement_for
from partnerportal.statements.queries.output import output_head, output_lines, sender

router = Router(tags=["Postfach"])
PDF = "application/pdf"
BINARY = {"schema": {"type": "string", "format": "binary"}}
MEDIA_TYPES = {form.content_type.partition(";")[0]: BINARY for form in FORMS.values()}
FORMATS = {
    DocumentKind.RECEIPT: (Format.PDF,),
    DocumentKind.STATEMENT: tuple(Format(key) for key in FORMS),
}


@router.get("documents", url_name="documents", response=DocumentList, summary="Postfach auflisten")
def list_documents(
    request: ApiRequest,
    status: Annotated[Status, Query(Status.NEW, description="Nur neue oder alle.")] = Status.NEW,
    cursor: Cursor = "",
    limit: Limit = 25,
) -> dict[str, Any]:
    """Eingangsbestätigungen und abgeschlossene Abrechnungen, die älteste zuerst, soweit Rechte und Umfang reichen."""
    after = read_place(read_signed("documents", cursor))
    page = mailbox_page(
        viewer=request.viewer,
        kinds=kinds_open_to(request.scopes),
        only_new=status is Status.NEW,
        after=after,
        limit=limit,
    )
    request.records_shown = len(page.rows)
    return {
        "items": [_listed(row) for row in page.rows],
        "next": sign_place("documents", page.next_place and page.next_place.text()),
    }


@router.get(
    "documents/{str:document}",
    url_name="document",
    summary="Ein Dokument abrufen",
    openapi_extra={"responses": {200: {"description": "Die Datei.", "content": MEDIA_TYPES}}},
)
def get_document(
    request: ApiRequest,
    document: str,
    format: Annotated[Format, Query(Format.PDF, description="Form der Datei.")] = Format.PDF,  # noqa: A002 - its name
) -> HttpResponse:
    """Die Datei; eine Eingangsbestätigung gibt es als PDF, eine Abrechnung auch als CSV, Excel und JSON."""
    kind, number = _named(request, document)
    if format not in FORMATS[kind]:
        raise not_found()
    content = (
        _receipt(request, number) if kind is DocumentKind.RECEIPT else _statement(request, number, format)
    )
    media_type = PDF if kind is DocumentKind.RECEIPT else FORMS[format.value].content_type
    response = HttpResponse(content, content_type=media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{document}.{format.value}"'
    return response


@router.put(
    "documents/{str:document}/acknowledgement",
    url_name="acknowledgement",
    response={204: None},
    summary="Ein Dokument bestätigen",
)
def acknowledge(request: ApiRequest, document: str) -> HttpResponse:
    """Abholung bestätigen: Das Dokument gilt nicht mehr als neu. Mehrmals wirkt wie einmal."""
    kind, number = _named(request, document)
    if not _exists(request, kind, number):
        raise not_found()
    acknowledge_document(actor=request.viewer, document=document, now=request.now)
    return HttpResponse(status=204)


def _named(request: ApiRequest, document: str) -> tuple[DocumentKind, str]:
    named = parsed_name(document)
    if named is None or named[0] not in kinds_open_to(request.scopes):
        raise not_found()
    return named


def _exists(request: ApiRequest, kind: DocumentKind, number: str) -> bool:
    if kind is DocumentKind.RECEIPT:
        return confirmation_for(viewer=request.viewer, number=number) is not None
    found = statement_for(viewer=request.viewer, number=number)
    return found is not None and found.is_closed


def _receipt(request: ApiRequest, number: str) -> bytes:
    operator = sender()
    content = acknowledgement_pdf(
        viewer=request.viewer, number=number, operator_name=operator.name, operator_address=operator.address
    )
    if content is None:
        raise not_found()
    return content


def _statement(request: ApiRequest, number: str, form: Format) -> bytes:
    head = output_head(viewer=request.viewer, number=number)
    if head is None:
        raise not_found()
    pieces: Iterable[bytes] = FORMS[form.value].write(
        head, output_lines(viewer=request.viewer, number=number)
    )
    return b"".join(pieces)


def _listed(row: MailboxRow) -> dict[str, Any]:
    return {
        "name": row.name,
        "kind": row.kind.value,
        "number": row.number,
        "created_at": row.created_at,
        "formats": FORMATS[row.kind],
        "acknowledged_at": row.acknowledged_at,
        "href": reverse("api:document", args=[row.name]),
        "acknowledgement": reverse("api:acknowledgement", args=[row.name]),
    }

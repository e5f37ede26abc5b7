"""Show a partner the claims it has sent: the list, one claim, its acknowledgement of receipt."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from partnerportal.accounts.guards import for_claims
from partnerportal.accounts.http import PortalRequest
from partnerportal.claims.queries.acknowledgement import acknowledgement_pdf
from partnerportal.claims.queries.detail import ClaimDetail, InvoiceRow, detail_for
from partnerportal.claims.queries.partner import Counts, UnknownPlace, claim_counts, claim_page
from partnerportal.claims.rules.decisions import REASON_BY_CODE
from partnerportal.claims.rules.standing import OF_INVOICE, Category, Standing
from partnerportal.claims.rules.timeline import timeline_of
from partnerportal.claims.views.address import id_in
from partnerportal.claims.views.files import shown_file
from partnerportal.privacy.derive_visibility import ObjectKind, visibility_box
from partnerportal.privacy.retention_classes import deletion_sentence, retention_class

Chip = tuple[str, str, int | None, bool]


@for_claims
@require_safe
def claim_list(request: PortalRequest) -> HttpResponseBase:
    """List the claims, newest first; `?status=` and `?vertrag=` narrow it, `?nach=` is a signed place."""
    category, contract_id = _category(request), id_in(request.GET.get("vertrag"))
    try:
        page = claim_page(
            viewer=request.viewer,
            category=category,
            contract_id=contract_id,
            place=request.GET.get("nach", ""),
        )
    except UnknownPlace:
        raise Http404 from None
    request.records_shown = len(page.rows)
    counts = claim_counts(viewer=request.viewer, contract_id=contract_id)
    narrowed = {"status": category.value if category else None, "vertrag": contract_id}
    context = {
        "page": page,
        "counts": counts,
        "category": category,
        "contract_id": contract_id,
        "chips": status_chips(counts, chosen=category, contract_id=contract_id),
        "first_url": _list_url(**narrowed) if "nach" in request.GET else None,
        "next_url": _list_url(**narrowed, nach=page.next_place) if page.next_place else None,
    }
    return render(request, "claims/list.html", context)


@for_claims
@require_safe
def claim_detail(request: PortalRequest, number: str) -> HttpResponseBase:
    """Show one claim: where it stands, what was decided and why, who may see it and until when."""
    claim = detail_for(viewer=request.viewer, number=number)
    if claim is None:
        raise Http404
    context = {
        "claim": claim,
        "steps": timeline_of(claim.state, claim.events),
        "invoices": [(invoice, *_decision(invoice)) for invoice in claim.invoices],
        "files": _files(claim),
        "box": visibility_box(ObjectKind.CLAIM, viewer_role=request.viewer.role, translate=_),
        "deletion": _deletion(claim),
    }
    return render(request, "claims/detail.html", context)


@for_claims
@require_safe
def acknowledgement(request: PortalRequest, number: str) -> HttpResponseBase:
    """Send the acknowledgement of receipt as a PDF."""
    operator = settings.CONTROLLER.operator
    content = acknowledgement_pdf(
        viewer=request.viewer,
        number=number,
        operator_name=operator.name,
        operator_address=(operator.address.street, f"{operator.address.postal_code} {operator.address.city}"),
    )
    if content is None:
        raise Http404
    response = HttpResponse(content, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="Eingangsbestaetigung-{number}.pdf"'
    response.headers["Cache-Control"] = "no-store"
    return response


def status_chips(counts: Counts, *, chosen: Category | None, contract_id: UUID | None = None) -> list[Chip]:
    """Return label, address, number and whether it is chosen of each filter; empty groups are left out."""
    groups = (
        (_("Rückfrage"), Category.QUESTION, counts.question),
        (_("In Bearbeitung"), Category.IN_PROGRESS, counts.in_progress),
        (_("Erstattet"), Category.PAID, counts.paid),
        (_("Abgelehnt"), Category.REFUSED, counts.refused),
    )
    chips: list[Chip] = [(_("Alle"), _list_url(vertrag=contract_id), counts.sent, chosen is None)]
    chips += [
        (label, _list_url(status=category.value, vertrag=contract_id), number, category is chosen)
        for label, category, number in groups
        if number or category is chosen
    ]
    if counts.drafts and contract_id is None:
        chips.append((_("Entwürfe"), reverse("claims:drafts"), counts.drafts, False))
    return chips


def _list_url(**parameters: object) -> str:
    given = {name: str(value) for name, value in parameters.items() if value is not None}
    return reverse("claims:list") + (f"?{urlencode(given)}" if given else "")


def _category(request: PortalRequest) -> Category | None:
    text = request.GET.get("status", "")
    return Category(text) if text in {category.value for category in Category} else None


def _decision(invoice: InvoiceRow) -> tuple[Standing | None, str]:
    """Return pill and reason of an invoice's decision, (None, "") while there is none."""
    if invoice.outcome is None:
        return None, ""
    reason = REASON_BY_CODE.get(invoice.reason)
    return OF_INVOICE[invoice.outcome], _(reason.sentence) if reason else ""


def _files(claim: ClaimDetail) -> dict[UUID, list[dict[str, Any]]]:
    """Return what the page shows of the files of each invoice and of each answer."""
    owned = [(invoice.id, invoice.files) for invoice in claim.invoices]
    owned += [(question.id, question.files) for question in claim.questions]
    return {owner_id: [shown_file(file) for file in files] for owner_id, files in owned}


def _deletion(claim: ClaimDetail) -> list[str]:
    """Return until when the claim is kept, and how much longer the books."""
    sentences = [deletion_sentence(retention_class("R-LEISTUNG"), claim.closed_at, translate=_)]
    if claim.closed_at is None:
        sentences.append(_("Danach löschen wir den Antrag."))
    kept_for = {"period": retention_class("R-BELEG").period.text(_)}
    books = _("Beträge und Bankverbindung sind Buchungsbelege: Sie bleiben %(period)s.")
    return [*sentences, books % kept_for]

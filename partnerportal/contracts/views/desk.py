"""Show contracts to the department that keeps them: search first, then one contract."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core import signing
from django.http import Http404, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from partnerportal.accounts.guards import for_contract_clerk
from partnerportal.accounts.http import PortalRequest
from partnerportal.contracts.forms.changes_desk import RestrictionForm
from partnerportal.contracts.forms.search import SearchForm
from partnerportal.contracts.queries import ContractPage, search
from partnerportal.contracts.queries.desk import kept_contract, partner_names
from partnerportal.contracts.rules import line_name, state_of
from partnerportal.contracts.services.changes import UnknownChange
from partnerportal.contracts.services.restrictions import lift_restriction, restrict_contract
from partnerportal.kernel.clock import berlin_date
from partnerportal.kernel.errors import Refused
from partnerportal.privacy.derive_visibility import ObjectKind, visibility_box

CONFLICT, UNPROCESSABLE = 409, 422
_PLACES = signing.Signer(salt="contracts.desk.place")


@for_contract_clerk
@require_safe
def contracts(request: PortalRequest) -> HttpResponseBase:
    """Ask what to search for: the department looks contracts up, it does not browse them (clause C20)."""
    return _results(request)


@for_contract_clerk
@require_http_methods(["GET", "HEAD", "POST"])
def contract_search(request: PortalRequest) -> HttpResponseBase:
    """Answer the search directly: what was searched for appears in no address."""
    if request.method != "POST":
        return redirect("contracts:list")
    form = SearchForm(request.POST)
    if not form.is_valid():
        return _results(request, error=str(next(iter(form.errors.values()))[0]))
    text, place = form.cleaned_data["q"], form.cleaned_data["nach"]
    page = search(viewer=request.viewer, text=text, after=_read_place(place))
    request.records_shown = len(page.rows)
    return _results(request, q=text, page=page, is_first=not place)


@for_contract_clerk
@require_safe
def contract(request: PortalRequest, contract_id: UUID) -> HttpResponseBase:
    """Show one contract to the department."""
    return _page(request, contract_id)


@for_contract_clerk
@require_http_methods(["GET", "HEAD", "POST"])
def restrict(request: PortalRequest, contract_id: UUID) -> HttpResponseBase:
    """Note a restriction; its address opened by hand leads to the contract."""
    if request.method != "POST":
        return redirect("contracts:detail", contract_id)
    form = RestrictionForm(request.POST, today=berlin_date(request.now))
    if not form.is_valid():
        return _page(request, contract_id, form=form, status=UNPROCESSABLE)
    try:
        restrict_contract(
            actor=request.viewer,
            contract_id=contract_id,
            fields=form.cleaned_data["fields_kept"],
            since=form.cleaned_data["since"],
            now=request.now,
        )
    except UnknownChange:
        raise Http404 from None
    except Refused as refused:
        form.add_error("fields_kept", gettext(refused.sentence))
        return _page(request, contract_id, form=form, status=CONFLICT)
    return _to_guards(contract_id)


@for_contract_clerk
@require_POST
def lift(request: PortalRequest, guard_id: UUID) -> HttpResponseBase:
    """End a restriction."""
    try:
        return _to_guards(lift_restriction(actor=request.viewer, guard_id=guard_id, now=request.now))
    except UnknownChange:
        raise Http404 from None


def _results(
    request: PortalRequest,
    *,
    q: str = "",
    page: ContractPage | None = None,
    error: str = "",
    is_first: bool = True,
) -> HttpResponseBase:
    today, rows = berlin_date(request.now), page.rows if page else ()
    firms = partner_names(viewer=request.viewer, contract_ids=[row.id for row in rows]) if rows else {}
    context: dict[str, Any] = {
        "q": q,
        "error": error,
        "page": page,
        "rows": [(row, state_of(row, today), firms.get(row.id, "")) for row in rows],
        "next_place": _PLACES.sign(str(page.next_after)) if page and page.next_after else None,
        "is_first": is_first,
        "box": _box(request),
    }
    return render(request, "contracts/desk_contracts.html", context)


def _page(
    request: PortalRequest, contract_id: UUID, *, form: RestrictionForm | None = None, status: int = 200
) -> HttpResponseBase:
    kept = kept_contract(viewer=request.viewer, contract_id=contract_id)
    if kept is None:
        raise Http404
    today = berlin_date(request.now)
    context = {
        "kept": kept,
        "contract": kept.contract,
        "line": gettext(line_name(kept.contract.line_of_business)),
        "state": state_of(kept.contract, today),
        "form": form or RestrictionForm(today=today),
        "box": _box(request),
    }
    return render(request, "contracts/desk_contract.html", context, status=status)


def _box(request: PortalRequest) -> Any:
    return visibility_box(ObjectKind.CONTRACT, viewer_role=request.viewer.role, translate=gettext)


def _to_guards(contract_id: UUID) -> HttpResponseRedirect:
    return HttpResponseRedirect(f"{reverse('contracts:detail', args=[contract_id])}#h-schutz")


def _read_place(place: str) -> UUID | None:
    """Return the contract the list goes on behind. Raises: Http404 for a place not given out by us."""
    if not place:
        return None
    try:
        return UUID(_PLACES.unsign(place))
    except signing.BadSignature:
        raise Http404 from None

"""Show a partner its contracts: the list, the search and one contract."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.core import signing
from django.http import Http404, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from partnerportal.accounts.guards import for_contracts
from partnerportal.accounts.http import PortalRequest
from partnerportal.contracts import queries
from partnerportal.contracts.forms.search import FilterForm, SearchForm
from partnerportal.contracts.queries.changes import changes_of_contract
from partnerportal.contracts.queries.export import MOST_EXPORTED
from partnerportal.contracts.queries.history import history_of
from partnerportal.contracts.rules import last_claim_day, line_name, may_claim_for, state_of
from partnerportal.contracts.views.above import Above
from partnerportal.kernel.clock import berlin_date
from partnerportal.kernel.errors import Refused
from partnerportal.kernel.identifiers import parse_claim_number
from partnerportal.kernel.viewer import Viewer
from partnerportal.privacy.derive_visibility import ObjectKind, VisibilityBox, visibility_box

View = Callable[..., HttpResponseBase]
_PLACES = signing.Signer(salt="contracts.list.place")


def contract_list_view(above: Above) -> View:
    """Return the view of the list, by policyholder."""

    @for_contracts
    @require_safe
    def contract_list(request: PortalRequest) -> HttpResponse:
        """`?nach=` holds a signed place, the filters are words; nothing personal is in the address."""
        form, place = FilterForm(request.GET), request.GET.get("nach", "")
        page = queries.contract_page(
            viewer=request.viewer, chosen=_chosen(request, form, above), after=_read_place(place)
        )
        request.records_shown = len(page.rows)
        query = urlencode(form.words)
        context = {
            **_listed(request, form, page),
            "is_first": not place,
            "list_url": f"{reverse('contracts:list')}?{query}" if query else reverse("contracts:list"),
        }
        return render(request, "contracts/list.html", context)

    return contract_list


def contract_search_view(above: Above) -> View:
    """Return the view of the search: it answers the form directly, what was searched for is in no address."""

    @for_contracts
    @require_http_methods(["GET", "HEAD", "POST"])
    def contract_search(request: PortalRequest) -> HttpResponseBase:
        if request.method != "POST":
            return redirect("contracts:list")
        form = SearchForm(request.POST)
        if not request.POST.get("q", "").strip() and form.words:
            return HttpResponseRedirect(f"{reverse('contracts:list')}?{urlencode(form.words)}")
        if not form.is_valid():
            error = next(iter(form.errors.values()))[0]
            context = {
                "q": "",
                "error": error,
                "page": None,
                "form": form,
                "sees_claims": _sees_claims(request),
            }
            return render(request, "contracts/results.html", context)
        text, place = form.cleaned_data["q"], form.cleaned_data["nach"]
        claim = _claim_number_in(text) if request.viewer.may_see_claims else None
        if claim is not None:
            return redirect("claims:detail", claim)
        page = queries.search(
            viewer=request.viewer,
            text=text,
            chosen=_chosen(request, form, above),
            after=_read_place(place),
        )
        request.records_shown = len(page.rows)
        context = {**_listed(request, form, page), "q": text, "error": None, "is_first": not place}
        return render(request, "contracts/results.html", context)

    return contract_search


def contract_detail_view(above: Above) -> View:
    """Return the view of one contract."""

    @for_contracts
    @require_safe
    def contract_detail(request: PortalRequest, contract_id: UUID) -> HttpResponse:
        return render(request, "contracts/detail.html", detail_context(request, contract_id, above))

    return contract_detail


def detail_context(request: PortalRequest, contract_id: UUID, above: Above) -> dict[str, Any]:
    """Return what the page of a contract shows. Raises: Http404."""
    viewer, today = request.viewer, berlin_date(request.now)
    contract = queries.contract_for(viewer=viewer, contract_id=contract_id)
    if contract is None:
        raise Http404
    own: dict[str, Any] = {"viewer": viewer, "contract_id": contract_id}
    return {
        "contract": contract,
        "tariffs": queries.tariffs_of(**own),
        "line": gettext(line_name(contract.line_of_business)),
        "state": state_of(contract, today),
        "claim_refusal": _claim_refusal(contract, today),
        "claims_until": last_claim_day(contract.ends_on) if contract.ends_on else None,
        "sees_claims": viewer.may_see_claims,
        "claims": above.claims_of(**own) if viewer.may_see_claims else (),
        "documents": above.documents_of(**own) if viewer.may_see_claims else (),
        "sees_statements": viewer.may_see_statements,
        "bookings": above.lines_of(**own) if viewer.may_see_statements else (),
        "changes": changes_of_contract(**own),
        "history": history_of(**own),
        "revealed": None,
        "box": _box(viewer),
    }


def _chosen(request: PortalRequest, form: FilterForm, above: Above) -> queries.ContractFilter:
    open_claims = above.open_claims(viewer=request.viewer) if _sees_claims(request) else None
    return form.chosen(on=berlin_date(request.now), open_claims=open_claims)


def _listed(request: PortalRequest, form: FilterForm, page: queries.ContractPage) -> dict[str, Any]:
    today = berlin_date(request.now)
    return {
        "page": page,
        "rows": [(row, state_of(row, today)) for row in page.rows],
        "next_place": _PLACES.sign(str(page.next_after)) if page.next_after else None,
        "form": form,
        "words": form.words,
        "sees_claims": _sees_claims(request),
        "most_exported": MOST_EXPORTED,
    }


def _sees_claims(request: PortalRequest) -> bool:
    return request.viewer.may_see_claims


def _read_place(place: str) -> UUID | None:
    """Return the contract the list goes on behind. Raises: Http404 for a place not given out by us."""
    if not place:
        return None
    try:
        return UUID(_PLACES.unsign(place))
    except signing.BadSignature:
        raise Http404 from None


def _claim_number_in(text: str) -> str | None:
    """Return the claim number if the text is one, in any spelling that begins with EA."""
    if not text.strip().upper().startswith("EA"):
        return None
    try:
        return parse_claim_number(text)
    except Refused:
        return None


def _claim_refusal(contract: queries.ContractDetail, today: date) -> str | None:
    try:
        may_claim_for(contract, today)
    except Refused as refused:
        return gettext(refused.sentence)
    return None


def _box(viewer: Viewer) -> VisibilityBox:
    # Whether the last claim has ended too is not known here; so the box states the rule and no day.
    return visibility_box(ObjectKind.CONTRACT, viewer_role=viewer.role, translate=gettext)

"""Show contracts: the list, the search and one contract."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, Protocol
from uuid import UUID

from django.core import signing
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from partnerportal.accounts.guards import for_contracts
from partnerportal.accounts.http import PortalRequest
from partnerportal.contracts import queries
from partnerportal.contracts.forms.search import SearchForm
from partnerportal.contracts.rules import last_claim_day, line_name, may_claim_for, state_of
from partnerportal.kernel.clock import berlin_date
from partnerportal.kernel.errors import Refused
from partnerportal.kernel.identifiers import parse_claim_number
from partnerportal.kernel.viewer import Viewer
from partnerportal.privacy.derive_visibility import ObjectKind, VisibilityBox, visibility_box

_PLACES = signing.Signer(salt="contracts.list.place")


class ClaimsOf(Protocol):
    """Return the newest claims of a contract; the claims app, a floor above, provides it."""

    def __call__(self, *, viewer: Viewer, contract_id: UUID) -> Sequence[Any]:
        """Return rows with number, person, standing (word, tone, icon), submitted_at and amounts, newest first."""


@for_contracts
@require_safe
def contract_list(request: PortalRequest) -> HttpResponse:
    """Show the contracts by policyholder; `?nach=` holds a signed place, nothing personal."""
    place = request.GET.get("nach", "")
    page = queries.contract_page(viewer=request.viewer, after=_read_place(place))
    request.records_shown = len(page.rows)
    context = {**_listed(page, berlin_date(request.now)), "is_first": not place}
    return render(request, "contracts/list.html", context)


@for_contracts
@require_http_methods(["GET", "HEAD", "POST"])
def contract_search(request: PortalRequest) -> HttpResponseBase:
    """Answer the search directly: what was searched for appears in no address."""
    if request.method != "POST":
        return redirect("contracts:list")
    form = SearchForm(request.POST)
    if not form.is_valid():
        error = next(iter(form.errors.values()))[0]
        return render(request, "contracts/results.html", {"q": "", "error": error, "page": None})
    text, place = form.cleaned_data["q"], form.cleaned_data["nach"]
    claim = _claim_number_in(text) if request.viewer.may_see_claims else None
    if claim is not None:
        return redirect("claims:detail", claim)
    page = queries.search(viewer=request.viewer, text=text, after=_read_place(place))
    request.records_shown = len(page.rows)
    context = {**_listed(page, berlin_date(request.now)), "q": text, "error": None, "is_first": not place}
    return render(request, "contracts/results.html", context)


def contract_detail_view(claims_of: ClaimsOf) -> Callable[..., HttpResponseBase]:
    """Return the view of one contract, which lists the claims `claims_of` finds."""

    @for_contracts
    @require_safe
    def contract_detail(request: PortalRequest, contract_id: UUID) -> HttpResponse:
        contract = queries.contract_for(viewer=request.viewer, contract_id=contract_id)
        if contract is None:
            raise Http404
        sees_claims = request.viewer.may_see_claims
        today = berlin_date(request.now)
        context = {
            "contract": contract,
            "line": gettext(line_name(contract.line_of_business)),
            "state": state_of(contract, today),
            "claim_refusal": _claim_refusal(contract, today),
            "claims_until": last_claim_day(contract.ends_on) if contract.ends_on else None,
            "sees_claims": sees_claims,
            "claims": claims_of(viewer=request.viewer, contract_id=contract_id) if sees_claims else (),
            "box": _box(request.viewer),
        }
        return render(request, "contracts/detail.html", context)

    return contract_detail


def _listed(page: queries.ContractPage, today: date) -> dict[str, Any]:
    return {
        "page": page,
        "rows": [(row, state_of(row, today)) for row in page.rows],
        "next_place": _PLACES.sign(str(page.next_after)) if page.next_after else None,
    }


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

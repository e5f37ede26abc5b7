"""Let the department decide on requests: list, one request old beside new, check, carry over, refuse."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.core import signing
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from partnerportal.accounts.guards import for_contract_clerk
from partnerportal.accounts.http import PortalRequest
from partnerportal.contracts.forms.changes_desk import RefusalForm
from partnerportal.contracts.queries.changes import ChangeDetail, change_for, change_page
from partnerportal.contracts.rules.changes import check_may_carry_over, check_may_check, objection
from partnerportal.contracts.services.changes import UnknownChange
from partnerportal.contracts.services.changes_desk import carry_over_change, check_change, refuse_change
from partnerportal.contracts.views.change_lines import shown_lines
from partnerportal.kernel.clock import berlin_date
from partnerportal.kernel.errors import Refused
from partnerportal.kernel.iban import Iban, parse_iban
from partnerportal.privacy.derive_visibility import ObjectKind, visibility_box

CONFLICT, UNPROCESSABLE = 409, 422
LIST = "contracts:changes"
Action = Callable[..., HttpResponseBase]
_PLACES = signing.Signer(salt="contracts.changes.place")


@for_contract_clerk
@require_safe
def changes(request: PortalRequest) -> HttpResponseBase:
    """List the requests that wait, the oldest first, or those decided."""
    shown = "erledigt" if request.GET.get("zeige") == "erledigt" else "offen"
    place = request.GET.get("nach", "")
    page = change_page(viewer=request.viewer, shown=shown, after=_read_place(place))
    request.records_shown = len(page.rows)
    address = f"{reverse(LIST)}?zeige={shown}"
    context = {
        "page": page,
        "shown": shown,
        "today": berlin_date(request.now),
        "filters": [
            (name, f"{reverse(LIST)}?zeige={name}", number, name == shown)
            for name, number in page.counts.items()
        ],
        "next_url": f"{address}&nach={_PLACES.sign(str(page.next_after))}" if page.next_after else None,
        "first_url": address if place else None,
    }
    return render(request, "contracts/desk_changes.html", context)


@for_contract_clerk
@require_safe
def change(request: PortalRequest, request_id: UUID) -> HttpResponseBase:
    """Show one request, old beside new, and what can be done now."""
    return _page(request, request_id)


def acting(action: Action) -> Action:
    """Open an action to the clerks who keep contracts; a "no" is shown at the request, what was typed stays.

    A reload or a link to the action's address leads to the request.
    """

    @for_contract_clerk
    @wraps(action)
    def acted(request: PortalRequest, request_id: UUID) -> HttpResponseBase:
        if request.method != "POST":
            return redirect("contracts:change_request", request_id)
        try:
            return action(request, request_id)
        except UnknownChange:
            raise Http404 from None
        except Refused as refused:
            return _page(request, request_id, problem=gettext(refused.sentence), status=CONFLICT)

    return acted


@acting
def check(request: PortalRequest, request_id: UUID) -> HttpResponseBase:
    """Be the first pair of eyes of a bank account."""
    check_change(actor=request.viewer, change_id=request_id, now=request.now)
    return redirect("contracts:change_request", request_id)


@acting
def carry_over(request: PortalRequest, request_id: UUID) -> HttpResponseBase:
    """Carry a request over into the contract."""
    carry_over_change(actor=request.viewer, change_id=request_id, now=request.now)
    return redirect("contracts:change_request", request_id)


@acting
def refuse(request: PortalRequest, request_id: UUID) -> HttpResponseBase:
    """Refuse a request with a reason."""
    form = RefusalForm(request.POST)
    if form.is_valid():
        try:
            refuse_change(actor=request.viewer, change_id=request_id, now=request.now, **form.cleaned_data)
        except Refused as refused:
            if refused.code not in form.at_field:
                raise
            form.refuse(refused)
    if not form.is_valid():
        return _page(request, request_id, form=form, status=UNPROCESSABLE)
    return redirect("contracts:change_request", request_id)


def _page(
    request: PortalRequest,
    request_id: UUID,
    *,
    form: RefusalForm | None = None,
    problem: str = "",
    status: int = 200,
) -> HttpResponseBase:
    found = change_for(viewer=request.viewer, change_id=request_id)
    if found is None:
        raise Http404
    facts = {"kind": found.row.kind, "state": found.row.state, "checked_by": found.checked_by_id}
    context: dict[str, Any] = {
        "change": found,
        "lines": shown_lines(found.lines),
        "problem": problem,
        "form": form or RefusalForm(),
        "not_to_check": gettext(objection(check_may_check, **facts)),
        "not_to_carry_over": gettext(objection(check_may_carry_over, **facts, clerk=request.viewer.account)),
        "bank": _bank_of(found),
        "box": visibility_box(ObjectKind.CHANGE_REQUEST, viewer_role=request.viewer.role, translate=gettext),
    }
    return render(request, "contracts/desk_change.html", context, status=status)


def _bank_of(found: ChangeDetail) -> Iban | None:
    """Return BIC and bank of a new account while it is looked at; None should the registry no longer know it."""
    asked = {line.field: line.new for line in found.lines}
    if not found.is_undecided or "iban" not in asked:
        return None
    try:
        return parse_iban(asked["iban"])
    except Refused:
        return None


def _read_place(place: str) -> UUID | None:
    """Return the request the list goes on behind. Raises: Http404 for a place not given out by us."""
    if not place:
        return None
    try:
        return UUID(_PLACES.unsign(place))
    except signing.BadSignature:
        raise Http404 from None

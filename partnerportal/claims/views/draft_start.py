"""Begin a claim: choose the contract, from a list or by search."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from partnerportal.accounts.guards import for_claims
from partnerportal.accounts.http import PortalRequest
from partnerportal.claims.forms.draft import ContractForm
from partnerportal.claims.queries.drafts import Draft, draft_count
from partnerportal.claims.rules.steps import Step
from partnerportal.claims.services.drafts import begin_draft, choose_contract
from partnerportal.claims.services.own_draft import UnknownDraft
from partnerportal.claims.views.address import id_in
from partnerportal.claims.views.draft_frame import answers_404, first_steps, of_step, saved_today, step_links
from partnerportal.contracts.queries import ContractDetail, ContractRow, contract_for, contract_page, search
from partnerportal.contracts.rules import PolicyState, state_of
from partnerportal.kernel.clock import berlin_date
from partnerportal.kernel.errors import Refused
from partnerportal.ui.formatting import long_date

PAGE_SIZE = 10
LONGEST_SEARCH = 100


@for_claims
@answers_404
@require_http_methods(["GET", "POST"])
def new(request: PortalRequest) -> HttpResponseBase:
    """Show the contracts to choose from, `?vertrag=` first; begin a draft with the chosen one."""
    if request.method != "POST":
        return _choice_page(request, None, ContractForm())
    form = ContractForm(request.POST)
    if not form.is_valid():
        return _choice_page(request, None, form)
    try:
        draft_id = begin_draft(
            actor=request.viewer, contract_id=form.cleaned_data["contract"], now=request.now
        )
    except Refused as refused:
        form.refuse("contract", refused)
        return _choice_page(request, None, form)
    return redirect("claims:step_person", draft_id)


@for_claims
@require_POST
def new_search(request: PortalRequest) -> HttpResponseBase:
    """Show the contracts that fit what was searched; by POST, so that no name stands in an address."""
    return _choice_page(request, None, ContractForm())


@of_step(Step.CONTRACT)
def step_contract(request: PortalRequest, draft: Draft) -> HttpResponseBase:
    """Show the draft's contract among the others; take another choice."""
    if request.method != "POST":
        return _choice_page(request, draft, ContractForm())
    form = ContractForm(request.POST)
    if not form.is_valid():
        return _choice_page(request, draft, form)
    contract_id = form.cleaned_data["contract"]
    try:
        choose_contract(actor=request.viewer, draft_id=draft.id, contract_id=contract_id, now=request.now)
    except Refused as refused:
        form.refuse("contract", refused)
        return _choice_page(request, draft, form)
    return redirect("claims:step_person", draft.id)


@of_step(Step.CONTRACT)
def step_contract_search(request: PortalRequest, draft: Draft) -> HttpResponseBase:
    """Show the contracts that fit what was searched, for a draft that may pass to another contract."""
    return _choice_page(request, draft, ContractForm())


def _choice_page(request: PortalRequest, draft: Draft | None, form: ContractForm) -> HttpResponseBase:
    text = request.POST.get("q", "")[:LONGEST_SEARCH]
    after = id_in(request.GET.get("nach", ""))
    page = (
        search(viewer=request.viewer, text=text, limit=PAGE_SIZE)
        if text.strip()
        else contract_page(viewer=request.viewer, after=after, limit=PAGE_SIZE)
    )
    chosen = None if text else _chosen(request, draft)
    others = [row for row in page.rows if chosen is None or row.id != chosen.id]
    options = [_option(request, row) for row in ([chosen] if chosen else []) + others]
    request.records_shown = len(options)
    context: dict[str, Any] = {
        "draft": draft,
        "saved_at": saved_today(request, draft) if draft else None,
        "form": form,
        "q": text,
        "page": page,
        "is_further_page": after is not None,
        "options": options,
        "value": form.shown("contract") or (str(chosen.id) if chosen else _only(page.rows, text)),
        "errors": form.summary() if form.is_bound else [],
        "steps": step_links(draft) if draft else first_steps(),
        "current": int(Step.CONTRACT),
        "draft_count": draft_count(viewer=request.viewer) if draft is None else 0,
    }
    return render(request, "claims/step_contract.html", context, status=422 if form.is_bound else 200)


def _chosen(request: PortalRequest, draft: Draft | None) -> ContractDetail | None:
    """Return the contract the page begins with: the draft's, or the one named in the address."""
    wanted = draft.contract_id if draft else id_in(request.GET.get("vertrag", ""))
    if wanted is None:
        return None
    contract = contract_for(viewer=request.viewer, contract_id=wanted)
    if contract is None:
        raise UnknownDraft
    return contract


def _option(request: PortalRequest, row: ContractRow | ContractDetail) -> tuple[str, str, str]:
    holder = row.holder if isinstance(row, ContractRow) else row.policyholder.name
    return str(row.id), holder, f"{row.policy_number} · {row.tariff}, {_state(request, row)}"


def _state(request: PortalRequest, row: ContractRow | ContractDetail) -> str:
    state = state_of(row, berlin_date(request.now))
    if state is PolicyState.ENDED and row.ends_on:
        return _("beendet am %(day)s") % {"day": long_date(row.ends_on)}
    if state is PolicyState.FUTURE:
        return _("beginnt am %(day)s") % {"day": long_date(row.begins_on)}
    return _("aktiv bis %(day)s") % {"day": long_date(row.ends_on)} if row.ends_on else _("aktiv")


def _only(rows: tuple[ContractRow, ...], text: str) -> str:
    """Return the single hit of a search, already chosen; nothing is chosen for the person otherwise."""
    return str(rows[0].id) if text and len(rows) == 1 else ""

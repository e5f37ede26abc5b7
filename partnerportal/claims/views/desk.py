"""Show the department its cases, and take what a clerk does to one."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from partnerportal.accounts.guards import for_clerk
from partnerportal.accounts.http import PortalRequest
from partnerportal.claims.forms.desk import DecisionForm, QuestionForm
from partnerportal.claims.queries.case import case_for
from partnerportal.claims.queries.case_parts import Case
from partnerportal.claims.queries.desk import (
    INBOX,
    OWN_CASES,
    CasePage,
    Shown,
    case_id,
    cases_page,
    inbox_page,
)
from partnerportal.claims.rules.decisions import answer_due_on
from partnerportal.claims.rules.timeline import timeline_of
from partnerportal.claims.services import case as services
from partnerportal.kernel.clock import berlin_date
from partnerportal.kernel.errors import Refused
from partnerportal.privacy.derive_visibility import ObjectKind, visibility_box

UNPROCESSABLE = 422
CONFLICT = 409
Action = Callable[..., HttpResponseBase]


@for_clerk
@require_safe
def inbox(request: PortalRequest) -> HttpResponse:
    """Show what the department has not finished, the oldest first."""
    shown = _shown(request, INBOX)
    page = inbox_page(viewer=request.viewer, shown=shown, after=request.GET.get("nach"))
    return _list_page(request, "inbox", page, shown)


@for_clerk
@require_safe
def cases(request: PortalRequest) -> HttpResponse:
    """Show the clerk's own cases."""
    shown = _shown(request, OWN_CASES)
    page = cases_page(viewer=request.viewer, shown=shown, after=request.GET.get("nach"))
    return _list_page(request, "cases", page, shown)


@for_clerk
@require_safe
def case(request: PortalRequest, number: str) -> HttpResponse:
    """Show one case: its receipts, data and checks, and what can be done now."""
    return _case_page(request, number)


def acting(action: Action) -> Action:
    """Open an action on a case to the clerks of its department; a "no" is shown in the case, what was typed stays.

    A reload or a link to the action's address leads to the case.
    """

    @for_clerk
    @wraps(action)
    def acted(request: PortalRequest, number: str, **kwargs: Any) -> HttpResponseBase:
        if request.method != "POST":
            return redirect("desk:case", number=number)
        claim_id = case_id(viewer=request.viewer, number=number)
        if claim_id is None:
            raise Http404
        try:
            return action(request, number, claim_id, **kwargs)
        except services.UnknownCase:
            raise Http404 from None
        except Refused as refused:
            return _case_page(request, number, problem=_(refused.sentence), status=CONFLICT)

    return acted


@acting
def take(request: PortalRequest, number: str, claim_id: UUID) -> HttpResponseBase:
    """Take a case nobody works on."""
    services.take_claim(actor=request.viewer, claim_id=claim_id, now=request.now)
    return redirect("desk:case", number=number)


@acting
def ask(request: PortalRequest, number: str, claim_id: UUID) -> HttpResponseBase:
    """Ask the partner."""
    form = QuestionForm(request.POST)
    if form.is_valid():
        text = form.cleaned_data["text"]
        try:
            services.ask_question(actor=request.viewer, claim_id=claim_id, text=text, now=request.now)
        except Refused as refused:
            form.refuse(refused)
    if not form.is_valid():
        return _case_page(request, number, question_form=form, status=UNPROCESSABLE)
    return _to_part(number, "rueckfragen")


@acting
def withdraw(request: PortalRequest, number: str, claim_id: UUID) -> HttpResponseBase:
    """Take the open question back."""
    services.withdraw_question(actor=request.viewer, claim_id=claim_id, now=request.now)
    return _to_part(number, "rueckfragen")


@acting
def decide(request: PortalRequest, number: str, claim_id: UUID, invoice_id: UUID) -> HttpResponseBase:
    """Decide one invoice."""
    found = case_for(viewer=request.viewer, number=number)
    invoice = next((row for row in found.invoices if row.id == invoice_id), None) if found else None
    if invoice is None:
        raise Http404
    form = DecisionForm(request.POST, invoice=invoice)
    if form.is_valid():
        _decide(request, claim_id, form)
    if not form.is_valid():
        return _case_page(request, number, decision_form=form, status=UNPROCESSABLE)
    return _to_part(number, f"rechnung-{invoice.position}")


@acting
def close(request: PortalRequest, number: str, claim_id: UUID) -> HttpResponseBase:
    """Close a case."""
    services.close_claim(actor=request.viewer, claim_id=claim_id, now=request.now)
    return redirect("desk:case", number=number)


def _decide(request: PortalRequest, claim_id: UUID, form: DecisionForm) -> None:
    data = form.cleaned_data
    try:
        services.decide_invoice(
            actor=request.viewer, claim_id=claim_id, invoice_id=form.invoice.id, now=request.now, **data
        )
    except Refused as refused:
        form.refuse(refused)


def _list_page(request: PortalRequest, name: str, page: CasePage, shown: Shown) -> HttpResponse:
    address = reverse(f"desk:{name}")
    context = {
        "page": page,
        "shown": shown.value,
        "today": berlin_date(request.now),
        "filters": [
            (choice.value, f"{address}?zeige={choice.value}", number, choice is shown)
            for choice, number in page.counts.items()
        ],
        "next_url": f"{address}?zeige={shown.value}&nach={page.next_after}" if page.next_after else None,
        "first_url": f"{address}?zeige={shown.value}" if "nach" in request.GET else None,
    }
    return render(request, f"claims/desk_{name}.html", context)


def _case_page(
    request: PortalRequest,
    number: str,
    *,
    problem: str = "",
    question_form: QuestionForm | None = None,
    decision_form: DecisionForm | None = None,
    status: int = 200,
) -> HttpResponse:
    found = case_for(viewer=request.viewer, number=number)
    if found is None:
        raise Http404
    if not found.is_mine:
        request.place = reverse("desk:inbox")
    today = berlin_date(request.now)
    context = {
        "case": found,
        "problem": problem,
        "question_form": question_form or QuestionForm(),
        "decision_forms": _decision_forms(found, decision_form),
        "refused_form": decision_form or question_form,
        "timeline": timeline_of(found.state, found.events),
        "answer_due_on": answer_due_on(today),
        "today": today,
        "box": visibility_box(
            ObjectKind.CLAIM, viewer_role=request.viewer.role, start=found.closed_at, translate=_
        ),
    }
    return render(request, "claims/desk_case.html", context, status=status)


def _decision_forms(found: Case, refused: DecisionForm | None) -> dict[UUID, DecisionForm]:
    """Return a form for each invoice; the refused one keeps what was typed."""
    if not found.is_workable:
        return {}
    forms = {invoice.id: DecisionForm(invoice=invoice) for invoice in found.invoices}
    return {**forms, refused.invoice.id: refused} if refused else forms


def _shown(request: HttpRequest, choices: tuple[Shown, ...]) -> Shown:
    wanted = request.GET.get("zeige", "")
    return next((choice for choice in choices if choice == wanted), choices[0])


def _to_part(number: str, part: str) -> HttpResponseRedirect:
    return HttpResponseRedirect(f"{reverse('desk:case', args=[number])}#{part}")

"""Take what is done to a statement: a question of the partner, a correction, closing."""

from __future__ import annotations

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from partnerportal.accounts.freshness import requires_fresh
from partnerportal.accounts.http import PortalRequest
from partnerportal.kernel.errors import Refused
from partnerportal.statements import queries, services
from partnerportal.statements.forms import ClosingForm, CorrectionForm, QuestionForm
from partnerportal.statements.views.frame import (
    CONFLICT,
    UNPROCESSABLE,
    for_partner,
    for_settling,
    line_or_404,
    page_words,
    statement_or_404,
)

form_page = require_http_methods(["GET", "HEAD", "POST"])


@for_partner
@form_page
def ask(request: PortalRequest, statement_number: str, position: int) -> HttpResponseBase:
    """Ask the department about a line."""
    found = line_or_404(request, statement_number, position)
    form = QuestionForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            thread_id = services.report_discrepancy(
                actor=request.viewer, line_id=found.id, text=form.cleaned_data["text"], now=request.now
            )
        except Refused as refused:
            form.add_error("text" if refused.code == "thread.empty" else None, _(refused.sentence))
        else:
            return redirect("messages:thread", thread_id)
    context = {"line": found, "form": form, **page_words(request)}
    return render(request, "statements/ask.html", context, status=UNPROCESSABLE if form.errors else 200)


@for_settling
@form_page
def correct(request: PortalRequest, statement_number: str, position: int) -> HttpResponseBase:
    """Correct a booking by another one."""
    found = line_or_404(request, statement_number, position)
    form = CorrectionForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            services.add_correction(
                actor=request.viewer,
                line_id=found.id,
                right_amount=form.cleaned_data["right_amount"],
                now=request.now,
            )
        except Refused as refused:
            form.add_error("right_amount", _(refused.sentence))
        else:
            return redirect("statements:line", found.number, found.position)
    corrected = queries.corrected_amount(viewer=request.viewer, line_id=found.id)
    context = {
        "line": found,
        "form": form,
        "counts_now": found.amount + corrected,
        **page_words(request),
    }
    return render(request, "statements/correct.html", context, status=UNPROCESSABLE if form.errors else 200)


@for_settling
@requires_fresh()
@form_page
def close(request: PortalRequest, statement_number: str) -> HttpResponseBase:
    """Show what is about to be closed, then close it for good."""
    found = statement_or_404(request, statement_number)
    if request.method != "POST":
        return _check_page(request, found)
    form = ClosingForm(request.POST)
    if not form.is_valid():
        return _check_page(request, found, problem=_("Bitte prüfen Sie die Abrechnung noch einmal."))
    try:
        services.close_statement(
            actor=request.viewer,
            number=found.number,
            seen_total=form.cleaned_data["total"],
            seen_count=form.cleaned_data["count"],
            now=request.now,
        )
    except services.UnknownStatement:
        raise Http404 from None
    except Refused as refused:
        return _check_page(request, found, problem=_(refused.sentence))
    return redirect("statements:statement", found.number)


def _check_page(request: PortalRequest, found: queries.StatementDetail, *, problem: str = "") -> HttpResponse:
    viewer = request.viewer
    context = {
        "statement": found,
        "problem": problem,
        "kinds": queries.kind_sums(viewer=viewer, statement_id=found.id),
        "departing": queries.departing_count(viewer=viewer, statement_id=found.id),
        "without_contract": queries.without_contract_count(viewer=viewer, statement_id=found.id),
        "comparison": queries.comparison_for(
            viewer=viewer, partner_id=found.partner_id, month=found.month, currency=found.currency
        ),
        **page_words(request),
    }
    return render(request, "statements/close.html", context, status=CONFLICT if problem else 200)

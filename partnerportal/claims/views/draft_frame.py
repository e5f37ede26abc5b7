"""Give the pages of a draft what they share: the guard, the step order, the steps shown on top."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_http_methods

from partnerportal.accounts.guards import for_claims
from partnerportal.accounts.http import PortalRequest
from partnerportal.claims.queries.drafts import Draft, draft_for, sent_number
from partnerportal.claims.rules.steps import Step, may_enter, open_step
from partnerportal.claims.services.own_draft import UnknownDraft
from partnerportal.kernel.clock import berlin_date
from partnerportal.privacy.retention_classes import day_in_words, due_on, retention_class, rule_sentence

StepView = Callable[[PortalRequest, Draft], HttpResponseBase]
View = Callable[..., HttpResponseBase]

ROUTES = {
    Step.CONTRACT: "claims:step_contract",
    Step.PERSON: "claims:step_person",
    Step.RECEIPTS: "claims:step_receipts",
    Step.BANK: "claims:step_bank",
    Step.REVIEW: "claims:step_review",
}
LABELS = {
    Step.CONTRACT: gettext_noop("Vertrag"),
    Step.PERSON: gettext_noop("Person"),
    Step.RECEIPTS: gettext_noop("Belege"),
    Step.BANK: gettext_noop("Bankverbindung"),
    Step.REVIEW: gettext_noop("Prüfen"),
}


def of_step(step: Step) -> Callable[[StepView], View]:
    """Open a page of a step to the draft's author; who comes too early is led to the first open step.

    A claim already sent leads to its confirmation, so that "back" after sending cannot confuse.
    """

    def decorate(view: StepView) -> View:
        @for_claims
        @answers_404
        @require_http_methods(["GET", "HEAD", "POST"])
        @wraps(view)
        def entered(request: PortalRequest, draft_id: UUID) -> HttpResponseBase:
            draft = draft_for(viewer=request.viewer, draft_id=draft_id, now=request.now)
            if draft is None:
                return sent_or_404(request, draft_id)
            if not may_enter(step, draft.progress):
                return to_step(open_step(draft.progress), draft_id)
            return view(request, draft)

        return entered

    return decorate


def answers_404(view: View) -> View:
    """Answer a foreign, sent or missing draft like an address that does not exist."""

    @wraps(view)
    def answered(request: PortalRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except UnknownDraft:
            raise Http404 from None

    return answered


def sent_or_404(request: PortalRequest, draft_id: UUID) -> HttpResponseBase:
    """Lead to the confirmation of a claim the viewer has sent. Raises: Http404."""
    number = sent_number(viewer=request.viewer, claim_id=draft_id)
    if number is None:
        raise Http404
    return redirect("claims:confirmation", number=number)


def to_step(step: Step, draft_id: UUID, anchor: str = "") -> HttpResponseRedirect:
    """Lead to the page of a step."""
    return HttpResponseRedirect(reverse(ROUTES[step], args=[draft_id]) + anchor)


def step_page(
    request: PortalRequest,
    draft: Draft,
    step: Step,
    template: str,
    context: dict[str, Any],
    *,
    has_saved: bool = True,
) -> HttpResponse:
    """Show the page of a step inside the frame of the draft.

    When a sent form changed nothing (`has_saved` False) the answer is 422, so that no transaction is noted (C48).
    """
    return render(
        request,
        f"claims/{template}.html",
        {
            "draft": draft,
            "saved_at": saved_today(request, draft),
            "current": int(step),
            "steps": step_links(draft),
            "errors": [],
            **context,
        },
        status=200 if has_saved else 422,
    )


def saved_today(request: PortalRequest, draft: Draft) -> datetime | None:
    """Return when the draft was saved, for a time of day alone; None when that was on another day."""
    return draft.saved_at if berlin_date(draft.saved_at) == berlin_date(request.now) else None


def step_links(draft: Draft) -> list[tuple[str, str | None]]:
    """Return label and address of the five steps; a step not open yet has no address."""
    return [
        (_(LABELS[step]), reverse(route, args=[draft.id]) if may_enter(step, draft.progress) else None)
        for step, route in ROUTES.items()
    ]


def first_steps() -> list[tuple[str, str | None]]:
    """Return the labels of the five steps before there is a draft."""
    return [(_(label), None) for label in LABELS.values()]


def deletion_sentences(today: date) -> list[str]:
    """Return when a claim sent today is deleted: the rule, and the day if the department closes it this year."""
    declared = retention_class("R-LEISTUNG")
    last_day = day_in_words(due_on(declared, today), _)
    return [
        _("Nach der gesetzlichen Frist löschen wir den Antrag mit allen Belegen."),
        rule_sentence(declared, translate=_),
        _("Wird er noch dieses Jahr abgeschlossen, ist der letzte Tag der %(day)s.") % {"day": last_day},
        _("Beträge und Konto bleiben als Buchungsbeleg %(period)s.")
        % {"period": retention_class("R-BELEG").period.text(_)},
    ]

"""Show the administrator the registrations, and take what is decided about one."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from partnerportal.accounts.forms.approvals import OTHER, ApplicantQuestionForm, ApproveForm, RefuseForm
from partnerportal.accounts.guards import for_administrator
from partnerportal.accounts.http import PortalRequest
from partnerportal.accounts.queries.approvals import (
    RegistrationPage,
    Review,
    UnknownPlace,
    registration_page,
    review_for,
)
from partnerportal.accounts.queries.matching import partner_with_number
from partnerportal.accounts.rules.registration import State
from partnerportal.accounts.services import approvals as services
from partnerportal.accounts.services.directory import UnknownAccount
from partnerportal.accounts.services.registration import UnknownRegistration
from partnerportal.accounts.views.directory_frame import REFUSED, UNREADABLE, box_of
from partnerportal.kernel.clock import berlin_date
from partnerportal.kernel.errors import Refused
from partnerportal.privacy.derive_visibility import ObjectKind

# What the list can be narrowed to, as it stands in the address.
NARROWED = {
    "zu-pruefen": State.WAITING,
    "rueckfrage": State.ASKED,
    "inhaber": State.OWNER,
    "freigegeben": State.APPROVED,
    "abgelehnt": State.REFUSED,
}
Action = Callable[..., HttpResponseBase]


@for_administrator
@require_safe
def registrations(request: PortalRequest) -> HttpResponseBase:
    """List the registrations whose address is confirmed, the oldest first."""
    shown, place = request.GET.get("zeige", ""), request.GET.get("nach", "")
    try:
        page = registration_page(viewer=request.viewer, shown=NARROWED.get(shown), place=place)
    except UnknownPlace:
        raise Http404 from None
    address = reverse("accounts:registrations")
    chosen = f"{address}?zeige={shown}" if shown in NARROWED else address
    context = {
        "page": page,
        "shown": NARROWED.get(shown),
        "filters": _filters(address, page, NARROWED.get(shown)),
        "next_url": f"{chosen}{'&' if '?' in chosen else '?'}nach={page.next_place}"
        if page.next_place
        else None,
        "first_url": chosen if place else None,
        "box": box_of(request, ObjectKind.REGISTRATION),
    }
    return render(request, "accounts/approval_list.html", context)


@for_administrator
@require_safe
def registration_case(request: PortalRequest, registration_id: UUID) -> HttpResponseBase:
    """Show one registration beside what the partner register knows."""
    return _case(request, _review(request, registration_id))


def deciding(action: Action) -> Action:
    """Open an action to the administrator; a "no" is shown at the registration, what was typed stays.

    A reload or a link to the action's address leads to the registration.
    """

    @for_administrator
    @wraps(action)
    def acted(request: PortalRequest, registration_id: UUID) -> HttpResponseBase:
        if request.method != "POST":
            return redirect("accounts:registration_case", registration_id)
        review = _review(request, registration_id)
        try:
            return action(request, review)
        except (UnknownRegistration, UnknownAccount):
            raise Http404 from None
        except Refused as refused:
            found = _review(request, registration_id)
            return _case(request, found, problem=gettext(refused.sentence), status=REFUSED)

    return acted


@deciding
def registration_approve(request: PortalRequest, review: Review) -> HttpResponseBase:
    """Assign the person to a firm and let it in, or ask the firm's owner."""
    form = ApproveForm(request.POST, choices=_choices(review))
    partner_id = _chosen(request, form) if form.is_valid() else None
    if partner_id is None:
        return _case(request, review, approve_form=form, status=UNREADABLE)
    services.approve_registration(
        actor=request.viewer,
        registration_id=review.application.id,
        partner_id=partner_id,
        now=request.now,
    )
    return _back(review)


@deciding
def registration_ask(request: PortalRequest, review: Review) -> HttpResponseBase:
    """Ask the applicant."""
    form = ApplicantQuestionForm(request.POST)
    if not form.is_valid():
        return _case(request, review, question_form=form, status=UNREADABLE)
    services.ask_applicant(
        actor=request.viewer,
        registration_id=review.application.id,
        text=form.cleaned_data["question"],
        now=request.now,
    )
    return _back(review)


@deciding
def registration_refuse(request: PortalRequest, review: Review) -> HttpResponseBase:
    """Refuse with a reason."""
    form = RefuseForm(request.POST)
    if not form.is_valid():
        return _case(request, review, refuse_form=form, status=UNREADABLE)
    services.refuse_registration(
        actor=request.viewer,
        registration_id=review.application.id,
        reason=form.cleaned_data["reason"],
        now=request.now,
    )
    return _back(review)


@deciding
def registration_link(request: PortalRequest, review: Review) -> HttpResponseBase:
    """Send the link for the first password once more."""
    services.resend_first_link(actor=request.viewer, application=review.application, now=request.now)
    return _back(review)


def _review(request: PortalRequest, registration_id: UUID) -> Review:
    today = berlin_date(request.now)
    review = review_for(viewer=request.viewer, registration_id=registration_id, today=today)
    if review is None:
        raise Http404
    return review


def _choices(review: Review) -> list[tuple[UUID, str]]:
    return [(one.firm.partner_id, one.firm.name) for one in review.candidates if not one.firm.is_closed]


def _chosen(request: PortalRequest, form: ApproveForm) -> UUID | None:
    """Return the firm chosen; an unknown number becomes an error of the form."""
    if form.cleaned_data["partner"] != OTHER:
        return UUID(form.cleaned_data["partner"])
    found = partner_with_number(viewer=request.viewer, number=form.cleaned_data["number"])
    if found is None:
        form.add_error("number", gettext("Diese Vermittlernummer steht nicht im Partnerverzeichnis."))
    return found


def _case(
    request: PortalRequest,
    review: Review,
    *,
    approve_form: Form | None = None,
    question_form: Form | None = None,
    refuse_form: Form | None = None,
    problem: str = "",
    status: int = 200,
) -> HttpResponseBase:
    application = review.application
    context = {
        "review": review,
        "application": application,
        "is_decidable": application.state in {State.WAITING, State.ASKED},
        "approve_form": approve_form or ApproveForm(choices=_choices(review)),
        "question_form": question_form or ApplicantQuestionForm(),
        "refuse_form": refuse_form or RefuseForm(),
        "refused_form": approve_form or question_form or refuse_form,
        "problem": problem,
        "box": box_of(request, ObjectKind.REGISTRATION),
    }
    return render(request, "accounts/approval_case.html", context, status=status)


def _back(review: Review) -> HttpResponseBase:
    return redirect("accounts:registration_case", review.application.id)


def _filters(address: str, page: RegistrationPage, shown: State | None) -> list[tuple[Any, ...]]:
    """Return the chips: label, address, number, whether it is the current one."""
    every = (gettext("Alle"), address, sum(page.counts.values()), shown is None)
    narrowed = [
        (gettext(state.label), f"{address}?zeige={word}", page.counts[state], state is shown)
        for word, state in NARROWED.items()
    ]
    return [every, *narrowed]

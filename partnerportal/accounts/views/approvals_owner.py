"""Ask the owner of a firm about a new colleague the administrator has agreed to."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from partnerportal.accounts.forms.approvals import RefuseForm, WelcomeForm
from partnerportal.accounts.guards import for_owner
from partnerportal.accounts.http import PortalRequest
from partnerportal.accounts.queries.approvals import (
    Application,
    UnknownPlace,
    application_for,
    registration_page,
)
from partnerportal.accounts.rules.directory import Rights
from partnerportal.accounts.rules.registration import State
from partnerportal.accounts.services import approvals as services
from partnerportal.accounts.services.directory import UnknownAccount
from partnerportal.accounts.services.registration import UnknownRegistration
from partnerportal.accounts.views.directory_frame import REFUSED, UNREADABLE, box_of
from partnerportal.kernel.errors import Refused
from partnerportal.privacy.derive_visibility import ObjectKind

View = Callable[..., HttpResponseBase]


def answers_refusals(view: View) -> View:
    """Answer 404 for a registration out of reach; a "no" is shown at the registration."""

    @wraps(view)
    def answered(request: PortalRequest, registration_id: UUID) -> HttpResponseBase:
        try:
            return view(request, registration_id)
        except (UnknownRegistration, UnknownAccount):
            raise Http404 from None
        except Refused as refused:
            found = _application(request, registration_id)
            return _case(request, found, {"problem": gettext(refused.sentence)}, REFUSED)

    return answered


@for_owner
@require_safe
def team_registrations(request: PortalRequest) -> HttpResponseBase:
    """List the registrations for the owner's firm, the oldest first."""
    place = request.GET.get("nach", "")
    try:
        page = registration_page(viewer=request.viewer, place=place)
    except UnknownPlace:
        raise Http404 from None
    request.records_shown = len(page.rows)
    request.place = reverse("accounts:team")
    address = reverse("accounts:team_registrations")
    context = {
        "page": page,
        "next_url": f"{address}?nach={page.next_place}" if page.next_place else None,
        "first_url": address if place else None,
        "box": box_of(request, ObjectKind.REGISTRATION),
    }
    return render(request, "accounts/approval_team_list.html", context)


@for_owner
@answers_refusals
@require_http_methods(["GET", "HEAD", "POST"])
def team_registration(request: PortalRequest, registration_id: UUID) -> HttpResponseBase:
    """Show who wants to join, and let the person in with the rights ticked."""
    found = _application(request, registration_id)
    if request.method != "POST":
        return _case(request, found)
    form = WelcomeForm(request.POST)
    if not form.is_valid():
        return _case(request, found, {"form": form}, UNREADABLE)
    services.welcome_colleague(
        actor=request.viewer,
        registration_id=registration_id,
        rights=Rights(**form.cleaned_data),
        now=request.now,
    )
    return redirect("accounts:team_registration", registration_id)


@for_owner
@answers_refusals
@require_POST
def team_registration_refuse(request: PortalRequest, registration_id: UUID) -> HttpResponseBase:
    """Refuse with a reason."""
    form = RefuseForm(request.POST)
    if not form.is_valid():
        return _case(request, _application(request, registration_id), {"refuse_form": form}, UNREADABLE)
    services.refuse_registration(
        actor=request.viewer,
        registration_id=registration_id,
        reason=form.cleaned_data["reason"],
        now=request.now,
    )
    return redirect("accounts:team_registration", registration_id)


@for_owner
@answers_refusals
@require_POST
def team_registration_link(request: PortalRequest, registration_id: UUID) -> HttpResponseBase:
    """Send the link for the first password once more."""
    found = _application(request, registration_id)
    services.resend_first_link(actor=request.viewer, application=found, now=request.now)
    return redirect("accounts:team_registration", registration_id)


def _application(request: PortalRequest, registration_id: UUID) -> Application:
    found = application_for(viewer=request.viewer, registration_id=registration_id)
    if found is None:
        raise Http404
    return found


def _case(
    request: PortalRequest, found: Application, more: dict[str, Any] | None = None, status: int = 200
) -> HttpResponseBase:
    request.place = reverse("accounts:team")
    context = {
        "application": found,
        "is_decidable": found.state is State.OWNER,
        "form": WelcomeForm(),
        "refuse_form": RefuseForm(),
        "problem": "",
        "box": box_of(request, ObjectKind.REGISTRATION),
        **(more or {}),
    }
    return render(request, "accounts/approval_team_case.html", context, status=status)

"""Show an owner the team: people, rights, open invitations, what waits for a decision."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from partnerportal.accounts.forms.directory import InviteColleagueForm
from partnerportal.accounts.guards import for_owner
from partnerportal.accounts.http import PortalRequest
from partnerportal.accounts.queries.directory import team_of, team_tasks
from partnerportal.accounts.queries.invitations import invitation_rows
from partnerportal.accounts.rules.directory import Rights
from partnerportal.accounts.rules.invitations import Place
from partnerportal.accounts.services.invitations import invite
from partnerportal.accounts.views.directory_frame import (
    UNREADABLE,
    answers_404,
    box_of,
    done,
    done_sentence,
    posted,
)
from partnerportal.accounts.views.directory_person import person_page
from partnerportal.kernel.errors import Refused
from partnerportal.kernel.viewer import Role
from partnerportal.privacy.derive_visibility import ObjectKind


@for_owner
@require_safe
def team(request: PortalRequest) -> HttpResponseBase:
    """List everybody of the firm with rights and state, and who is invited."""
    people = team_of(viewer=request.viewer, partner_id=request.viewer.partner)
    registrations, recoveries = team_tasks(viewer=request.viewer)
    request.records_shown = len(people)
    context = {
        "people": people,
        "invitations": invitation_rows(
            viewer=request.viewer, now=request.now, partner_id=request.viewer.partner
        ),
        "registrations": registrations,
        "recoveries": recoveries,
        "done": done_sentence(request),
        "box": box_of(request, ObjectKind.ACCOUNT),
    }
    return render(request, "accounts/team_list.html", context)


@for_owner
@require_http_methods(["GET", "POST"])
def team_invite(request: PortalRequest) -> HttpResponseBase:
    """Invite a colleague or a second owner; the answer does not tell whether the address has an account elsewhere."""
    form = InviteColleagueForm(posted(request), initial={"role": Role.STAFF.value})
    if form.is_valid():
        role = Role(form.cleaned_data["role"])
        rights = form.cleaned_data["rights"] if role is Role.STAFF else Rights()
        place = Place(role, partner_id=request.viewer.partner, rights=rights)
        try:
            invite(actor=request.viewer, email=form.cleaned_data["email"], place=place, now=request.now)
            return done("accounts:team", "eingeladen")
        except Refused as refused:
            form.add_error("email", gettext(refused.sentence))
    context = {"form": form, "box": box_of(request, ObjectKind.INVITATION)}
    return render(request, "accounts/team_invite.html", context, status=UNREADABLE if form.errors else 200)


@for_owner
@answers_404
@require_safe
def team_member(request: PortalRequest, account_id: UUID) -> HttpResponseBase:
    """Show one person of the firm with what the owner may change."""
    return person_page(request, account_id)

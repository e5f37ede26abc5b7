"""Let an invited person in, and let who invited send the invitation again or take it back."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from partnerportal.accounts.forms.invitations import NewcomerForm
from partnerportal.accounts.guards import for_leaders, public
from partnerportal.accounts.http import PortalRequest
from partnerportal.accounts.services.invitations import (
    UnknownInvitation,
    accept,
    open_invitation,
    resend,
    withdraw,
)
from partnerportal.accounts.terms import NOTICE_VERSION, TERMS_VERSION
from partnerportal.accounts.views.directory_frame import UNREADABLE, answers_404, done, home_of, posted
from partnerportal.accounts.views.next_page import safe_next
from partnerportal.kernel.clock import berlin_date
from partnerportal.kernel.errors import Refused
from partnerportal.kernel.viewer import Role
from partnerportal.privacy.derive_visibility import ObjectKind, visibility_box

GONE = 404


@public
@require_http_methods(["GET", "POST"])
def invitation(request: PortalRequest, token: str) -> HttpResponseBase:
    """Show who invites into what, and make the account; only the form uses the link up."""
    invited = open_invitation(token=token, now=request.now)
    if invited is None:
        return render(request, "accounts/invitation_over.html", status=GONE)
    form = NewcomerForm(posted(request), invited=invited, today=berlin_date(request.now))
    if form.is_valid():
        try:
            accept(token=token, newcomer=form.newcomer(), now=request.now)
            return redirect("accounts:invitation_done")
        except UnknownInvitation:
            return render(request, "accounts/invitation_over.html", status=GONE)
        except Refused as refused:
            form.add_error(None, gettext(refused.sentence))
    context = {
        "form": form,
        "invited": invited,
        "terms_version": TERMS_VERSION,
        "notice_version": NOTICE_VERSION,
        "box": visibility_box(ObjectKind.ACCOUNT, viewer_role=invited.role, translate=gettext),
    }
    return render(
        request, "accounts/invitation_accept.html", context, status=UNREADABLE if form.errors else 200
    )


@public
@require_safe
def invitation_done(request: PortalRequest) -> HttpResponseBase:
    """Say that the account is ready and where to sign in."""
    return render(request, "accounts/invitation_done.html")


@for_leaders
@answers_404
@require_POST
def invitation_resend(request: PortalRequest, invitation_id: UUID) -> HttpResponseBase:
    """Send an invitation once more."""
    resend(actor=request.viewer, invitation_id=invitation_id, now=request.now)
    return _back(request, "eingeladen")


@for_leaders
@answers_404
@require_POST
def invitation_withdraw(request: PortalRequest, invitation_id: UUID) -> HttpResponseBase:
    """Take an invitation back."""
    withdraw(actor=request.viewer, invitation_id=invitation_id)
    return _back(request, "zurueckgezogen")


def _back(request: PortalRequest, word: str) -> HttpResponseBase:
    """Return to the list the button stood in: an administrator has one for each firm and department."""
    target = safe_next(request)
    if request.viewer.role is Role.OWNER or target == reverse("home"):
        return done(home_of(request), word)
    return HttpResponseRedirect(f"{target}?erledigt={word}")

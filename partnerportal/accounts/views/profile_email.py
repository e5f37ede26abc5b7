"""Change the e-mail address: wished when signed in, confirmed at both addresses."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from partnerportal.accounts.forms.profile import EmailForm
from partnerportal.accounts.freshness import requires_fresh
from partnerportal.accounts.guards import for_account, public
from partnerportal.accounts.http import PortalRequest
from partnerportal.accounts.models import OneTimeLink
from partnerportal.accounts.services.links import find_link
from partnerportal.accounts.services.profile_email import NEW, OLD, confirm_email, wish_email, withdraw_email
from partnerportal.database.context import acting_as
from partnerportal.kernel.errors import Refused
from partnerportal.kernel.viewer import GATE


@for_account
@requires_fresh()
@require_http_methods(["GET", "POST"])
def account_email(request: PortalRequest) -> HttpResponse:
    """Take a new address and write to both."""
    form = EmailForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            wish_email(actor=request.viewer, email=form.cleaned_data["email"], now=request.now)
            return redirect("accounts:account")
        except Refused as refused:
            form.add_error("email", refused.sentence)
    page = {"form": form}
    return render(request, "accounts/konto_email.html", page, status=422 if form.is_bound else 200)


@for_account
@require_POST
def account_email_withdraw(request: PortalRequest) -> HttpResponse:
    """Take the wish back."""
    withdraw_email(actor=request.viewer)
    return redirect("accounts:account")


@public
@require_http_methods(["GET", "POST"])
def email_confirm(request: PortalRequest, token: str) -> HttpResponse:
    """Show what the link of a mail confirms (GET changes nothing), and confirm it."""
    with acting_as(GATE):
        link = find_link(token=token, purpose=(OLD, NEW), now=request.now)
        if link is None:
            return _page(request, "over", 404)
        if request.method == "GET":
            return _page(request, "ask")
        try:
            is_done = confirm_email(link=link, keep_session=_own_session(request, link), now=request.now)
        except Refused:
            return _page(request, "over", 409)
        return _page(request, "done" if is_done else "half")


def _own_session(request: PortalRequest, link: OneTimeLink) -> UUID | None:
    """Return the session that stays open: the one that confirms, when it is the account's own."""
    row = getattr(request.session, "row", None)
    return row.handle if row is not None and row.account_id == link.account_id else None


def _page(request: PortalRequest, state: str, status: int = 200) -> HttpResponse:
    return render(request, "accounts/konto_email_confirm.html", {"state": state}, status=status)

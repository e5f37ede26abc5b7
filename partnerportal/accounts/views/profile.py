"""Show the own account, and take wishes to change name and address."""

from __future__ import annotations

from dataclasses import asdict

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from partnerportal.accounts.forms.profile import DetailsForm
from partnerportal.accounts.guards import for_account
from partnerportal.accounts.http import PortalRequest
from partnerportal.accounts.queries.profile import profile_of
from partnerportal.accounts.services import profile
from partnerportal.accounts.views.profile_account import own_account
from partnerportal.kernel.errors import Refused


@for_account
@require_GET
def account_page(request: PortalRequest) -> HttpResponse:
    """Show name, address, e-mail, language and appearance of the own account."""
    page = {"profile": profile_of(own_account(request)), "viewer": request.viewer}
    return render(request, "accounts/konto.html", page)


@for_account
@require_http_methods(["GET", "POST"])
def account_details(request: PortalRequest) -> HttpResponse:
    """Take a new name or address; the administrator decides."""
    current = profile_of(own_account(request))
    shown = current.pending_details.details if current.pending_details else current.details
    form = DetailsForm(request.POST if request.method == "POST" else None, initial=asdict(shown))
    if form.is_valid():
        try:
            profile.wish_details(actor=request.viewer, details=form.details(), now=request.now)
            return redirect("accounts:account")
        except Refused as refused:
            form.add_error(None, refused.sentence)
    page = {"form": form}
    return render(request, "accounts/konto_details.html", page, status=422 if form.is_bound else 200)


@for_account
@require_POST
def account_details_withdraw(request: PortalRequest) -> HttpResponse:
    """Take the wish back."""
    profile.withdraw_details(actor=request.viewer)
    return redirect("accounts:account")

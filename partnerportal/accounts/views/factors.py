"""Set up second factors."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from partnerportal.accounts.forms.factors import CodeForm, NewPasskeyForm
from partnerportal.accounts.freshness import requires_fresh
from partnerportal.accounts.guards import before_entrance
from partnerportal.accounts.http import PortalRequest
from partnerportal.accounts.queries.factors import Factors, factors_of
from partnerportal.accounts.rules.factors import needs_factor
from partnerportal.accounts.services import factors
from partnerportal.accounts.services.factors_passkeys import begin_adding
from partnerportal.accounts.views.factors_qr import drawn, key_address
from partnerportal.accounts.views.factors_session import (
    ADDING,
    asked,
    challenge,
    forget_secret,
    pending_secret,
)
from partnerportal.accounts.views.profile_account import own_account
from partnerportal.kernel.errors import Refused


@before_entrance
@requires_fresh()
@require_GET
def factor_setup(request: PortalRequest) -> HttpResponse:
    """Offer both kinds of a second factor."""
    page = {
        "factors": factors_of(viewer=request.viewer),
        "is_required": needs_factor(request.viewer.role),
    }
    return render(request, "accounts/factor_setup.html", page)


@before_entrance
@requires_fresh()
@require_http_methods(["GET", "POST"])
def factor_totp(request: PortalRequest) -> HttpResponse:
    """Show the secret of a new app as a picture and as text, and take its first code."""
    account, before = own_account(request), factors_of(viewer=request.viewer)
    if before.has_totp:
        return redirect("accounts:factor_setup")
    secret = pending_secret(request, account.id)
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            code = form.cleaned_data["code"]
            codes = factors.set_up_totp(actor=request.viewer, secret=secret, code=code, now=request.now)
            forget_secret(request)
            return _done(request, before, codes)
        except Refused as refused:
            form.add_error("code", refused.sentence)
    issuer = settings.CONTROLLER.operator.short_name
    page = {
        "form": form,
        "secret": " ".join(secret[i : i + 4] for i in range(0, len(secret), 4)),
        "qr": drawn(key_address(issuer=issuer, name=account.email, secret=secret)),
        "issuer": issuer,
    }
    return render(request, "accounts/factor_totp.html", page, status=422 if form.is_bound else 200)


@before_entrance
@requires_fresh()
@require_http_methods(["GET", "POST"])
def factor_passkey(request: PortalRequest) -> HttpResponse:
    """Let the browser make a passkey, and store it."""
    form = NewPasskeyForm(request.POST if request.method == "POST" else None)
    state, before = challenge(request, ADDING), factors_of(viewer=request.viewer)
    if form.is_valid():
        try:
            given = {"name": form.cleaned_data["name"], "answer": form.cleaned_data["credential"]}
            codes = factors.set_up_passkey(actor=request.viewer, state=state, now=request.now, **given)
            return _done(request, before, codes)
        except Refused as refused:
            form.add_error("credential", refused.sentence)
    options = asked(request, begin_adding(account=own_account(request)), ADDING)
    page = {"form": form, "options": options}
    return render(request, "accounts/factor_passkey.html", page, status=422 if form.is_bound else 200)


def _done(request: PortalRequest, before: Factors, codes: tuple[str, ...]) -> HttpResponse:
    """Show new recovery codes this once; without new ones go back to the overview."""
    if not codes:
        return redirect("accounts:security")
    return render(request, "accounts/factor_codes.html", {"codes": codes, "is_first": not before.rows})

"""Ask again who is there."""

from __future__ import annotations

from allauth.account.internal.flows.login import record_authentication
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from partnerportal.accounts.forms.reauthentication import PasswordForm
from partnerportal.accounts.guards import before_entrance
from partnerportal.accounts.http import PortalRequest
from partnerportal.accounts.queries.factors import main_factors
from partnerportal.accounts.rules.factors import FactorKind
from partnerportal.accounts.services.factors_passkeys import begin_using
from partnerportal.accounts.services.factors_proof import prove_factor
from partnerportal.accounts.services.reauthentication import prove_password
from partnerportal.accounts.views.factors_proof import Given, given_in
from partnerportal.accounts.views.factors_session import AGAIN, asked
from partnerportal.accounts.views.next_page import safe_next
from partnerportal.accounts.views.profile_account import own_account
from partnerportal.database.context import acting_as
from partnerportal.kernel.errors import Refused
from partnerportal.kernel.viewer import GATE


@before_entrance
@require_http_methods(["GET", "POST"])
def reauthenticate(request: PortalRequest) -> HttpResponse:
    """Take the password, a code or a passkey of the account that is signed in, and go on to the page asked for."""
    password = PasswordForm(request.POST if "password" in request.POST else None)
    given = given_in(request, AGAIN)
    method = _proven(request, password, given)
    if method is None:
        return _page(request, password, given)
    request.session.cycle_key()
    record_authentication(request, own_account(request), method, reauthenticated=True)
    return HttpResponseRedirect(safe_next(request))


def _proven(request: PortalRequest, password: PasswordForm, given: Given) -> str | None:
    """Return how the person proved who they are; None, with the refusal at its field, when they did not.

    The refusal is caught inside the gate's context: leaving it by an exception would forget the counted failure.
    """
    account, now, ip = own_account(request), request.now, request.ip
    with acting_as(GATE):
        try:
            if given.proof is not None:
                prove_factor(account=account, proof=given.proof, now=now, ip=ip)
                return "mfa"
            if password.is_valid():
                prove_password(account=account, password=password.cleaned_data["password"], now=now, ip=ip)
                return "password"
        except Refused as refused:
            given.refuse(refused)
            if password.is_bound:
                password.add_error("password", refused.sentence)
    return None


def _page(request: PortalRequest, password: PasswordForm, given: Given) -> HttpResponse:
    account = own_account(request)
    kinds = {factor.kind for factor in main_factors(account.id)}
    has_passkey = FactorKind.PASSKEY in kinds
    page = {
        "password": password,
        "forms": given.forms,
        "next": request.POST.get("next") or request.GET.get("next", ""),
        "has_totp": FactorKind.TOTP in kinds,
        "options": asked(request, begin_using(account_id=account.id), AGAIN) if has_passkey else "",
    }
    is_answer = password.is_bound or given.kind is not None
    return render(request, "accounts/reauthenticate.html", page, status=422 if is_answer else 200)

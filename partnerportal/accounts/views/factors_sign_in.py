"""Ask for the second factor after a right password, and let a passkey stand for both."""

from __future__ import annotations

from datetime import timedelta

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.account.stages import LoginStage, LoginStageController
from allauth.mfa.stages import AuthenticateStage
from django.conf import settings
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from partnerportal.accounts.adapter import has_the_same_password
from partnerportal.accounts.forms.factors import PasskeyAnswerForm
from partnerportal.accounts.guards import public
from partnerportal.accounts.http import PortalRequest
from partnerportal.accounts.models import Account
from partnerportal.accounts.queries.accounts import may_enter
from partnerportal.accounts.queries.factors import has_recovery_codes, main_factors
from partnerportal.accounts.queries.recovery import Waiting, recovery_of
from partnerportal.accounts.rules.factors import FactorKind
from partnerportal.accounts.services.factors_passkeys import begin_using
from partnerportal.accounts.services.factors_proof import Proof, account_of_passkey, prove_at_sign_in
from partnerportal.accounts.services.recovery import ask_for_recovery
from partnerportal.accounts.views.factors_proof import Given, given_in
from partnerportal.accounts.views.factors_session import ALONE, SECOND, asked, challenge
from partnerportal.accounts.views.next_page import safe_next
from partnerportal.database.context import acting_as
from partnerportal.kernel.clock import berlin_date
from partnerportal.kernel.errors import Refused
from partnerportal.kernel.viewer import GATE


@public
@require_http_methods(["GET", "POST"])
def second_factor(request: PortalRequest) -> HttpResponseBase:
    """Take a code, a recovery code or a passkey of the account whose password was right a moment ago."""
    with acting_as(GATE):
        stage = _stage(request)
        if stage is None:
            return _elsewhere(request)
        account: Account = stage.login.user
        given = given_in(request, SECOND)
        if given.proof is None:
            return _page(request, account, given)
        try:
            prove_at_sign_in(account=account, proof=given.proof, now=request.now, ip=request.ip)
        except Refused as refused:
            given.refuse(refused)
            return _page(request, account, given)
        record_authentication(request, account, "mfa", type=given.proof.kind.value)
        answer: HttpResponseBase = stage.exit()
        return answer


@public
@require_http_methods(["GET", "POST"])
def factor_lost(request: PortalRequest) -> HttpResponseBase:
    """Take the word of somebody with the right password that the second factor is lost, and say what happens."""
    with acting_as(GATE):
        stage = _stage(request)
        if stage is None:
            return _elsewhere(request)
        account: Account = stage.login.user
        if request.method == "POST":
            ask_for_recovery(account_id=account.id, now=request.now)
            return redirect("accounts:factor_lost")
        waiting: Waiting | None = recovery_of(account.id)
        hours = settings.FACTOR_RECOVERY_WAIT // timedelta(hours=1)
        return render(request, "accounts/factor_lost.html", {"waiting": waiting, "wait_hours": hours})


@public
@require_http_methods(["GET", "POST"])
def passkey_sign_in(request: PortalRequest) -> HttpResponseBase:
    """Give the browser a challenge (GET, JSON), and sign in whose passkey answers it (POST)."""
    if request.viewer.is_signed_in:
        return redirect("home")
    with acting_as(GATE):
        if request.method == "GET":
            options = asked(request, begin_using(account_id=None), ALONE)
            return HttpResponse(options, content_type="application/json")
        form, state = PasskeyAnswerForm(request.POST), challenge(request, ALONE)
        try:
            answer = form.cleaned_data["credential"] if form.is_valid() else {}
            proof = Proof(FactorKind.PASSKEY, answer=answer, state=state)
            account = account_of_passkey(proof=proof, now=request.now, ip=request.ip)
        except Refused as refused:
            page = {"refusal": refused.sentence}
            return render(request, "accounts/factor_passkey_refused.html", page, status=422)
        record_authentication(request, account, "mfa", type=FactorKind.PASSKEY.value, passwordless=True)
        entered: HttpResponseBase = perform_login(
            request, Login(user=account, redirect_url=safe_next(request))
        )
        return entered


def _stage(request: PortalRequest) -> LoginStage | None:
    """Return the login that waits for its second factor.

    One of an account that was closed, lost its factors or got another password meanwhile is over: it begins again.
    """
    stage = (
        None if request.viewer.is_signed_in else LoginStageController.enter(request, AuthenticateStage.key)
    )
    if stage is None or _goes_on(request, stage.login.user):
        return stage
    stage.abort()
    return None


def _goes_on(request: PortalRequest, account: Account) -> bool:
    return (
        may_enter(account, berlin_date(request.now))
        and has_the_same_password(request, account)
        and bool(main_factors(account.id))
    )


def _elsewhere(request: PortalRequest) -> HttpResponse:
    return redirect("home" if request.viewer.is_signed_in else "account_login")


def _page(request: PortalRequest, account: Account, given: Given) -> HttpResponse:
    kinds = {factor.kind for factor in main_factors(account.id)}
    has_passkey = FactorKind.PASSKEY in kinds
    page = {
        "forms": given.forms,
        "has_totp": FactorKind.TOTP in kinds,
        "has_codes": has_recovery_codes(account.id),
        "options": asked(request, begin_using(account_id=account.id), SECOND) if has_passkey else "",
    }
    return render(request, "accounts/factor_sign_in.html", page, status=422 if given.kind else 200)

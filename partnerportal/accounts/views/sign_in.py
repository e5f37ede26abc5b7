"""Sign in and out."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from allauth.account.internal.stagekit import LOGIN_SESSION_KEY
from allauth.account.views import LoginView
from django.conf import settings
from django.contrib.auth import logout
from django.core.exceptions import NON_FIELD_ERRORS
from django.http import HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_http_methods, require_POST

from partnerportal.accounts.adapter import BRAKED
from partnerportal.accounts.demo_door import demo_accounts
from partnerportal.accounts.forms.sign_in import LoginForm
from partnerportal.accounts.guards import public
from partnerportal.accounts.http import PortalRequest
from partnerportal.accounts.models import Account
from partnerportal.accounts.rules.factors import FactorKind
from partnerportal.accounts.views.next_page import safe_next
from partnerportal.database.context import acting_as
from partnerportal.kernel.viewer import GATE

NEWS = ("passwort", "entsperrt")  # what a page before this one did, told by its address


@method_decorator(public, name="dispatch")
class SignInView(LoginView):  # type: ignore[misc]
    """Show and take the sign-in form."""

    template_name = "accounts/sign_in.html"

    def dispatch(self, request: PortalRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Look up the account with the gate's context: nobody is signed in yet."""
        if request.viewer.is_signed_in:
            return redirect("home")
        with acting_as(GATE):
            response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        if LOGIN_SESSION_KEY in request.session:
            request.session[LOGIN_SESSION_KEY]["email"] = None  # it waits without a name
        return response

    def form_invalid(self, form: LoginForm) -> HttpResponse:
        """Show the form again; a try that was held back answers 429, for a known and an unknown name alike."""
        response: HttpResponse = super().form_invalid(form)
        if form.has_error(NON_FIELD_ERRORS, BRAKED):
            response.status_code = HTTPStatus.TOO_MANY_REQUESTS
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return only what our page shows."""
        return {
            "form": kwargs.get("form") or self.get_form(),
            "next": self.request.GET.get("next") or self.request.POST.get("next", ""),
            "news": news if (news := self.request.GET.get("neu")) in NEWS else "",
            "demo_accounts": demo_accounts(),
        }


sign_in = SignInView.as_view()
sign_in.guard = "public"


@public
@require_POST
def demo_sign_in(request: PortalRequest) -> HttpResponse:
    """Sign a demo account in with one click, as with password and second factor.

    The route exists only in the demo (interfaces.md, "Demo").
    """
    with acting_as(GATE):
        account = get_object_or_404(Account, email=request.POST.get("email", ""), is_active=True)
        adapter = get_adapter()
        adapter.announces_devices = False
        record_authentication(request, account, "password")
        if account.has_second_factor:
            record_authentication(request, account, "mfa", type=FactorKind.TOTP.value)
        adapter.login(request, account)
    return HttpResponseRedirect(safe_next(request))


@public
@require_http_methods(["GET", "POST"])
def sign_out(request: PortalRequest) -> HttpResponse:
    """End the session on the server and empty what the browser keeps of it (clauses C31 and C32)."""
    if request.method == "GET":
        return redirect("home") if request.viewer.is_signed_in else redirect("account_login")
    with acting_as(GATE):
        logout(request)
    response = redirect("accounts:session_ended")
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    response.delete_cookie(settings.SESSION_COOKIE_NAME, samesite="Lax")
    return response

"""Sign in and out, keep the session alive, choose language and appearance."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.views import LoginView
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpResponse, HttpResponseBase, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from partnerportal.accounts import services, sessions
from partnerportal.accounts.demo_door import demo_accounts
from partnerportal.accounts.guards import for_account, public
from partnerportal.accounts.http import PortalRequest
from partnerportal.accounts.models import Account
from partnerportal.database.context import acting_as
from partnerportal.kernel.viewer import GATE


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
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return only what our page shows; registration and reset are not offered here yet."""
        return {
            "form": kwargs.get("form") or self.get_form(),
            "next": self.request.GET.get("next") or self.request.POST.get("next", ""),
            "demo_accounts": demo_accounts(),
        }


sign_in = SignInView.as_view()
sign_in.guard = "public"


@public
@require_POST
def demo_sign_in(request: PortalRequest) -> HttpResponse:
    """Sign a demo account in with one click; the route exists only in the demo (interfaces.md, "Demo")."""
    with acting_as(GATE):
        account = get_object_or_404(Account, email=request.POST.get("email", ""), is_active=True)
        get_adapter().login(request, account)
    return HttpResponseRedirect(_safe_next(request))


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


@public
@require_GET
def session_ended(request: PortalRequest) -> HttpResponse:
    """Say that the session is over and that nothing is left in the browser."""
    limits = {
        "idle_minutes": settings.SESSION_IDLE // timedelta(minutes=1),
        "absolute_hours": settings.SESSION_ABSOLUTE // timedelta(hours=1),
    }
    return render(request, "accounts/session_ended.html", limits)


@public
@require_GET
def session_state(request: PortalRequest) -> JsonResponse:
    """Tell how many seconds the session has left, without prolonging it; 0 when there is none."""
    return JsonResponse({"seconds_left": _seconds_left(request)})


@for_account
@require_POST
def session_extend(request: PortalRequest) -> HttpResponse:
    """Prolong the session: the request itself is the activity; scripts get the seconds, others their page back."""
    if "application/json" in request.headers.get("Accept", ""):
        return JsonResponse({"seconds_left": _seconds_left(request)})
    return HttpResponseRedirect(_safe_next(request))


@public
@require_POST
def language(request: PortalRequest) -> HttpResponse:
    """Switch the language of the interface; remembered in a strictly necessary cookie and at the account."""
    chosen = request.POST.get("language", "")
    response = HttpResponseRedirect(_safe_next(request))
    if chosen in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            chosen,
            max_age=365 * 24 * 3600,
            secure=settings.LANGUAGE_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
        if request.viewer.is_signed_in:
            services.choose_language(actor=request.viewer, language=chosen)
    return response


@for_account
@require_POST
def appearance(request: PortalRequest) -> HttpResponse:
    """Choose light, dark or the device's own appearance."""
    chosen = request.POST.get("appearance", "")
    if chosen in {"auto", "light", "dark"}:
        services.choose_appearance(actor=request.viewer, appearance=chosen)
    return HttpResponseRedirect(_safe_next(request))


def _seconds_left(request: PortalRequest) -> int:
    """Return the seconds until the earlier of idle and absolute end, 0 without a session."""
    row = getattr(request.session, "row", None)
    if row is None or not request.viewer.is_signed_in:
        return 0
    return max(0, int((sessions.ends_at(row) - request.now).total_seconds()))


def _safe_next(request: PortalRequest) -> str:
    target = request.POST.get("next", "")
    return target if url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()}) else "/"

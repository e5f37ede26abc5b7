"""Choose language and appearance."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_POST

from partnerportal.accounts.guards import before_entrance, public
from partnerportal.accounts.http import PortalRequest
from partnerportal.accounts.services import preferences
from partnerportal.accounts.views.next_page import safe_next


@public
@require_POST
def language(request: PortalRequest) -> HttpResponse:
    """Switch the language of the interface; remembered in a strictly necessary cookie and at the account."""
    chosen = request.POST.get("language", "")
    response = HttpResponseRedirect(safe_next(request))
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
            preferences.choose_language(actor=request.viewer, language=chosen)
    return response


@before_entrance
@require_POST
def appearance(request: PortalRequest) -> HttpResponse:
    """Choose light, dark or the device's own appearance."""
    chosen = request.POST.get("appearance", "")
    if chosen in {"auto", "light", "dark"}:
        preferences.choose_appearance(actor=request.viewer, appearance=chosen)
    return HttpResponseRedirect(safe_next(request))

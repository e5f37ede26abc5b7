"""Keep the session alive, tell how long it lasts, and say that it is over."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from partnerportal.accounts import sessions
from partnerportal.accounts.guards import before_entrance, public
from partnerportal.accounts.http import PortalRequest
from partnerportal.accounts.views.next_page import safe_next


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


@before_entrance
@require_POST
def session_extend(request: PortalRequest) -> HttpResponse:
    """Prolong the session: the request itself is the activity; scripts get the seconds, others their page back."""
    if "application/json" in request.headers.get("Accept", ""):
        return JsonResponse({"seconds_left": _seconds_left(request)})
    return HttpResponseRedirect(safe_next(request))


def _seconds_left(request: PortalRequest) -> int:
    """Return the seconds until the earlier of idle and absolute end, 0 without a session."""
    row = getattr(request.session, "row", None)
    if row is None or not request.viewer.is_signed_in:
        return 0
    return max(0, int((sessions.ends_at(row) - request.now).total_seconds()))

"""Count what a partner's account is shown, at the one place every data address passes: its guard (clause C04)."""

from __future__ import annotations

from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext

from partnerportal.accounts.http import PortalRequest
from partnerportal.accounts.services.reading import count_reading
from partnerportal.kernel.errors import Refused

SAFE_METHODS = frozenset({"GET", "HEAD"})
TOO_MANY = 429


def counted(request: PortalRequest, response: HttpResponseBase) -> HttpResponseBase:
    """Return the answer, or 429 in its place when the account's budget of the day is spent.

    An answer is one record; a list says in `request.records_shown` how many it holds. It is counted after the view,
    so that concurrent requests wait for the row a moment only. A form that was sent is counted and never stopped:
    its work is done, and it shows what its sender typed.
    """
    listed = request.records_shown
    try:
        count_reading(actor=request.viewer, records=max(1, listed or 0), now=request.now)
    except Refused as refused:
        if listed is not None or request.method in SAFE_METHODS:
            context = {"status": TOO_MANY, "refusal": gettext(refused.sentence)}
            return render(request, "ui/error.html", context, status=TOO_MANY)
    return response

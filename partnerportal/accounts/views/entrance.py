"""Ask for terms and notice before the first page with data."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from partnerportal.accounts.forms.entrance import EntranceForm
from partnerportal.accounts.guards import before_entrance
from partnerportal.accounts.http import PortalRequest
from partnerportal.accounts.services.entrance import accept_terms, acknowledge_notice
from partnerportal.accounts.terms import NOTICE_VERSION, TERMS_VERSION
from partnerportal.accounts.views.next_page import safe_next


@before_entrance
@require_http_methods(["GET", "POST"])
def terms_accept(request: PortalRequest) -> HttpResponse:
    """Show what is still to be accepted or acknowledged, and keep it."""
    account: Any = request.user
    form = EntranceForm(
        request.POST if request.method == "POST" else None,
        terms_version=account.terms_version,
        notice_version=account.notice_version,
    )
    if request.method == "GET" and not {"terms", "notice"} & form.fields.keys():
        return redirect("home")
    if form.is_valid():
        accept_terms(actor=request.viewer, now=request.now)
        acknowledge_notice(actor=request.viewer, now=request.now)
        return HttpResponseRedirect(safe_next(request))
    page = {
        "form": form,
        "next": request.POST.get("next") or request.GET.get("next", ""),
        "terms_version": TERMS_VERSION,
        "notice_version": NOTICE_VERSION,
    }
    return render(request, "accounts/terms_accept.html", page, status=422 if form.is_bound else 200)

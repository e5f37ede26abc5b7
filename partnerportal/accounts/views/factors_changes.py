"""Remove second factors and renew recovery codes."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from partnerportal.accounts.freshness import requires_fresh
from partnerportal.accounts.guards import for_account
from partnerportal.accounts.http import PortalRequest
from partnerportal.accounts.queries.factors import factors_of
from partnerportal.accounts.services import factors
from partnerportal.kernel.errors import Refused


@for_account
@requires_fresh()
@require_http_methods(["GET", "POST"])
def factor_remove(request: PortalRequest, factor_id: int) -> HttpResponse:
    """Ask before a factor is removed, and remove it."""
    own = factors_of(viewer=request.viewer)
    factor = next((row for row in own.rows if row.id == factor_id), None)
    if factor is None:
        raise Http404
    page: dict[str, object] = {"factor": factor, "is_last": len(own.rows) == 1, "refusal": ""}
    if request.method == "GET":
        return render(request, "accounts/factor_remove.html", page)
    try:
        factors.remove_factor(actor=request.viewer, factor_id=factor_id, now=request.now)
    except Refused as refused:
        page["refusal"] = refused.sentence
        return render(request, "accounts/factor_remove.html", page, status=409)
    return redirect("accounts:security")


@for_account
@requires_fresh()
@require_http_methods(["GET", "POST"])
def factor_codes(request: PortalRequest) -> HttpResponse:
    """Ask before recovery codes are replaced; show the new ones this once."""
    own = factors_of(viewer=request.viewer)
    if not own.rows:
        return redirect("accounts:factor_setup")
    if request.method == "GET":
        return render(request, "accounts/factor_codes_renew.html", {"codes_left": own.codes_left})
    codes = factors.renew_codes(actor=request.viewer, now=request.now)
    return render(request, "accounts/factor_codes.html", {"codes": codes, "is_first": False})

"""List the tokens other software signs in with, make one, end one."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from partnerportal.accounts.forms.api_tokens import TokenForm
from partnerportal.accounts.freshness import requires_fresh
from partnerportal.accounts.guards import for_partner
from partnerportal.accounts.http import PortalRequest
from partnerportal.accounts.queries.api_tokens import tokens_of
from partnerportal.accounts.queries.services_registry import has_service
from partnerportal.accounts.rules.services_registry import API_ACCESS
from partnerportal.accounts.service_guard import requires_service
from partnerportal.accounts.services.api_tokens import UnknownToken, create_token, revoke_token
from partnerportal.accounts.views.directory_frame import UNREADABLE, posted
from partnerportal.kernel.clock import berlin_date
from partnerportal.kernel.errors import Refused


@for_partner
@require_safe
def tokens(request: PortalRequest) -> HttpResponseBase:
    """Show the own tokens with their last use; ending one stays possible after the service was switched off."""
    context = {
        "rows": tokens_of(viewer=request.viewer, today=berlin_date(request.now)),
        "is_on": has_service(viewer=request.viewer, key=API_ACCESS.key),
    }
    return render(request, "accounts/tokens.html", context)


@for_partner
@requires_service(API_ACCESS)
@requires_fresh()
@require_http_methods(["GET", "POST"])
def token_new(request: PortalRequest) -> HttpResponseBase:
    """Ask for the wish; make the token and show it once, in this answer and nowhere else."""
    form = TokenForm(posted(request), viewer=request.viewer, today=berlin_date(request.now))
    if form.is_valid():
        try:
            secret = create_token(
                actor=request.viewer,
                name=form.cleaned_data["name"],
                scopes=form.cleaned_data["scopes"],
                ends_on=form.ends_on(),
                now=request.now,
            )
        except Refused as refused:
            form.add_error(None, gettext(refused.sentence))
        else:
            shown = {"secret": secret, "name": form.cleaned_data["name"], "ends_on": form.ends_on()}
            return render(request, "accounts/token_shown.html", shown)
    return render(
        request, "accounts/token_new.html", {"form": form}, status=UNREADABLE if form.errors else 200
    )


@for_partner
@require_POST
def token_revoke(request: PortalRequest, token_id: UUID) -> HttpResponseBase:
    """End a token at once."""
    try:
        revoke_token(actor=request.viewer, token_id=token_id, now=request.now)
    except UnknownToken:
        raise Http404 from None
    return redirect("accounts:tokens")

"""Confirm that a claim was sent."""

from __future__ import annotations

from django.http import Http404, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from partnerportal.accounts.guards import for_claims
from partnerportal.accounts.http import PortalRequest
from partnerportal.claims.queries.drafts import confirmation_for
from partnerportal.claims.views.draft_frame import deletion_sentences
from partnerportal.kernel.clock import berlin_date


@for_claims
@require_safe
def confirmation(request: PortalRequest, number: str) -> HttpResponseBase:
    """Show the claim's number and what happens next; it may be opened again at any time."""
    claim = confirmation_for(viewer=request.viewer, number=number)
    if claim is None:
        raise Http404
    deletion = deletion_sentences(berlin_date(request.now))
    return render(request, "claims/confirmation.html", {"claim": claim, "deletion": deletion})

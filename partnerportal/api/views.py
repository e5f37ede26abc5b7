"""Show what the interface can do: as a page for people and as a document for tools."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from partnerportal.accounts.guards import for_partner, public
from partnerportal.accounts.http import PortalRequest
from partnerportal.accounts.rules.api_tokens import SCOPES
from partnerportal.api.explanation import examples
from partnerportal.api.problems import TITLES
from partnerportal.api.rules.limits import REQUESTS

OPENAPI_MEDIA_TYPE = "application/json"


@for_partner
@require_safe
def explained(request: PortalRequest) -> HttpResponse:
    """Explain the interface with calls to copy."""
    context = {
        "examples": examples(settings.PORTAL_ORIGIN),
        "limit": REQUESTS,
        "scopes": SCOPES.values(),
        "problems": sorted(TITLES.items()),
    }
    return render(request, "api/explained.html", context)


@public
@require_safe
def openapi(request: PortalRequest) -> HttpResponse:
    """Send the description of the interface (OpenAPI 3.1); it holds no data."""
    from partnerportal.api.openapi import document

    return HttpResponse(document(), content_type=OPENAPI_MEDIA_TYPE)

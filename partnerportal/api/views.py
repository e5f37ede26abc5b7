"""Show what the interface can do: as a page for people and as a document for tools."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from partnerportal.accounts.guards import for_partner, public
from partnerportal.accounts.http import PortalRequest

OPENAPI_MEDIA_TYPE = "application/json"


@for_partner
@require_safe
def explained(request: PortalRequest) -> HttpResponse:
    """Explain the interface with calls to copy."""
    return render(request, "api/explained.html", {})


@public
@require_safe
def openapi(request: PortalRequest) -> HttpResponse:
    """Send the description of the interface (OpenAPI 3.1); it holds no data."""
    from partnerportal.api.openapi import document

    return HttpResponse(document(), content_type=OPENAPI_MEDIA_TYPE)

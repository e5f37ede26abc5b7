"""List additional services and switch them on and off."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from partnerportal.accounts.guards import for_partner
from partnerportal.accounts.http import PortalRequest
from partnerportal.accounts.queries.services_registry import services_of
from partnerportal.accounts.rules.services_registry import Service, service_of
from partnerportal.accounts.services.services_registry import switch_off, switch_on


@for_partner
@require_GET
def services_page(request: PortalRequest) -> HttpResponse:
    """Show what there is beyond the portal itself, and what is on."""
    return render(request, "accounts/services.html", {"rows": services_of(viewer=request.viewer)})


@for_partner
@require_POST
def service_on(request: PortalRequest, service: str) -> HttpResponse:
    """Switch a service on."""
    switch_on(actor=request.viewer, service=_service(service), now=request.now)
    return redirect("accounts:services")


@for_partner
@require_POST
def service_off(request: PortalRequest, service: str) -> HttpResponse:
    """Switch a service off."""
    switch_off(actor=request.viewer, service=_service(service), now=request.now)
    return redirect("accounts:services")


def _service(key: str) -> Service:
    service = service_of(key)
    if service is None:
        raise Http404
    return service

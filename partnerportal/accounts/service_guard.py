"""Open an address of an additional service only to who switched that service on (clause C38)."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext

from partnerportal.accounts.http import PortalRequest
from partnerportal.accounts.queries.services_registry import has_service
from partnerportal.accounts.rules.services_registry import Service, not_switched_on

View = Callable[..., HttpResponseBase]
FORBIDDEN = 403


def requires_service(service: Service) -> Callable[[View], View]:
    """Answer 403, and where to switch the service on, while it is off. Put it below the guard."""

    def decorate(view: View) -> View:
        @wraps(view)
        def served(request: PortalRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if has_service(viewer=request.viewer, key=service.key):
                return view(request, *args, **kwargs)
            page = {"service": service, "refusal": gettext(not_switched_on().sentence)}
            return render(request, "accounts/services_off.html", page, status=FORBIDDEN)

        served.service = service.key  # type: ignore[attr-defined]
        return served

    return decorate

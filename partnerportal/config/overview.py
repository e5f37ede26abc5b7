"""Add to the administrator's first page what an app above accounts has to say: the state of the deliveries."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from partnerportal.exchange.queries.overview import delivery_state
from partnerportal.kernel.viewer import ANONYMOUS

ROUTE = "accounts:administration"


def deliveries(request: HttpRequest) -> dict[str, Any]:
    """Return the state of the deliveries as `deliveries`, for that page alone (context processor)."""
    match = request.resolver_match
    if match is None or match.view_name != ROUTE:
        return {}
    return {"deliveries": delivery_state(viewer=getattr(request, "viewer", ANONYMOUS))}

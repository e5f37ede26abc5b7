"""Offer the portal's figures to Prometheus: counts only, without a label that could name anybody."""

from __future__ import annotations

from collections.abc import Mapping

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.http import require_GET

from partnerportal.accounts.guards import public
from partnerportal.accounts.http import PortalRequest
from partnerportal.config.figures import FIGURES, figures
from partnerportal.kernel.connections import noted_refusals

REFUSED = "connections_refused"
FIGURES_OF_FILES = {REFUSED: "Connections to undeclared places that were refused"}
# The text format of Prometheus, version 0.0.4: https://prometheus.io/docs/instrumenting/exposition_formats/
CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


@public
@require_GET
def metrics(request: PortalRequest) -> HttpResponse:
    """Answer this machine itself, or whoever has PORTAL_METRICS_TOKEN; to all others the address does not exist."""
    if not (request.is_local_probe or _has_token(request)):
        raise Http404
    refused = {REFUSED: float(noted_refusals(settings.REFUSED_CONNECTIONS))}
    return HttpResponse(exposition(figures() | refused), content_type=CONTENT_TYPE)


def exposition(values: Mapping[str, float]) -> str:
    """Return the figures as Prometheus reads them, each with its explanation."""
    lines = []
    for name, explanation in (FIGURES | FIGURES_OF_FILES).items():
        if name in values:
            lines += [
                f"# HELP portal_{name} {explanation}",
                f"# TYPE portal_{name} gauge",
                f"portal_{name} {values[name]:.15g}",
            ]
    return "\n".join([*lines, ""])


def _has_token(request: HttpRequest) -> bool:
    token = settings.METRICS_TOKEN
    return bool(token) and constant_time_compare(request.headers.get("Authorization", ""), f"Bearer {token}")

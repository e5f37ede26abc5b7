"""Show the page of all components (demo only)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from partnerportal.ui.samples import samples


def components(request: HttpRequest) -> HttpResponse:
    """Show every macro in every state, with made-up data."""
    return render(request, "ui/components.html", samples())

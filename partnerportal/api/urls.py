"""Addresses of the interface: each behind the door, each answered by what is built when software first asks."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import HttpResponseBase
from django.urls import path

from partnerportal.api import views
from partnerportal.api.door import door
from partnerportal.api.requests import ApiRequest
from partnerportal.api.routes import ROOT, ROUTES

app_name = "api"


def _operate(name: str, request: ApiRequest, **names: Any) -> HttpResponseBase:
    """Answer by the library, loaded with the first request: 60 ms and 14 MB no page pays for (ADR 18)."""
    from partnerportal.api.interface import view_of

    view: Callable[..., HttpResponseBase] = view_of(name)
    return view(request, **names)


_BELOW = ROOT.lstrip("/")
urlpatterns = [
    path("services/schnittstelle", views.explained, name="explained"),
    path(f"{_BELOW}openapi.json", views.openapi, name="openapi"),
    *(
        path(_BELOW + route.path, door(route, partial(_operate, route.name)), name=route.name)
        for route in ROUTES.values()
    ),
]

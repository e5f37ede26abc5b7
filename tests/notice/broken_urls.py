"""Add addresses that break promises on purpose to the portal's own URL table."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from partnerportal.kernel.viewer import Role


def unguarded(request: HttpRequest) -> HttpResponse:
    return HttpResponse("offen")


def says_it_is_guarded(request: HttpRequest, number: str = "") -> HttpResponse:
    return HttpResponse(f"Antrag {number}")


def loads_from_elsewhere(request: HttpRequest) -> HttpResponse:
    return HttpResponse('<script src="https://cdn.example/x.js"></script>')


for view in (says_it_is_guarded, loads_from_elsewhere):
    view.guard = {"roles": frozenset(Role), "right": None}  # type: ignore[attr-defined]

urlpatterns = [
    path("", include("partnerportal.config.urls")),
    path("kaputt/offen", unguarded, name="broken_unguarded"),
    path("kaputt/antrag/<str:number>", says_it_is_guarded, name="broken_claim"),
    path("kaputt/skript", loads_from_elsewhere, name="broken_script"),
]
handler404 = "partnerportal.config.error_pages.not_found"
handler500 = "partnerportal.config.error_pages.server_error"

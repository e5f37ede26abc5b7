"""Add an address to the portal's own table that hands out a file and that nobody declared."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import include, path


def file(request: HttpRequest) -> HttpResponse:
    return HttpResponse("a;b", content_type="text/csv", headers={"Content-Disposition": "attachment"})


urlpatterns = [
    path("", include("partnerportal.config.urls")),
    path("kaputt/datei", file, name="broken_file"),
]
handler404 = "partnerportal.config.error_pages.not_found"
handler500 = "partnerportal.config.error_pages.server_error"

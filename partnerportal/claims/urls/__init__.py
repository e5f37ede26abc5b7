"""Put the addresses of claims together: the partner's under "claims", the department's under "desk"."""

from django.urls import URLPattern, include, path

PARTNER: list[URLPattern] = []

urlpatterns = [
    path("", include((PARTNER, "claims"))),
]

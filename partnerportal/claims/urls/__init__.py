"""Put the addresses of claims together: the partner's under "claims", the department's under "desk"."""

from django.urls import include, path

from partnerportal.claims.urls import draft

PARTNER = [*draft.urlpatterns]

urlpatterns = [
    path("", include((PARTNER, "claims"))),
]

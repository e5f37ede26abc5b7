"""Put the addresses of claims together: the partner's under "claims", the department's under "desk"."""

from django.urls import include, path

from partnerportal.claims.urls import draft, partner

PARTNER = [*draft.urlpatterns, *partner.urlpatterns]

urlpatterns = [
    path("", include((PARTNER, "claims"))),
    path("", include("partnerportal.claims.urls.desk")),
]

"""Put the addresses of claims together: the partner's under "claims", the department's under "desk"."""

from django.urls import URLResolver, include, path

from partnerportal.claims.urls import draft, partner
from partnerportal.claims.views.overview import CommissionOf


def addresses(*, commission_of: CommissionOf) -> list[URLResolver]:
    """Return the addresses for `include`; `commission_of` is for the first page, from an app floors above."""
    own = [*draft.urlpatterns, *partner.patterns(commission_of)]
    return [
        path("", include((own, "claims"))),
        path("", include("partnerportal.claims.urls.desk")),
    ]

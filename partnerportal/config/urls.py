"""Put the address table together."""

from __future__ import annotations

from django.urls import include, path

from partnerportal.accounts import demo_door
from partnerportal.accounts.guards import requires
from partnerportal.accounts.urls.removal import addresses as removal_addresses
from partnerportal.accounts.views import factors_sign_in, sign_in
from partnerportal.claims.services.leaving import forget_unsent
from partnerportal.claims.urls import addresses as claim_addresses
from partnerportal.config import health, home, metrics
from partnerportal.config.contract_pages import ABOVE_CONTRACTS
from partnerportal.config.journal_people import account_named
from partnerportal.contracts.urls import addresses as contract_addresses
from partnerportal.journal.urls import addresses as journal_addresses
from partnerportal.kernel.viewer import Role
from partnerportal.statements.overview import commission_for

urlpatterns = [
    path("", home.home, name="home"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("metrics", metrics.metrics, name="metrics"),
    path("anmelden", sign_in.sign_in, name="account_login"),
    path("anmelden/zweiter-faktor", factors_sign_in.second_factor, name="mfa_authenticate"),
    path("abmelden", sign_in.sign_out, name="account_logout"),
    path("", include("partnerportal.accounts.urls")),
    path("", include("partnerportal.api.urls")),
    path("", include(removal_addresses(forget_unsent=forget_unsent))),
    path("", include(contract_addresses(above=ABOVE_CONTRACTS))),
    path("", include(claim_addresses(commission_of=commission_for))),
    path("", include("partnerportal.documents.urls")),
    path("", include("partnerportal.exchange.urls")),
    path("", include(journal_addresses(for_officer=requires(Role.OFFICER), account_named=account_named))),
    path("", include("partnerportal.messages.urls")),
    path("", include("partnerportal.notice.urls")),
    path("", include("partnerportal.routing.urls")),
    path("", include("partnerportal.statements.urls")),
]
if demo_door.is_open():
    urlpatterns.append(path("demo/", include("partnerportal.config.demo_urls")))

handler400 = "partnerportal.config.error_pages.bad_request"
handler403 = "partnerportal.config.error_pages.forbidden"
handler404 = "partnerportal.config.error_pages.not_found"
handler429 = "partnerportal.config.error_pages.too_many_requests"  # asked for by allauth
handler500 = "partnerportal.config.error_pages.server_error"

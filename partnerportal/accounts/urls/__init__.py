"""Put the addresses of accounts together, one module per area."""

from partnerportal.accounts.urls import (
    entrance,
    factors,
    password,
    profile,
    registration,
    security,
    services_registry,
    session,
)

app_name = "accounts"
urlpatterns = [
    *entrance.urlpatterns,
    *password.urlpatterns,
    *factors.urlpatterns,
    *profile.urlpatterns,
    *registration.urlpatterns,
    *security.urlpatterns,
    *services_registry.urlpatterns,
    *session.urlpatterns,
]

"""Put the addresses of accounts together, one module per area."""

from partnerportal.accounts.urls import (
    entrance,
    factors,
    password,
    profile,
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
    *security.urlpatterns,
    *services_registry.urlpatterns,
    *session.urlpatterns,
]

"""Put the addresses of accounts together, one module per area."""

from partnerportal.accounts.urls import (
    api_tokens,
    directory,
    entrance,
    factors,
    password,
    profile,
    registration,
    security,
    services_registry,
    session,
    team,
)

app_name = "accounts"
urlpatterns = [
    *api_tokens.urlpatterns,
    *directory.urlpatterns,
    *entrance.urlpatterns,
    *password.urlpatterns,
    *registration.urlpatterns,
    *factors.urlpatterns,
    *profile.urlpatterns,
    *security.urlpatterns,
    *services_registry.urlpatterns,
    *session.urlpatterns,
    *team.urlpatterns,
]

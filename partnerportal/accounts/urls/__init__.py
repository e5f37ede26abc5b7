"""Put the addresses of accounts together, one module per area."""

from partnerportal.accounts.urls import entrance, password, session

app_name = "accounts"
urlpatterns = [
    *entrance.urlpatterns,
    *password.urlpatterns,
    *session.urlpatterns,
]

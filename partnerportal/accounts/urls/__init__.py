"""Put the addresses of accounts together, one module per area."""

from partnerportal.accounts.urls import session

app_name = "accounts"
urlpatterns = [
    *session.urlpatterns,
]

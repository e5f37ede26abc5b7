"""Addresses of the tokens other software signs in with."""

from django.urls import path

from partnerportal.accounts.views import api_tokens

urlpatterns = [
    path("services/api-zugang", api_tokens.tokens, name="tokens"),
    path("services/api-zugang/neu", api_tokens.token_new, name="token_new"),
    path("services/api-zugang/<uuid:token_id>/widerrufen", api_tokens.token_revoke, name="token_revoke"),
]

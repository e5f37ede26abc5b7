"""Addresses of contracts."""

from __future__ import annotations

from django.urls import URLPattern, path

from partnerportal.contracts.views import partner as views

APP_NAME = "contracts"


def addresses(*, claims_of: views.ClaimsOf) -> tuple[list[URLPattern], str]:
    """Return the addresses for `include`; `claims_of` lists a contract's claims, whose app lies a floor above."""
    return [
        path("vertraege", views.contract_list, name="list"),
        path("vertraege/suche", views.contract_search, name="search"),
        path("vertraege/<uuid:contract_id>", views.contract_detail_view(claims_of), name="detail"),
    ], APP_NAME

"""Addresses of the journal."""

from __future__ import annotations

from collections.abc import Callable

from django.urls import URLPattern, path

from partnerportal.journal import views

APP_NAME = "journal"
Guard = Callable[[views.View], views.View]


def addresses(*, for_officer: Guard, account_named: views.AccountNamed) -> tuple[list[URLPattern], str]:
    """Return the addresses for `include`; guard and account look-up come from accounts, a floor above."""
    return [
        path("protokoll", for_officer(views.log_view(account_named)), name="log"),
        path("protokoll/filter", for_officer(views.filter_view(account_named)), name="filter"),
    ], APP_NAME

"""Addresses of removing an account."""

from __future__ import annotations

from django.urls import URLPattern, path

from partnerportal.accounts.services.removal import ForgetUnsent
from partnerportal.accounts.views import removal

APP_NAME = "removal"


def addresses(*, forget_unsent: ForgetUnsent) -> tuple[list[URLPattern], str]:
    """Return the addresses for `include`; `forget_unsent` deletes drafts, whose app lies floors above."""
    return [
        path("konto/entfernen", removal.own_removal_view(forget_unsent), name="own"),
        path("konto/entfernt", removal.removed, name="done"),
        path("konten/<uuid:account_id>/entfernen", removal.removal_view(forget_unsent), name="other"),
    ], APP_NAME

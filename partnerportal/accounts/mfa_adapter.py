"""Tell allauth that second factors are stored by our own services only (settings: MFA_ADAPTER)."""

from __future__ import annotations

from typing import NoReturn

from allauth.mfa.adapter import DefaultMFAAdapter


class PortalMfaAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Refuse what allauth would store itself: its rows would be readable in the database.

    allauth decides which login still needs a factor; `accounts.services.factors` seals, checks and uses them up.
    """

    def encrypt(self, text: str) -> NoReturn:
        """Refuse. Raises: RuntimeError."""
        message = "second factors are stored by partnerportal/accounts/services/factors.py"
        raise RuntimeError(message)

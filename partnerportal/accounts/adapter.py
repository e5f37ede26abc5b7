"""Tell allauth how this portal signs people in: by invitation only, every attempt in the journal."""

from __future__ import annotations

from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from partnerportal.journal.services import record_failed_login, record_login

# One sentence for an unknown name, a wrong password and a closed account: it tells nobody who has one.
REFUSAL = _("Anmelden ist mit diesen Angaben nicht möglich. Bitte prüfen Sie E-Mail und Passwort.")


class PortalAccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Journal each login and each failed login, whichever back end decided (clauses C46 and C47)."""

    error_messages: ClassVar = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": REFUSAL,
        "email_password_mismatch": REFUSAL,
        "username_password_mismatch": REFUSAL,
        "too_many_login_attempts": _(
            "Das waren zu viele Versuche. Bitte warten Sie fünf Minuten und versuchen Sie es dann noch einmal."
        ),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Refuse: accounts are created by the operator."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return the address found by our own rule for proxies (clause C50)."""
        return str(request.ip)  # type: ignore[attr-defined]

    def authenticate(self, request: HttpRequest, **credentials: Any) -> AbstractBaseUser | None:
        """Treat an inactive account like a wrong password: the answer must not tell that it exists."""
        account: AbstractBaseUser | None = super().authenticate(request, **credentials)
        if account is None or account.is_active:
            return account
        self.authentication_failed(request, **credentials)
        return None

    def login(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        """Sign the account in under a fresh session key and journal it; the session keeps no name."""
        super().login(request, user)
        for record in request.session.get(AUTHENTICATION_METHODS_SESSION_KEY, []):
            record.pop("email", None)
        request.session.modified = True
        record_login(account_id=user.pk, now=request.now, ip=request.ip)  # type: ignore[attr-defined]

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Journal the attempt; the name only as a keyed hash, for people type passwords there."""
        name = str(credentials.get("email") or credentials.get("username") or "")
        record_failed_login(name=name, now=request.now, ip=request.ip)  # type: ignore[attr-defined]

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Say nothing: results are told by pages, not by passing messages."""

"""Parse what is typed at the sign-in page."""

from __future__ import annotations

from typing import ClassVar

from allauth.account.forms import LoginForm as AllauthLoginForm
from django.utils.translation import gettext_lazy as _


class LoginForm(AllauthLoginForm):  # type: ignore[misc]
    """Ask for e-mail and password; the same sentence answers every wrong pair."""

    catalogue: ClassVar = {"login": "accounts.Account.email", "password": "accounts.Account.password"}
    technical: ClassVar = {"remember": "wird nicht angezeigt und nicht gespeichert"}
    error_messages: ClassVar = {
        "account_inactive": _(
            "Anmelden ist mit diesen Angaben nicht möglich. Bitte prüfen Sie E-Mail und Passwort."
        ),
        "email_password_mismatch": _(
            "Anmelden ist mit diesen Angaben nicht möglich. Bitte prüfen Sie E-Mail und Passwort."
        ),
        "username_password_mismatch": _(
            "Anmelden ist mit diesen Angaben nicht möglich. Bitte prüfen Sie E-Mail und Passwort."
        ),
    }

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("remember", None)

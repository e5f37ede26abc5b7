"""Parse what is typed at the sign-in page."""

from __future__ import annotations

from typing import ClassVar

from allauth.account.forms import LoginForm as AllauthLoginForm
from django.utils.translation import gettext_lazy


class LoginForm(AllauthLoginForm):  # type: ignore[misc]
    """Ask for e-mail and password; the same sentence answers every wrong pair."""

    catalogue: ClassVar = {"login": "accounts.Account.email", "password": "accounts.Account.password"}
    technical: ClassVar = {"remember": "wird nicht angezeigt und nicht gespeichert"}

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("remember", None)
        login, password = self.fields["login"], self.fields["password"]
        login.error_messages["required"] = gettext_lazy("Bitte geben Sie Ihre E-Mail-Adresse ein.")
        login.error_messages["invalid"] = gettext_lazy(
            "Das ist keine E-Mail-Adresse. Bitte prüfen Sie die Schreibweise."
        )
        password.error_messages["required"] = gettext_lazy("Bitte geben Sie Ihr Passwort ein.")

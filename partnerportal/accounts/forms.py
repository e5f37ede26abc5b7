"""Parse what is typed at the sign-in page."""

from __future__ import annotations

from typing import ClassVar

from allauth.account.forms import LoginForm as AllauthLoginForm


class LoginForm(AllauthLoginForm):  # type: ignore[misc]
    """Ask for e-mail and password; the same sentence answers every wrong pair."""

    catalogue: ClassVar = {"login": "accounts.Account.email", "password": "accounts.Account.password"}
    technical: ClassVar = {"remember": "wird nicht angezeigt und nicht gespeichert"}

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("remember", None)

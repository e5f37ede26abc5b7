"""Ask for a new password: once, with a button to show it; pasting and password managers welcome."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from partnerportal.accounts.models import Account
from partnerportal.accounts.passwords.personal import names_of_account
from partnerportal.accounts.passwords.rules import composed
from partnerportal.accounts.passwords.validators import HELP, refuse_weak


class NewPasswordField(forms.CharField):
    """Take a new password as it is typed, spaces included; alone it knows the portal's names, not the person's.

    Show it with the macro `new_password` of "ui/macros/password.html".
    """

    def __init__(self, **kwargs: Any) -> None:
        """Prepare the field; every argument of CharField may be given."""
        settings: dict[str, Any] = {
            "label": _("Neues Passwort"),
            "help_text": HELP,
            "strip": False,
            "widget": forms.PasswordInput(attrs={"autocomplete": "new-password"}),
            "error_messages": {"required": _("Bitte wählen Sie ein Passwort mit mindestens 12 Zeichen.")},
        }
        super().__init__(**(settings | kwargs))

    def clean(self, value: Any) -> str:
        """Return the password, composed. Raises: ValidationError with the rule's sentence."""
        password = composed(super().clean(value))
        refuse_weak(password, ())
        return password


class NewPasswordMixin(forms.Form):
    """Add a field `password` to a form and refuse what the account or the form itself tells about the person.

    Pass `account` when there is one; otherwise override `personal`.
    """

    password = NewPasswordField()

    catalogue: ClassVar[dict[str, str]] = {"password": "accounts.Account.password"}

    def __init__(self, *args: Any, account: Account | None = None, **kwargs: Any) -> None:
        """Prepare the form for an account, or for somebody who has none yet."""
        super().__init__(*args, **kwargs)
        self.account = account

    def personal(self) -> tuple[str, ...]:
        """Return the names, addresses and firms that must not stand in the password."""
        return names_of_account(self.account) if self.account else ()

    def clean_password(self) -> str:
        """Return the password. Raises: ValidationError with the rule's sentence."""
        password = str(self.cleaned_data["password"])
        refuse_weak(password, self.personal())
        return password

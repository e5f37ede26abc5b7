"""Parse what is typed when a password is forgotten or set."""

from __future__ import annotations

from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from partnerportal.accounts.passwords.fields import NewPasswordMixin


class ForgottenForm(forms.Form):
    """Take the address of somebody who forgot the password."""

    catalogue: ClassVar = {"email": "accounts.Account.email"}

    email = forms.EmailField(
        label=_("E-Mail-Adresse"),
        max_length=254,
        error_messages={
            "required": _("Bitte geben Sie Ihre E-Mail-Adresse ein."),
            "invalid": _("Das ist keine E-Mail-Adresse. Bitte prüfen Sie die Schreibweise."),
        },
    )


class SetPasswordForm(NewPasswordMixin):
    """Take a new password for the account a link leads to."""

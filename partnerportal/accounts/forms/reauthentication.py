"""Parse what confirms that the person at the screen is still the one who signed in."""

from __future__ import annotations

from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from partnerportal.accounts.forms.factors import CHECKED_ONLY


class PasswordForm(forms.Form):
    """Take the account's own password."""

    technical: ClassVar = {"password": CHECKED_ONLY}

    password = forms.CharField(
        strip=False,
        max_length=4096,
        widget=forms.PasswordInput,
        error_messages={"required": _("Bitte geben Sie Ihr Passwort ein.")},
    )

"""Parse codes and passkeys."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST_CODE = 20
CHECKED_ONLY = "wird geprüft und nicht gespeichert"
_UNREADABLE = _("Der Passkey kam nicht an. Bitte versuchen Sie es noch einmal.")


class CodeForm(forms.Form):
    """Take the code an app shows."""

    technical: ClassVar = {"code": CHECKED_ONLY}

    code = forms.CharField(
        label=_("Code aus der App"),
        max_length=LONGEST_CODE,
        error_messages={
            "required": _("Bitte geben Sie die sechs Ziffern aus Ihrer App ein."),
            "max_length": _("Der Code hat sechs Ziffern. Bitte prüfen Sie Ihre Eingabe."),
        },
    )


class RecoveryCodeForm(forms.Form):
    """Take a recovery code from the printed list."""

    technical: ClassVar = {"recovery_code": CHECKED_ONLY}

    recovery_code = forms.CharField(
        label=_("Wiederherstellungscode"),
        max_length=LONGEST_CODE,
        error_messages={
            "required": _("Bitte geben Sie einen Ihrer Wiederherstellungscodes ein."),
            "max_length": _("Ein Wiederherstellungscode hat zehn Zeichen. Bitte prüfen Sie Ihre Eingabe."),
        },
    )


class PasskeyAnswerForm(forms.Form):
    """Take what the browser answered for a passkey, as JSON."""

    technical: ClassVar = {"credential": CHECKED_ONLY}

    credential = forms.JSONField(error_messages={"required": _UNREADABLE, "invalid": _UNREADABLE})

    def clean_credential(self) -> dict[str, Any]:
        """Return the answer. Raises: ValidationError when it is no object."""
        answer = self.cleaned_data["credential"]
        if not isinstance(answer, dict):
            raise forms.ValidationError(_UNREADABLE)
        return answer


class NewPasskeyForm(PasskeyAnswerForm):
    """Take a new passkey with the name its person gives it."""

    catalogue: ClassVar = {"credential": "mfa.Authenticator.data", "name": "mfa.Authenticator.data"}
    technical: ClassVar = {}

    name = forms.CharField(
        label=_("Name des Passkeys"),
        max_length=40,
        error_messages={
            "required": _("Bitte geben Sie dem Passkey einen Namen, etwa „Mein Laptop“."),
            "max_length": _("Der Name ist zu lang. Bitte nehmen Sie höchstens 40 Zeichen."),
        },
    )

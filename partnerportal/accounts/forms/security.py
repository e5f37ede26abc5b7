"""Parse how the own login log is filtered, and a change of password."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, NamedTuple

from django import forms
from django.utils.translation import gettext_lazy as _

from partnerportal.accounts.passwords.fields import NewPasswordMixin

NOT_STORED = "Filter der Liste, wird nicht gespeichert"
_NO_DATE = _("Das ist kein Datum. Bitte schreiben Sie es so: 24.11.2026.")


class Chosen(NamedTuple):
    """Hold what a filter lets through."""

    kind: str
    since: date | None
    until: date | None


class LogFilterForm(forms.Form):
    """Take kind and period of the lines to show."""

    technical: ClassVar = {"art": NOT_STORED, "von": NOT_STORED, "bis": NOT_STORED}

    art = forms.ChoiceField(
        label=_("Art"),
        required=False,
        choices=[("", _("alle")), ("login", _("Anmeldungen")), ("failed_login", _("Fehlversuche"))],
        error_messages={"invalid_choice": _("Bitte wählen Sie eine Art aus der Liste.")},
    )
    von = forms.DateField(
        label=_("Von"),
        required=False,
        input_formats=["%d.%m.%Y", "%Y-%m-%d"],
        error_messages={"invalid": _NO_DATE},
    )
    bis = forms.DateField(
        label=_("Bis"),
        required=False,
        input_formats=["%d.%m.%Y", "%Y-%m-%d"],
        error_messages={"invalid": _NO_DATE},
    )

    def chosen(self) -> Chosen:
        """Return kind, first and last day; an unreadable filter shows everything."""
        given = self.cleaned_data if self.is_valid() else {}
        return Chosen(given.get("art") or "", given.get("von"), given.get("bis"))


class PasswordChangeForm(NewPasswordMixin):
    """Take the present password and a new one."""

    technical: ClassVar = {"current": "wird geprüft und nicht gespeichert"}

    current = forms.CharField(
        label=_("Bisheriges Passwort"),
        strip=False,
        max_length=4096,
        widget=forms.PasswordInput,
        error_messages={"required": _("Bitte geben Sie Ihr bisheriges Passwort ein.")},
    )

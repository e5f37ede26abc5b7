"""Parse what a person wants changed at the own account."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from partnerportal.accounts.queries.profile import Details


def _text(label: Any, longest: int, missing: Any, autocomplete: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=longest,
        widget=forms.TextInput(attrs={"autocomplete": autocomplete}),
        error_messages={
            "required": missing,
            "max_length": _("Das ist zu lang. Bitte kürzen Sie die Angabe."),
        },
    )


class DetailsForm(forms.Form):
    """Take name and address."""

    catalogue: ClassVar = {
        name: f"accounts.DetailsChange.{name}"
        for name in ("first_name", "last_name", "street", "postal_code", "city")
    }

    first_name = _text(_("Vorname"), 60, _("Bitte geben Sie Ihren Vornamen ein."), "given-name")
    last_name = _text(_("Nachname"), 60, _("Bitte geben Sie Ihren Nachnamen ein."), "family-name")
    street = _text(
        _("Straße und Hausnummer"), 80, _("Bitte geben Sie Straße und Hausnummer ein."), "street-address"
    )
    postal_code = _text(_("Postleitzahl"), 10, _("Bitte geben Sie die Postleitzahl ein."), "postal-code")
    city = _text(_("Ort"), 60, _("Bitte geben Sie den Ort ein."), "address-level2")

    def details(self) -> Details:
        """Return what was typed."""
        return Details(**self.cleaned_data)


class EmailForm(forms.Form):
    """Take a new e-mail address."""

    catalogue: ClassVar = {"email": "accounts.EmailChange.email"}

    email = forms.EmailField(
        label=_("Neue E-Mail-Adresse"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        error_messages={
            "required": _("Bitte geben Sie die neue E-Mail-Adresse ein."),
            "invalid": _("Das ist keine E-Mail-Adresse. Bitte prüfen Sie die Schreibweise."),
            "max_length": _("Das ist zu lang. Bitte kürzen Sie die Angabe."),
        },
    )

    def clean_email(self) -> str:
        """Return the address in small letters, as accounts keep it."""
        return str(self.cleaned_data["email"]).lower()

"""Parse what an invited person says about itself."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from partnerportal.accounts.forms.days import DayField
from partnerportal.accounts.passwords.fields import NewPasswordMixin
from partnerportal.accounts.services.invitations import Invited, Newcomer
from partnerportal.accounts.terms import NOTICE_VERSION, TERMS_VERSION
from partnerportal.kernel.viewer import PARTNER_ROLES

OLDEST_YEARS, YOUNGEST_YEARS = 110, 15
FOR_PARTNERS = ("born_on", "street", "postal_code", "city")


def _words(label: Any, missing: Any, *, longest: int, autocomplete: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=longest,
        widget=forms.TextInput(attrs={"autocomplete": autocomplete}),
        error_messages={
            "required": missing,
            "max_length": _("Das ist zu lang. Bitte kürzen Sie die Angabe."),
        },
    )


class NewcomerForm(NewPasswordMixin):
    """Ask an invited person for exactly the data of the notice (clause C35); the operator's people for a name only.

    Terms and notice are accepted apart from each other, each by the version shown.
    """

    catalogue: ClassVar = {
        "password": "accounts.Account.password",
        "first_name": "accounts.Account.first_name",
        "last_name": "accounts.Account.last_name",
        "born_on": "accounts.Account.born_on",
        "street": "accounts.Account.street",
        "postal_code": "accounts.Account.postal_code",
        "city": "accounts.Account.city",
        "terms": "accounts.Account.terms_version",
        "notice": "accounts.Account.notice_version",
    }
    field_order = (
        "first_name", "last_name", "born_on", "street", "postal_code", "city", "password", "terms", "notice"
    )  # fmt: skip

    first_name = _words(
        _("Vorname"), _("Bitte geben Sie Ihren Vornamen ein."), longest=60, autocomplete="given-name"
    )
    last_name = _words(
        _("Nachname"), _("Bitte geben Sie Ihren Nachnamen ein."), longest=60, autocomplete="family-name"
    )
    born_on = DayField(label=_("Geburtsdatum"))
    street = _words(
        _("Straße und Hausnummer"),
        _("Bitte geben Sie Straße und Hausnummer ein."),
        longest=80,
        autocomplete="street-address",
    )
    postal_code = _words(
        _("Postleitzahl"), _("Bitte geben Sie die Postleitzahl ein."), longest=10, autocomplete="postal-code"
    )
    city = _words(_("Ort"), _("Bitte geben Sie den Ort ein."), longest=60, autocomplete="address-level2")
    terms = forms.CharField(
        error_messages={
            "required": _("Bitte nehmen Sie die Nutzungsbedingungen an. Sonst geht es nicht weiter.")
        }
    )
    notice = forms.CharField(
        error_messages={
            "required": _(
                "Bitte bestätigen Sie, dass Sie die Datenschutzerklärung zur Kenntnis genommen haben."
            )
        }
    )

    def __init__(self, *args: Any, invited: Invited, today: date, **kwargs: Any) -> None:
        """Ask what the invited role needs."""
        super().__init__(*args, **kwargs)
        self.invited, self.today = invited, today
        if invited.role not in PARTNER_ROLES:
            for name in FOR_PARTNERS:
                del self.fields[name]

    def personal(self) -> tuple[str, ...]:
        """Return the names, addresses and firms that must not stand in the password."""
        names = (str(self.data.get("first_name", "")), str(self.data.get("last_name", "")))
        return (*names, self.invited.email, self.invited.house)

    def clean_born_on(self) -> date:
        """Return the day of birth. Raises: ValidationError for one that cannot be."""
        born_on: date = self.cleaned_data["born_on"]
        years = self.today.year - born_on.year
        if not YOUNGEST_YEARS <= years <= OLDEST_YEARS:
            raise forms.ValidationError(
                _("Dieses Geburtsdatum kann nicht stimmen. Bitte prüfen Sie das Jahr.")
            )
        return born_on

    def clean_terms(self) -> str:
        """Return the version accepted. Raises: ValidationError unless it is the one in force."""
        return self._in_force("terms", TERMS_VERSION)

    def clean_notice(self) -> str:
        """Return the version acknowledged. Raises: ValidationError unless it is the one in force."""
        return self._in_force("notice", NOTICE_VERSION)

    def newcomer(self) -> Newcomer:
        """Return what the valid form says."""
        said = {name: self.cleaned_data[name] for name in FOR_PARTNERS if name in self.cleaned_data}
        return Newcomer(
            first_name=self.cleaned_data["first_name"],
            last_name=self.cleaned_data["last_name"],
            password=self.cleaned_data["password"],
            **said,
        )

    def _in_force(self, name: str, version: str) -> str:
        given: str = self.cleaned_data[name]
        if given != version:
            raise forms.ValidationError(
                _("Inzwischen gilt eine neue Fassung. Bitte lesen Sie sie, und bestätigen Sie dann.")
            )
        return given

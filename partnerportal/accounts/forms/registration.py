"""Parse what an applicant writes: exactly what the notice names (clause C35), and the numbers of the firm."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerportal.accounts.forms.days import DayField
from partnerportal.accounts.rules.registration import fold_email, is_plausible_birthday
from partnerportal.accounts.terms import NOTICE_VERSION, TERMS_VERSION
from partnerportal.kernel.errors import Refused
from partnerportal.partners.rules import read_intermediary_number, read_register_number

LONGEST_ANSWER = 2000
EMAIL_INVALID = gettext_lazy("Das ist keine E-Mail-Adresse. Bitte prüfen Sie die Schreibweise.")
POSTAL_CODE = r"^[0-9A-Za-z][0-9A-Za-z \-]{2,8}[0-9A-Za-z]$"


def _line(label: Any, most: int, missing: Any, autocomplete: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=most,
        widget=forms.TextInput(attrs={"autocomplete": autocomplete, "maxlength": str(most)}),
        error_messages={"required": missing, "max_length": gettext_lazy("Bitte kürzen Sie diese Angabe.")},
    )


class PersonForm(forms.Form):
    """Ask who registers: name, e-mail address, date of birth, address, and nothing else."""

    catalogue: ClassVar = {
        "first_name": "accounts.Registration.first_name",
        "last_name": "accounts.Registration.last_name",
        "email": "accounts.Registration.email",
        "born_on": "accounts.Registration.born_on",
        "street": "accounts.Registration.street",
        "postal_code": "accounts.Registration.postal_code",
        "city": "accounts.Registration.city",
    }

    first_name = _line(
        gettext_lazy("Vorname"), 60, gettext_lazy("Bitte geben Sie Ihren Vornamen ein."), "given-name"
    )
    last_name = _line(
        gettext_lazy("Nachname"), 60, gettext_lazy("Bitte geben Sie Ihren Nachnamen ein."), "family-name"
    )
    email = forms.EmailField(
        label=gettext_lazy("E-Mail-Adresse"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "maxlength": "254", "spellcheck": "false"}),
        error_messages={
            "required": gettext_lazy("Bitte geben Sie Ihre E-Mail-Adresse ein."),
            "invalid": EMAIL_INVALID,
            "max_length": EMAIL_INVALID,
        },
    )
    born_on = DayField(label=gettext_lazy("Geburtsdatum"))
    street = _line(
        gettext_lazy("Straße und Hausnummer"),
        80,
        gettext_lazy("Bitte geben Sie Straße und Hausnummer ein."),
        "street-address",
    )
    postal_code = forms.RegexField(
        POSTAL_CODE,
        label=gettext_lazy("Postleitzahl"),
        max_length=10,
        widget=forms.TextInput(attrs={"autocomplete": "postal-code", "maxlength": "10"}),
        error_messages={
            "required": gettext_lazy("Bitte geben Sie Ihre Postleitzahl ein."),
            "invalid": gettext_lazy("Das ist keine Postleitzahl. Bitte prüfen Sie sie."),
            "max_length": gettext_lazy("Das ist keine Postleitzahl. Bitte prüfen Sie sie."),
        },
    )
    city = _line(gettext_lazy("Ort"), 60, gettext_lazy("Bitte geben Sie Ihren Ort ein."), "address-level2")

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        """Take the Berlin calendar day; nobody is born tomorrow."""
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_email(self) -> str:
        """Return the address as the account will have it: exactly that one must be confirmed."""
        return fold_email(self.cleaned_data["email"])

    def clean_born_on(self) -> date:
        """Return the day of birth. Raises: ValidationError for one that cannot be."""
        born_on: date = self.cleaned_data["born_on"]
        if not is_plausible_birthday(born_on, today=self.today):
            raise forms.ValidationError(
                _("Dieses Geburtsdatum kann nicht stimmen. Bitte prüfen Sie das Jahr.")
            )
        return born_on

    def details(self) -> dict[str, str]:
        """Return what the valid form says, as texts to be sealed."""
        return {name: str(value) for name, value in self.cleaned_data.items()}


class FirmForm(forms.Form):
    """Ask which firm somebody works for, by its numbers; name and address are in the partner register."""

    catalogue: ClassVar = {
        "intermediary_number": "accounts.Registration.intermediary_number",
        "register_number": "accounts.Registration.register_number",
    }

    intermediary_number = forms.CharField(
        label=gettext_lazy("Vermittlernummer"),
        max_length=30,
        help_text=gettext_lazy("Sie steht in Ihrem Partnervertrag und auf jeder Abrechnung."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "maxlength": "30"}),
        error_messages={
            "required": gettext_lazy("Bitte geben Sie die Vermittlernummer Ihres Büros ein."),
            "max_length": gettext_lazy("Das ist keine Vermittlernummer. Bitte prüfen Sie sie."),
        },
    )
    register_number = forms.CharField(
        label=gettext_lazy("Registrierungsnummer nach § 34d GewO"),
        required=False,
        max_length=30,
        help_text=gettext_lazy("Sie hat die Form D-XXXX-XXXXX-XX. Tippgeber haben keine."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "maxlength": "30", "spellcheck": "false"}),
        error_messages={
            "max_length": gettext_lazy("Das ist keine Registrierungsnummer. Bitte prüfen Sie sie.")
        },
    )

    def clean_intermediary_number(self) -> str:
        """Return the number as issued. Raises: ValidationError with the rule's sentence."""
        return _read(read_intermediary_number, self.cleaned_data["intermediary_number"])

    def clean_register_number(self) -> str:
        """Return the number as issued. Raises: ValidationError with the rule's sentence."""
        return _read(read_register_number, self.cleaned_data["register_number"])


class AcknowledgementForm(forms.Form):
    """Ask for terms and notice, each by its own box and the version shown; nothing is ticked before (clause C13)."""

    catalogue: ClassVar = {
        "terms": "accounts.Registration.terms_version",
        "notice": "accounts.Registration.notice_version",
    }

    terms = forms.CharField(
        max_length=20,
        error_messages={
            "required": gettext_lazy(
                "Bitte nehmen Sie die Nutzungsbedingungen an, damit wir Sie prüfen können."
            )
        },
    )
    notice = forms.CharField(
        max_length=20,
        error_messages={
            "required": gettext_lazy(
                "Bitte bestätigen Sie, dass Sie die Datenschutzerklärung zur Kenntnis genommen haben."
            )
        },
    )

    def clean_terms(self) -> str:
        """Return the version accepted. Raises: ValidationError unless it is the one in force."""
        return _in_force(self.cleaned_data["terms"], TERMS_VERSION)

    def clean_notice(self) -> str:
        """Return the version acknowledged. Raises: ValidationError unless it is the one in force."""
        return _in_force(self.cleaned_data["notice"], NOTICE_VERSION)


class ApplicantAnswerForm(forms.Form):
    """Take the answer to the administrator's question."""

    catalogue: ClassVar = {"text": "accounts.Registration.answer"}

    text = forms.CharField(
        label=gettext_lazy("Ihre Antwort"),
        max_length=LONGEST_ANSWER,
        widget=forms.Textarea(attrs={"maxlength": str(LONGEST_ANSWER)}),
        error_messages={
            "required": gettext_lazy("Bitte schreiben Sie Ihre Antwort."),
            "max_length": gettext_lazy("Bitte kürzen Sie die Antwort auf 2.000 Zeichen."),
        },
    )


def _read(reader: Any, text: str) -> str:
    try:
        return str(reader(text))
    except Refused as refused:
        raise forms.ValidationError(_(refused.sentence)) from None


def _in_force(given: str, version: str) -> str:
    if given != version:
        raise forms.ValidationError(
            _("Inzwischen gilt eine neue Fassung. Bitte lesen Sie sie, und bestätigen Sie dann.")
        )
    return given

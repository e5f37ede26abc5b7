"""Read what should change in a contract, one form for each kind."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerportal.contracts.models import SALUTATIONS
from partnerportal.contracts.rules.changes import Kind
from partnerportal.kernel.errors import Refused
from partnerportal.kernel.iban import Iban, parse_iban

LONGEST_NOTE = 1000
PEOPLE = [(value, label) for value, label in SALUTATIONS if value != "Firma"]
NOTE_ERRORS = {"max_length": gettext_lazy("Bitte kürzen Sie die Nachricht auf 1.000 Zeichen.")}


def _text(label: Any, longest: int, missing: Any = "", *, required: bool = True) -> forms.CharField:
    too_long = gettext_lazy("Das ist zu lang. Bitte kürzen Sie die Angabe.")
    errors = {"max_length": too_long, **({"required": missing} if missing else {})}
    attrs = {"maxlength": longest, "autocomplete": "off"}
    return forms.CharField(
        label=label,
        max_length=longest,
        required=required,
        error_messages=errors,
        widget=forms.TextInput(attrs=attrs),
    )


class ChangeForm(forms.Form):
    """Take a message to the department beside the new values; each kind adds its own fields."""

    kind: ClassVar[Kind]
    proposed: ClassVar[tuple[str, ...]] = ()
    catalogue: ClassVar = {"note": "contracts.ChangeRequest.note"}

    note = forms.CharField(
        label=gettext_lazy("Nachricht an die Abteilung"),
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": LONGEST_NOTE}),
        help_text=gettext_lazy("Zum Beispiel, ab wann die Änderung gilt."),
        error_messages=NOTE_ERRORS,
    )
    field_order = None

    def __init__(self, data: Mapping[str, Any] | None = None, *, now: Mapping[str, str]) -> None:
        """Begin with what the contract says now."""
        super().__init__(data, initial=self.typed_from(now))
        self.order_fields([name for name in self.fields if name != "note"])

    @classmethod
    def typed_from(cls, now: Mapping[str, str]) -> dict[str, Any]:
        """Return the values of a contract as a person would type them."""
        return dict(now)

    def wished(self) -> dict[str, str]:
        """Return the new values as `services.changes` takes them; call it on a valid form."""
        return {name: self.cleaned_data[name] for name in self.proposed if name in self.cleaned_data}

    def refuse(self, refused: Refused) -> None:
        """Note a rule's "no" on top of the page."""
        self.add_error(None, _(refused.sentence))


PROPOSED = "contracts.ChangeRequest.proposed"


class AddressForm(ChangeForm):
    """Take the policyholder's new address."""

    kind = Kind.ADDRESS
    proposed = ("street", "postal_code", "city")
    catalogue: ClassVar = {**ChangeForm.catalogue, **dict.fromkeys(proposed, PROPOSED)}

    street = _text(
        gettext_lazy("Straße und Hausnummer"), 80, gettext_lazy("Bitte geben Sie Straße und Hausnummer ein.")
    )
    postal_code = _text(
        gettext_lazy("Postleitzahl"), 10, gettext_lazy("Bitte geben Sie die Postleitzahl ein.")
    )
    city = _text(gettext_lazy("Ort"), 60, gettext_lazy("Bitte geben Sie den Ort ein."))


class NameForm(ChangeForm):
    """Take the policyholder's new name; a firm has a last name only."""

    kind = Kind.NAME
    proposed = ("salutation", "first_name", "last_name")
    catalogue: ClassVar = {**ChangeForm.catalogue, **dict.fromkeys(proposed, PROPOSED)}

    salutation = forms.ChoiceField(
        label=gettext_lazy("Anrede"),
        choices=SALUTATIONS,
        error_messages={"invalid_choice": gettext_lazy("Bitte wählen Sie eine Anrede aus der Liste.")},
    )
    first_name = _text(gettext_lazy("Vorname"), 60, gettext_lazy("Bitte geben Sie den Vornamen ein."))
    last_name = _text(
        gettext_lazy("Nachname oder Firma"),
        60,
        gettext_lazy("Bitte geben Sie den Nachnamen oder die Firma ein."),
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, now: Mapping[str, str]) -> None:
        super().__init__(data, now=now)
        if now.get("salutation") == "Firma":
            del self.fields["salutation"], self.fields["first_name"]
        else:
            self.fields["salutation"].choices = PEOPLE  # type: ignore[attr-defined]


class BankAccountForm(ChangeForm):
    """Take a new bank account; BIC and bank follow from the IBAN."""

    kind = Kind.BANK_ACCOUNT
    proposed = ("holder", "iban")
    catalogue: ClassVar = {**ChangeForm.catalogue, **dict.fromkeys(proposed, PROPOSED)}

    holder = _text(
        gettext_lazy("Kontoinhaber"),
        70,
        gettext_lazy("Bitte geben Sie ein, auf wessen Namen das Konto läuft."),
    )
    iban = _text(gettext_lazy("Neue IBAN"), 60, gettext_lazy("Bitte geben Sie eine IBAN ein."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known: Iban | None = None

    @classmethod
    def typed_from(cls, now: Mapping[str, str]) -> dict[str, Any]:
        """Begin empty: the account in force is shown masked only (C27)."""
        return {}

    def clean_iban(self) -> str:
        """Return the IBAN without spaces. Raises: ValidationError with the sentence of the rule."""
        try:
            self.known = parse_iban(self.cleaned_data["iban"])
        except Refused as refused:
            raise forms.ValidationError(_(refused.sentence), code=refused.code) from None
        return self.known.value


class PersonForm(ChangeForm):
    """Take an insured person's corrected name or day of birth."""

    kind = Kind.INSURED_PERSON
    proposed = ("salutation", "first_name", "last_name", "born_on")
    days: ClassVar = ("born_on_day", "born_on_month", "born_on_year")
    catalogue: ClassVar = {
        **ChangeForm.catalogue,
        **dict.fromkeys((*proposed[:3], *days), PROPOSED),
    }

    salutation = forms.ChoiceField(
        label=gettext_lazy("Anrede"),
        choices=PEOPLE,
        error_messages={"invalid_choice": gettext_lazy("Bitte wählen Sie eine Anrede aus der Liste.")},
    )
    first_name = _text(gettext_lazy("Vorname"), 60, gettext_lazy("Bitte geben Sie den Vornamen ein."))
    last_name = _text(gettext_lazy("Nachname"), 60, gettext_lazy("Bitte geben Sie den Nachnamen ein."))
    born_on_day = forms.CharField(label=gettext_lazy("Geburtsdatum"), required=False, max_length=2)
    born_on_month = forms.CharField(required=False, max_length=2)
    born_on_year = forms.CharField(required=False, max_length=4)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    @classmethod
    def typed_from(cls, now: Mapping[str, str]) -> dict[str, Any]:
        """Part the day into its three inputs."""
        year, month, day = now["born_on"].split("-")
        parts = dict(zip(cls.days, (str(int(day)), str(int(month)), year), strict=True))
        return {**{name: now[name] for name in cls.proposed[:3]}, **parts}

    def clean(self) -> dict[str, Any]:
        """Read the day of birth; it cannot lie ahead."""
        data = dict(self.cleaned_data)
        try:
            day, month, year = (int(data.get(name, "")) for name in self.days)
            born_on = date(year, month, day)
        except ValueError:
            self.add_error("born_on_day", _("Bitte geben Sie das Geburtsdatum ein, zum Beispiel 14 3 1988."))
            return data
        if not date(1900, 1, 1) <= born_on <= self.today:
            self.add_error(
                "born_on_day", _("Dieses Geburtsdatum kann nicht stimmen. Bitte prüfen Sie das Jahr.")
            )
        return {**data, "born_on": born_on.isoformat()}


FORMS: dict[Kind, type[ChangeForm]] = {
    form.kind: form for form in (AddressForm, NameForm, BankAccountForm, PersonForm)
}

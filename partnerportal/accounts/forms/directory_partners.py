"""Parse what the administrator types about partner firms."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from partnerportal.accounts.forms.days import DayField
from partnerportal.kernel.errors import Refused
from partnerportal.partners.queries import PartnerRow
from partnerportal.partners.rules import read_intermediary_number, read_register_number
from partnerportal.partners.services import Firm

FIRM = ("name", "intermediary_number", "register_number", "street", "postal_code", "city")


def _words(label: Any, longest: int, *, required: bool = True, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=longest,
        required=required,
        help_text=help_text,
        error_messages={
            "required": _("Bitte füllen Sie dieses Feld aus."),
            "max_length": _("Das ist zu lang. Bitte kürzen Sie die Angabe."),
        },
    )


class FirmForm(forms.Form):
    """Take what the register says about a firm."""

    catalogue: ClassVar = {name: f"partners.Partner.{name}" for name in FIRM}

    name = _words(_("Name der Firma"), 120)
    intermediary_number = _words(_("Vermittlernummer"), 20, help_text=_("4 bis 10 Zeichen"))
    register_number = _words(
        _("Registrierungsnummer (§ 11a GewO)"),
        25,
        required=False,
        help_text=_("Zum Beispiel D-ABCD-12345-67"),
    )
    street = _words(_("Straße und Hausnummer"), 80)
    postal_code = _words(_("Postleitzahl"), 10)
    city = _words(_("Ort"), 60)

    def clean_intermediary_number(self) -> str:
        """Return the number in its stored form. Raises: ValidationError with the rule's sentence."""
        return _by_rule(read_intermediary_number, self.cleaned_data["intermediary_number"])

    def clean_register_number(self) -> str:
        """Return the number in its stored form. Raises: ValidationError with the rule's sentence."""
        return _by_rule(read_register_number, self.cleaned_data["register_number"])

    def firm(self) -> Firm:
        """Return what the valid form says."""
        return Firm(**{name: self.cleaned_data[name] for name in FIRM})


class EndOfContractForm(forms.Form):
    """Take the last day of the contract with a firm; nothing typed means that it goes on."""

    catalogue: ClassVar = {"ended_on": "partners.Partner.ended_on"}

    ended_on = DayField(label=_("Letzter Tag des Vertrags"), required=False)


def firm_values(partner: PartnerRow) -> dict[str, str]:
    """Return a firm as the form begins with it."""
    return {name: getattr(partner, name) for name in FIRM}


def _by_rule(read: Callable[[str], str], text: str) -> str:
    try:
        return read(text)
    except Refused as refused:
        raise forms.ValidationError(gettext(refused.sentence), code=refused.code) from None

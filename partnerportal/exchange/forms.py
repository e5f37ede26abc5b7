"""Parse what the administrator chooses for a delivery."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

WITHOUT_SCRIPT_MB = 25
"""A form keeps its files in memory; the portal's upload handler cuts off what is larger."""
FULL = "gesamt"
SCOPES = [
    ("teil", _("Nein, nur ein Teil"), _("Verträge, die fehlen, bleiben unbeachtet.")),
    (FULL, _("Ja, der ganze Bestand"), _("Verträge, die fehlen, werden gemeldet. Gelöscht wird keiner.")),
]


class DeliveryForm(forms.Form):
    """Take a file without a script, and whether it holds the whole portfolio."""

    catalogue: ClassVar = {"datei": "exchange.ImportRun.content"}
    technical: ClassVar = {"umfang": "sagt etwas über die Datei, keine Person"}

    umfang = forms.ChoiceField(
        label=_("Enthält die Datei den Gesamtbestand?"),
        choices=[(value, label) for value, label, _hint in SCOPES],
        widget=forms.RadioSelect,
        initial="teil",
        error_messages={
            "required": _("Bitte wählen Sie, ob die Datei den Gesamtbestand enthält."),
            "invalid_choice": _("Bitte wählen Sie eine der beiden Antworten."),
        },
    )
    datei = forms.FileField(
        label=_("Datei"),
        error_messages={
            "required": _("Bitte wählen Sie eine Datei."),
            "empty": _("Die Datei ist leer. Bitte wählen Sie eine andere."),
        },
    )

    def clean_datei(self) -> Any:
        """Return the file. Raises: ValidationError when it was cut off."""
        file = self.cleaned_data["datei"]
        if file.too_large:
            raise forms.ValidationError(
                _("Ohne JavaScript darf die Datei %(size)s MB groß sein. Größere nimmt der Ordner an."),
                params={"size": WITHOUT_SCRIPT_MB},
            )
        return file

"""Parse which days a book extract covers, and in which form it is wanted."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

NOT_STORED = "Wahl für eine Datei, wird nicht gespeichert"
FORMS = [("csv", _("CSV")), ("xlsx", _("Excel")), ("pdf", _("PDF"))]
FORMATS = ["%d.%m.%Y", "%Y-%m-%d"]
_NO_DATE = _("Das ist kein Datum. Bitte schreiben Sie es so: 24.11.2026.")


class ExtractForm(forms.Form):
    """Take first and last day, both included, and the form of the file."""

    technical: ClassVar = {"von": NOT_STORED, "bis": NOT_STORED, "datei": NOT_STORED}

    von = forms.DateField(
        label=_("Von"),
        input_formats=FORMATS,
        error_messages={"required": _("Bitte geben Sie den ersten Tag ein."), "invalid": _NO_DATE},
    )
    bis = forms.DateField(
        label=_("Bis"),
        input_formats=FORMATS,
        error_messages={"required": _("Bitte geben Sie den letzten Tag ein."), "invalid": _NO_DATE},
    )
    datei = forms.ChoiceField(
        label=_("Datei"),
        choices=FORMS,
        error_messages={
            "required": _("Bitte wählen Sie eine Datei."),
            "invalid_choice": _("Diese Art von Datei gibt es nicht."),
        },
    )

    def clean(self) -> dict[str, Any]:
        """Refuse a period that ends before it begins."""
        cleaned = super().clean() or self.cleaned_data
        since, until = cleaned.get("von"), cleaned.get("bis")
        if since and until and until < since:
            self.add_error("bis", gettext("Der letzte Tag liegt vor dem ersten. Bitte tauschen Sie beide."))
        return cleaned

    def chosen(self) -> tuple[date, date, str]:
        """Return first day, last day and form; only of a valid form."""
        return self.cleaned_data["von"], self.cleaned_data["bis"], self.cleaned_data["datei"]

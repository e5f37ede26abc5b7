"""Read the contract search."""

from __future__ import annotations

from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST_SEARCH = 100


class SearchForm(forms.Form):
    """Take what to search for, and where to go on; both are used once and never stored."""

    technical: ClassVar = {
        "q": "Suchbegriff, wird nicht gespeichert",
        "nach": "Stelle der Liste, wird nicht gespeichert",
    }

    q = forms.CharField(
        max_length=LONGEST_SEARCH,
        error_messages={
            "required": _("Bitte geben Sie eine Nummer, einen Namen oder ein Geburtsdatum ein."),
            "max_length": _("Die Suche ist zu lang. Bitte geben Sie nur einen Namen oder eine Nummer ein."),
        },
    )
    nach = forms.CharField(required=False, max_length=200)

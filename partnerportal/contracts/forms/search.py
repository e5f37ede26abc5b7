"""Read the contract search, and what a list of contracts is narrowed by."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from partnerportal.contracts.queries import ContractFilter, ContractIds
from partnerportal.contracts.rules import LINES_OF_BUSINESS, PolicyState

LONGEST_SEARCH = 100
EXPIRING = "bald"
STATES = {"aktiv": PolicyState.RUNNING, "spaeter": PolicyState.FUTURE, "beendet": PolicyState.ENDED}
FILTERS = ("stand", "sparte", "offen")


class FilterForm(forms.Form):
    """Take what the contracts of a list have in common: words that name nobody, so an address may hold them."""

    technical: ClassVar = {
        "stand": "Filter der Liste, wird nicht gespeichert",
        "sparte": "Filter der Liste, wird nicht gespeichert",
        "offen": "Filter der Liste, wird nicht gespeichert",
    }

    stand = forms.ChoiceField(
        label=_("Stand"),
        required=False,
        choices=[
            ("", _("Alle")),
            ("aktiv", PolicyState.RUNNING.value),
            ("spaeter", PolicyState.FUTURE.value),
            ("beendet", PolicyState.ENDED.value),
            (EXPIRING, _("Endet in 90 Tagen")),
        ],
    )
    sparte = forms.ChoiceField(
        label=_("Sparte"), required=False, choices=[("", _("Alle")), *LINES_OF_BUSINESS.items()]
    )
    offen = forms.BooleanField(label=_("Nur mit offener Erstattung"), required=False)

    @property
    def words(self) -> dict[str, str]:
        """Return what was chosen, as an address or a hidden field holds it; words we do not know are left out."""
        self.is_valid()
        given = {name: self.cleaned_data.get(name) for name in FILTERS}
        return {name: "1" if value is True else str(value) for name, value in given.items() if value}

    def chosen(self, *, on: date, open_claims: ContractIds | None) -> ContractFilter:
        """Return the filter as of a day; `open_claims` are the contracts with one, None for who sees no claims."""
        words = self.words
        return ContractFilter(
            on=on,
            line_of_business=words.get("sparte", ""),
            state=STATES.get(words.get("stand", "")),
            is_expiring=words.get("stand") == EXPIRING,
            among=open_claims if "offen" in words else None,
        )


class SearchForm(FilterForm):
    """Take what to search for, and where to go on; both are used once and never stored."""

    technical: ClassVar = FilterForm.technical | {
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


class ExportForm(FilterForm):
    """Take which list to give out, and in which form."""

    technical: ClassVar = FilterForm.technical | {
        "q": "Suchbegriff, wird nicht gespeichert",
        "form": "Art der Datei, wird nicht gespeichert",
    }

    q = forms.CharField(required=False, max_length=LONGEST_SEARCH)
    form = forms.ChoiceField(choices=[("csv", "CSV"), ("xlsx", "XLSX")])

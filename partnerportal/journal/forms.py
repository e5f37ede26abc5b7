"""Read why the officer looks into the journal, and for what."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, ClassVar

from django import forms
from django.utils.functional import lazystr
from django.utils.translation import gettext_lazy as _

from partnerportal.journal.rules import LONGEST_REASON, PURPOSES, SHORTEST_REASON
from partnerportal.journal.services import Asked

ALL = "all"
KINDS = [(ALL, _("Alle Zeilen")), ("login", _("Anmeldungen")), ("failed_login", _("Fehlversuche"))]
USUAL_DAYS = timedelta(days=6)
DAY_ERRORS = {
    "required": _("Bitte geben Sie den Tag an, zum Beispiel 24.11.2026."),
    "invalid": _("Das ist kein Tag. Bitte schreiben Sie ihn so: 24.11.2026."),
}


class _DayInput(forms.DateInput):
    input_type = "date"


def _day(label: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        widget=_DayInput(format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d", "%d.%m.%Y"],
        error_messages=DAY_ERRORS,
    )


class FilterForm(forms.Form):
    """Take what to look for; the name is kept as a keyed hash only."""

    catalogue: ClassVar = {"name": "journal.Reading.asked_name_hash"}
    technical: ClassVar = {
        "kind": "Art der gesuchten Zeilen",
        "since": "Beginn des gesuchten Zeitraums",
        "until": "Ende des gesuchten Zeitraums",
    }

    since = _day(_("Von"))
    until = _day(_("Bis"))
    kind = forms.ChoiceField(
        label=_("Art"),
        choices=KINDS,
        error_messages={"required": _("Bitte wählen Sie, was Sie sehen möchten.")},
    )
    name = forms.EmailField(
        label=_("E-Mail-Adresse des Zugangs"),
        required=False,
        help_text=_("Leer zeigt alle Zugänge. Gespeichert wird nur ein Prüfwert."),
        error_messages={"invalid": _("Das ist keine E-Mail-Adresse. Bitte prüfen Sie die Schreibweise.")},
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )

    def clean(self) -> dict[str, Any]:
        """Refuse a period that ends before it begins."""
        values = super().clean() or self.cleaned_data
        since, until = values.get("since"), values.get("until")
        if since and until and until < since:
            self.add_error("until", _("Der Zeitraum endet vor seinem Beginn. Bitte prüfen Sie beide Tage."))
        return values

    @classmethod
    def usual_period(cls, today: date) -> dict[str, date]:
        """Return the period offered first: the last seven days."""
        return {"since": today - USUAL_DAYS, "until": today}

    def asked(self, account_named: Any) -> Asked:
        """Return what was asked for; `account_named` finds the account of a name."""
        values = self.cleaned_data
        name = values["name"]
        return Asked(
            since=values["since"],
            until=values["until"],
            kind="" if values["kind"] == ALL else values["kind"],
            name=name,
            account_id=account_named(name) if name else None,
        )


class ReadingForm(FilterForm):
    """Take the reason, without which the journal stays closed."""

    catalogue: ClassVar = {
        **FilterForm.catalogue,
        "purpose": "journal.Reading.purpose",
        "reason": "journal.Reading.reason",
    }

    field_order = ("purpose", "reason", "since", "until", "kind", "name")
    purpose = forms.ChoiceField(
        label=_("Anlass"),
        choices=[(key, lazystr(label)) for key, label in PURPOSES.items()],
        widget=forms.RadioSelect,
        error_messages={"required": _("Bitte wählen Sie einen Anlass.")},
    )
    reason = forms.CharField(
        label=_("Begründung"),
        min_length=SHORTEST_REASON,
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Mindestens zehn Zeichen. Bitte nennen Sie keine Namen."),
        error_messages={
            "required": _("Bitte begründen Sie die Einsicht."),
            "min_length": _("Die Begründung ist zu kurz. Bitte schreiben Sie mindestens zehn Zeichen."),
            "max_length": _("Die Begründung ist zu lang. Bitte kürzen Sie sie auf 300 Zeichen."),
        },
    )

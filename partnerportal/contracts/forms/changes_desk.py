"""Read what the department decides about requests, and which values of a contract are restricted."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerportal.contracts.forms.changes import LONGEST_NOTE, NOTE_ERRORS
from partnerportal.contracts.rules.changes import GUARD_TITLES, REASONS
from partnerportal.kernel.errors import Refused


class RefusalForm(forms.Form):
    """Take why a request is refused, and a word to the partner."""

    catalogue: ClassVar = {
        "reason": "contracts.ChangeRequest.reason",
        "note": "contracts.ChangeRequest.reason_note",
    }
    at_field: ClassVar = {"change.reason": "reason", "change.note": "note"}

    reason = forms.ChoiceField(
        label=gettext_lazy("Grund"),
        error_messages={
            "required": gettext_lazy("Bitte wählen Sie den Grund der Ablehnung."),
            "invalid_choice": gettext_lazy("Bitte wählen Sie den Grund der Ablehnung."),
        },
    )
    note = forms.CharField(
        label=gettext_lazy("Erläuterung für den Partner"),
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": LONGEST_NOTE}),
        help_text=gettext_lazy("Schreiben Sie, was fehlt oder nicht passt."),
        error_messages=NOTE_ERRORS,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("Bitte wählen")), *((code, _(reason.label)) for code, reason in REASONS.items())]
        self.fields["reason"].choices = choices  # type: ignore[attr-defined]

    def refuse(self, refused: Refused) -> None:
        """Note a rule's "no" at the field it is about."""
        self.add_error(self.at_field.get(refused.code), _(refused.sentence))


class RestrictionForm(forms.Form):
    """Take which values of a contract are restricted (Art. 18 GDPR), and since when."""

    catalogue: ClassVar = {
        "fields_kept": "contracts.DataGuard.fields",
        "since_day": "contracts.DataGuard.set_at",
        "since_month": "contracts.DataGuard.set_at",
        "since_year": "contracts.DataGuard.set_at",
    }
    days: ClassVar = ("since_day", "since_month", "since_year")

    fields_kept = forms.ChoiceField(
        label=gettext_lazy("Betroffene Angaben"),
        error_messages={
            "required": gettext_lazy("Bitte wählen Sie, welche Angaben betroffen sind."),
            "invalid_choice": gettext_lazy("Bitte wählen Sie, welche Angaben betroffen sind."),
        },
    )
    since_day = forms.CharField(label=gettext_lazy("Verlangt am"), required=False, max_length=2)
    since_month = forms.CharField(required=False, max_length=2)
    since_year = forms.CharField(required=False, max_length=4)

    def __init__(self, data: Mapping[str, Any] | None = None, *, today: date) -> None:
        parts = (str(today.day), str(today.month), str(today.year))
        super().__init__(data, initial=dict(zip(self.days, parts, strict=True)))
        choices = [(value, _(title)) for value, title in reversed(GUARD_TITLES.items())]
        self.fields["fields_kept"].choices = choices  # type: ignore[attr-defined]
        self.today = today

    def clean(self) -> dict[str, Any]:
        """Read the day; it cannot lie ahead."""
        data = dict(self.cleaned_data)
        try:
            day, month, year = (int(data.get(name, "")) for name in self.days)
            data["since"] = date(year, month, day)
        except ValueError:
            self.add_error("since_day", _("Bitte geben Sie das Datum ein, zum Beispiel 14 11 2026."))
            return data
        if not date(2000, 1, 1) <= data["since"] <= self.today:
            self.add_error("since_day", _("Dieser Tag liegt in der Zukunft oder zu weit zurück."))
        return data

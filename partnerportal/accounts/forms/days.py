"""Take a day typed in three inputs; shown by the macro `date` of "ui/macros/fields.html"."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

PARTS = ("day", "month", "year")
Typed = tuple[str, str, str]


class DayInput(forms.Widget):
    """Read the three inputs `<name>_day`, `<name>_month` and `<name>_year`."""

    input_type = "day"

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Typed:
        """Return what was typed, as it was typed."""
        day, month, year = (str(data.get(f"{name}_{part}", "")).strip() for part in PARTS)
        return day, month, year


class DayField(forms.Field):
    """Return a day with a year of four digits, or None when nothing is typed and nothing is required."""

    widget = DayInput
    default_error_messages = {
        "required": _("Bitte geben Sie das Datum ein, zum Beispiel 14 3 1988."),
        "numbers": _("Bitte geben Sie Tag, Monat und Jahr als Zahlen ein, das Jahr mit vier Ziffern."),
        "impossible": _("Diesen Tag gibt es im Kalender nicht. Bitte prüfen Sie das Datum."),
    }

    def clean(self, value: Typed | None) -> date | None:
        """Return the day. Raises: ValidationError."""
        typed = value or ("", "", "")
        if not any(typed):
            if self.required:
                raise forms.ValidationError(self.error_messages["required"], code="required")
            return None
        if not all(part.isascii() and part.isdigit() for part in typed) or len(typed[2]) != 4:
            raise forms.ValidationError(self.error_messages["numbers"], code="numbers")
        try:
            return date(int(typed[2]), int(typed[1]), int(typed[0]))
        except ValueError:
            raise forms.ValidationError(self.error_messages["impossible"], code="impossible") from None


def typed_day(day: date | None) -> Typed:
    """Return a day as it would be typed, to begin with."""
    return (str(day.day), str(day.month), str(day.year)) if day else ("", "", "")

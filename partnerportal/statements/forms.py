"""Parse what is asked about a line, and how a clerk corrects one."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from partnerportal.kernel.errors import Refused
from partnerportal.kernel.money import MINUS, parse_amount

LONGEST_QUESTION = 4000
MINUSES = ("-", "–", MINUS)
ZERO = Decimal("0.00")


class QuestionForm(forms.Form):
    """Ask the department about a line."""

    catalogue: ClassVar = {"text": "messages.Message.text"}

    text = forms.CharField(
        label=_("Was stimmt nicht?"),
        max_length=LONGEST_QUESTION,
        widget=forms.Textarea,
        error_messages={
            "required": _("Bitte schreiben Sie, was an diesem Posten nicht stimmt."),
            "max_length": _("Bitte kürzen Sie die Nachricht auf 4.000 Zeichen."),
        },
    )


class CorrectionForm(forms.Form):
    """Say what a booking should have been; zero and negative amounts are right ones here."""

    catalogue: ClassVar = {"right_amount": "statements.StatementLine.amount"}

    right_amount = forms.CharField(
        label=_("Richtiger Betrag"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "text"}),
        error_messages={"required": _("Bitte geben Sie den richtigen Betrag ein, zum Beispiel −84,50.")},
    )

    def clean_right_amount(self) -> Decimal:
        """Return the amount with its sign."""
        text = self.cleaned_data["right_amount"].strip()
        is_negative = text.startswith(MINUSES)
        try:
            amount = parse_amount(text[1:] if is_negative else text)
        except Refused as refused:
            if refused.code == "amount.zero":
                return ZERO
            raise forms.ValidationError(gettext(refused.sentence)) from None
        return -amount if is_negative else amount


class ClosingForm(forms.Form):
    """Carry the figures the clerk looked at."""

    catalogue: ClassVar = {
        "total": "statements.Statement.total",
        "count": "statements.Statement.line_count",
    }

    total = forms.DecimalField(max_digits=14, decimal_places=2, widget=forms.HiddenInput)
    count = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

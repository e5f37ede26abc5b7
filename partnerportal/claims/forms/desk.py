"""Parse what a clerk writes about a case."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerportal.claims.queries.case_parts import CaseInvoice
from partnerportal.claims.rules.decisions import REASONS
from partnerportal.kernel.errors import Refused
from partnerportal.kernel.money import currency_of, parse_amount

LONGEST_QUESTION = 2000
LONGEST_NOTE = 1000

OUTCOMES = [
    ("full", gettext_lazy("Voll erstatten")),
    ("part", gettext_lazy("Teilweise erstatten")),
    ("refused", gettext_lazy("Ablehnen")),
]
FIELD_OF_REFUSAL = {
    "decision.outcome": "outcome",
    "decision.amount": "paid_amount",
    "decision.reason": "reason",
}


class DecisionForm(forms.Form):
    """Decide one invoice; its fields carry the invoice's position, for several stand in one page."""

    catalogue: ClassVar = {
        "outcome": "claims.Invoice.outcome",
        "paid_amount": "claims.Invoice.paid_amount",
        "reason": "claims.Invoice.reason",
        "note": "claims.Invoice.reason_note",
    }

    outcome = forms.ChoiceField(
        label=gettext_lazy("Entscheidung"),
        choices=OUTCOMES,
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Bitte wählen Sie, ob wir voll, teilweise oder nicht erstatten.")
        },
    )
    paid_amount = forms.CharField(label=gettext_lazy("Betrag der Erstattung"), required=False, max_length=40)
    reason = forms.ChoiceField(label=gettext_lazy("Grund"), required=False)
    note = forms.CharField(
        label=gettext_lazy("Erläuterung für den Partner"),
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea,
        error_messages={"max_length": gettext_lazy("Bitte kürzen Sie die Erläuterung auf 1.000 Zeichen.")},
    )

    def __init__(self, data: Any = None, *, invoice: CaseInvoice) -> None:
        super().__init__(data, prefix=f"r{invoice.position}", initial=_decided(invoice))
        self.invoice = invoice
        self.fields["reason"].choices = [("", _("Bitte wählen")), *reason_choices()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Read the amount where one is wanted; whether it fits the decision is the rule's matter."""
        data = dict(self.cleaned_data)
        data["paid_amount"] = None
        if data.get("outcome") == "part":
            data["paid_amount"] = self._amount()
        return data

    def refuse(self, refused: Refused) -> None:
        """Note a rule's "no" at the field it is about."""
        self.add_error(FIELD_OF_REFUSAL.get(refused.code), _(refused.sentence))

    def _amount(self) -> Decimal | None:
        try:
            return parse_amount(self.cleaned_data.get("paid_amount", ""), self.invoice.currency)
        except Refused as refused:
            self.add_error("paid_amount", _(refused.sentence))
        return None


class QuestionForm(forms.Form):
    """Ask the partner something."""

    catalogue: ClassVar = {"text": "claims.InformationRequest.question"}

    text = forms.CharField(
        label=gettext_lazy("Ihre Frage an den Partner"),
        max_length=LONGEST_QUESTION,
        widget=forms.Textarea,
        error_messages={
            "required": gettext_lazy("Bitte schreiben Sie, was Sie vom Partner wissen möchten."),
            "max_length": gettext_lazy("Bitte kürzen Sie die Frage auf 2.000 Zeichen."),
        },
    )

    def refuse(self, refused: Refused) -> None:
        """Note a rule's "no"."""
        self.add_error("text" if refused.code == "question.empty" else None, _(refused.sentence))


def reason_choices() -> list[tuple[str, str]]:
    """Return the reasons; one that fits a single decision says which."""
    only = {
        frozenset({"part"}): _("%(reason)s (nur teilweise)"),
        frozenset({"refused"}): _("%(reason)s (nur Ablehnung)"),
    }
    return [
        (reason.code, only.get(reason.for_outcomes, "%(reason)s") % {"reason": _(reason.label)})
        for reason in REASONS
    ]


def _decided(invoice: CaseInvoice) -> dict[str, str]:
    """Return the decision taken before, as a person would fill it in."""
    if invoice.outcome is None or invoice.paid_amount is None:
        return {}
    unit = currency_of(invoice.currency).smallest_unit
    is_part = invoice.outcome == "part"
    return {
        "outcome": invoice.outcome,
        "paid_amount": f"{invoice.paid_amount.quantize(unit):f}".replace(".", ",") if is_part else "",
        "reason": invoice.reason.code if invoice.reason else "",
        "note": invoice.note,
    }

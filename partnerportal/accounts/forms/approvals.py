"""Parse how administrator and owner decide a registration."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerportal.kernel.errors import Refused
from partnerportal.partners.rules import read_intermediary_number

LONGEST_TEXT = 2000
OTHER = "other"


class ApproveForm(forms.Form):
    """Choose the firm somebody belongs to: a candidate, or another by its number. Nothing is chosen before."""

    catalogue: ClassVar = {"partner": "accounts.Registration.partner"}
    technical: ClassVar = {"number": "Suche im Partnerverzeichnis, gespeichert wird der gefundene Partner"}

    partner = forms.ChoiceField(
        label=gettext_lazy("Zu welchem Partner gehört die Person?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Bitte wählen Sie, zu welchem Partner die Person gehört."),
            "invalid_choice": gettext_lazy("Bitte wählen Sie einen der gezeigten Partner."),
        },
    )
    number = forms.CharField(
        label=gettext_lazy("Vermittlernummer des anderen Partners"), required=False, max_length=30
    )

    def __init__(self, *args: Any, choices: Iterable[tuple[UUID, str]] = (), **kwargs: Any) -> None:
        """Take the candidates: id and name of each firm."""
        super().__init__(*args, **kwargs)
        listed = [(str(partner_id), name) for partner_id, name in choices]
        self.fields["partner"].choices = [*listed, (OTHER, _("Ein anderer Partner"))]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Read the number where another firm is meant."""
        data = dict(self.cleaned_data)
        if data.get("partner") != OTHER:
            return data | {"number": ""}
        try:
            data["number"] = read_intermediary_number(data.get("number", ""))
        except Refused as refused:
            self.add_error("number", _(refused.sentence))
        return data


class ApplicantQuestionForm(forms.Form):
    """Ask the applicant something."""

    catalogue: ClassVar = {"question": "accounts.Registration.question"}

    question = forms.CharField(
        label=gettext_lazy("Ihre Frage"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"maxlength": str(LONGEST_TEXT), "rows": 4}),
        error_messages={
            "required": gettext_lazy("Bitte schreiben Sie, was Sie wissen möchten."),
            "max_length": gettext_lazy("Bitte kürzen Sie die Frage auf 2.000 Zeichen."),
        },
    )


class RefuseForm(forms.Form):
    """Refuse with a reason the applicant reads."""

    catalogue: ClassVar = {"reason": "accounts.Registration.reason"}

    reason = forms.CharField(
        label=gettext_lazy("Grund der Ablehnung"),
        max_length=LONGEST_TEXT,
        help_text=gettext_lazy("Die Person liest diesen Text."),
        widget=forms.Textarea(attrs={"maxlength": str(LONGEST_TEXT), "rows": 4}),
        error_messages={
            "required": gettext_lazy("Bitte nennen Sie den Grund der Ablehnung."),
            "max_length": gettext_lazy("Bitte kürzen Sie den Grund auf 2.000 Zeichen."),
        },
    )


class WelcomeForm(forms.Form):
    """Give a new colleague rights, each by its own box; nothing is ticked before."""

    catalogue: ClassVar = {
        "statements": "accounts.Account.may_see_statements",
        "claims": "accounts.Account.may_see_claims",
        "contracts": "accounts.Account.may_see_contracts",
    }

    statements = forms.BooleanField(label=gettext_lazy("Abrechnungen sehen"), required=False)
    claims = forms.BooleanField(label=gettext_lazy("Erstattungen sehen und einreichen"), required=False)
    contracts = forms.BooleanField(label=gettext_lazy("Verträge sehen"), required=False)

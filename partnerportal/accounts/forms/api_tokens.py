"""Parse the wish for a token of the interface."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, ClassVar

from django import forms
from django.utils.functional import lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from partnerportal.accounts.rules.api_tokens import LIVES, LONGEST_NAME, scopes_open_to
from partnerportal.kernel.viewer import Viewer

_translated = lazy(gettext, str)


class TokenForm(forms.Form):
    """Ask for the purpose, what the token may do and how long; only what the person itself may is offered."""

    catalogue: ClassVar = {
        "name": "accounts.ApiToken.name",
        "scopes": "accounts.ApiToken.scopes",
        "days": "accounts.ApiToken.ends_on",
    }

    name = forms.CharField(
        label=_("Wofür ist der Schlüssel?"),
        max_length=LONGEST_NAME,
        help_text=_("Zum Beispiel der Name Ihres Verwaltungsprogramms."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={
            "required": _("Bitte geben Sie an, wofür der Schlüssel ist."),
            "max_length": _("Bitte kürzen Sie den Zweck auf 60 Zeichen."),
        },
    )
    scopes = forms.MultipleChoiceField(
        label=_("Was darf er?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Bitte wählen Sie mindestens eines aus.")},
    )
    days = forms.TypedChoiceField(
        label=_("Wie lange gilt er?"),
        coerce=int,
        initial=max(LIVES),
        choices=[(days, _translated(words)) for days, words in LIVES.items()],
        widget=forms.RadioSelect,
        error_messages={"required": _("Bitte wählen Sie, wie lange der Schlüssel gilt.")},
    )

    def __init__(self, *args: Any, viewer: Viewer, today: date, **kwargs: Any) -> None:
        """Offer what the viewer may do."""
        super().__init__(*args, **kwargs)
        self.today = today
        offered = [(scope.key, _translated(scope.label)) for scope in scopes_open_to(viewer)]
        self.fields["scopes"].choices = offered  # type: ignore[attr-defined]

    def ends_on(self) -> date:
        """Return the token's last day (Berlin); call it on a valid form."""
        return self.today + timedelta(days=self.cleaned_data["days"])

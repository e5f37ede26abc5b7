"""Parse the answer to a question of the department."""

from __future__ import annotations

from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST_ANSWER = 4000


class AnswerForm(forms.Form):
    """Take the text; whether text or files are enough is the service's rule."""

    catalogue: ClassVar = {"text": "claims.InformationRequest.answer"}

    text = forms.CharField(
        required=False,
        max_length=LONGEST_ANSWER,
        error_messages={
            "max_length": _(
                "Die Antwort ist zu lang. Bitte kürzen Sie sie auf 4.000 Zeichen, oder fügen Sie eine Datei hinzu."
            )
        },
    )

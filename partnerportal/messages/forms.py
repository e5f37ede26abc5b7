"""Parse a message of a thread."""

from __future__ import annotations

from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST_MESSAGE = 4000


class MessageForm(forms.Form):
    """Take the words."""

    catalogue: ClassVar = {"text": "messages.Message.text"}

    text = forms.CharField(
        label=_("Ihre Nachricht"),
        max_length=LONGEST_MESSAGE,
        widget=forms.Textarea,
        error_messages={
            "required": _("Bitte schreiben Sie Ihre Nachricht."),
            "max_length": _("Bitte kürzen Sie die Nachricht auf 4.000 Zeichen."),
        },
    )

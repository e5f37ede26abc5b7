"""Parse what is ticked before the first page with data."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from partnerportal.accounts.terms import NOTICE_VERSION, TERMS_VERSION


class EntranceForm(forms.Form):
    """Ask for terms and notice separately, each by the version shown; only what is still missing is asked."""

    catalogue: ClassVar = {
        "terms": "accounts.Account.terms_version",
        "notice": "accounts.Account.notice_version",
    }
    technical: ClassVar = {"next": "Seite, die danach erscheint, wird nicht gespeichert"}

    terms = forms.CharField(required=False)
    notice = forms.CharField(required=False)
    next = forms.CharField(required=False)

    def __init__(self, *args: Any, terms_version: str, notice_version: str, **kwargs: Any) -> None:
        """Take what the account accepted so far."""
        super().__init__(*args, **kwargs)
        if terms_version == TERMS_VERSION:
            del self.fields["terms"]
        if notice_version == NOTICE_VERSION:
            del self.fields["notice"]

    def clean_terms(self) -> str:
        """Return the version accepted. Raises: ValidationError unless it is the one in force."""
        return self._in_force(
            "terms",
            TERMS_VERSION,
            _("Bitte nehmen Sie die Nutzungsbedingungen an. Sonst können wir das Portal nicht öffnen."),
        )

    def clean_notice(self) -> str:
        """Return the version acknowledged. Raises: ValidationError unless it is the one in force."""
        return self._in_force(
            "notice",
            NOTICE_VERSION,
            _("Bitte bestätigen Sie, dass Sie die Datenschutzerklärung zur Kenntnis genommen haben."),
        )

    def _in_force(self, name: str, version: str, missing: Any) -> str:
        given: str = self.cleaned_data[name]
        if not given:
            raise forms.ValidationError(missing)
        if given != version:
            raise forms.ValidationError(
                _("Inzwischen gilt eine neue Fassung. Bitte lesen Sie sie, und bestätigen Sie dann.")
            )
        return given

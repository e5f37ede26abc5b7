"""Parse what the administrator types about departments."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

EMAIL_ERRORS = {
    "required": _("Bitte geben Sie die E-Mail-Adresse ein."),
    "invalid": _("Das ist keine E-Mail-Adresse. Bitte prüfen Sie die Schreibweise."),
}
NOBODY = ("", _("Niemand"))
People = Sequence[tuple[UUID, str]]


class DepartmentForm(forms.Form):
    """Take name and mailbox of a department, and whether it keeps the contracts."""

    technical: ClassVar = {
        "name": "Name der Abteilung, keine Person",
        "email": "Sammelpostfach der Abteilung, keine Person",
        "keeps_contracts": "Aufgabe der Abteilung, keine Person",
    }
    # A subclass adds fields behind these; the box stands last all the same.
    field_order = ["name", "email", "deputy", "keeps_contracts"]

    name = forms.CharField(
        label=_("Name der Abteilung"),
        max_length=60,
        error_messages={
            "required": _("Bitte geben Sie der Abteilung einen Namen."),
            "max_length": _("Der Name ist zu lang. Erlaubt sind 60 Zeichen."),
        },
    )
    email = forms.EmailField(
        label=_("Sammelpostfach"),
        max_length=254,
        help_text=_("Dorthin melden wir, dass es Neues gibt."),
        error_messages=EMAIL_ERRORS,
    )
    keeps_contracts = forms.BooleanField(
        label=_("Führt die Verträge"),
        required=False,
        help_text=_(
            "Die Abteilung sieht dann alle Verträge, die Personen darin und die Abrechnungen aller Partner. "
            "Sie entscheidet über gewünschte Änderungen."
        ),
    )


class DepartmentEditForm(DepartmentForm):
    """Take the deputy too: one of the operator's people."""

    catalogue: ClassVar = {"deputy": "routing.Department.deputy"}

    deputy = forms.ChoiceField(
        label=_("Vertretung"),
        required=False,
        help_text=_("Diese Person bekommt die Nachrichten der Abteilung auch."),
        error_messages={"invalid_choice": _("Diese Person gibt es nicht. Bitte wählen Sie eine der Liste.")},
    )

    def __init__(self, *args: Any, people: People, **kwargs: Any) -> None:
        """Offer these people as deputies."""
        super().__init__(*args, **kwargs)
        options = [NOBODY, *((str(person_id), name) for person_id, name in people)]
        self.fields["deputy"].choices = options  # type: ignore[attr-defined]

    def clean_deputy(self) -> UUID | None:
        """Return the chosen person's account, None for nobody."""
        chosen: str = self.cleaned_data["deputy"]
        return UUID(chosen) if chosen else None


class AdmitForm(forms.Form):
    """Take who becomes a clerk of the department."""

    catalogue: ClassVar = {"person": "accounts.Account.department"}

    person = forms.ChoiceField(
        label=_("Person aufnehmen"),
        error_messages={
            "required": _("Bitte wählen Sie eine Person."),
            "invalid_choice": _("Diese Person gibt es nicht. Bitte wählen Sie eine der Liste."),
        },
    )

    def __init__(self, *args: Any, people: People, **kwargs: Any) -> None:
        """Offer these people."""
        super().__init__(*args, **kwargs)
        options = [("", _("Bitte wählen")), *((str(person_id), name) for person_id, name in people)]
        self.fields["person"].choices = options  # type: ignore[attr-defined]

    def clean_person(self) -> UUID:
        """Return the chosen person's account."""
        return UUID(self.cleaned_data["person"])


class InviteClerkForm(forms.Form):
    """Take the address of a clerk to invite into the department."""

    catalogue: ClassVar = {"email": "accounts.Invitation.email"}

    email = forms.EmailField(label=_("E-Mail-Adresse"), max_length=254, error_messages=EMAIL_ERRORS)

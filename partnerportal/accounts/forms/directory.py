"""Parse what leaders type about accounts: rights, roles, invitations, searches."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.functional import lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from partnerportal.accounts.rules.directory import ROLE_CHOICES, ROLE_NAMES, Rights
from partnerportal.kernel.viewer import Role

EMAIL_ERRORS = {
    "required": _("Bitte geben Sie die E-Mail-Adresse ein."),
    "invalid": _("Das ist keine E-Mail-Adresse. Bitte prüfen Sie die Schreibweise."),
    "max_length": _("Diese E-Mail-Adresse ist zu lang. Erlaubt sind 254 Zeichen."),
}
ROLE_ERRORS = {
    "required": _("Bitte wählen Sie eine Rolle."),
    "invalid_choice": _("Bitte wählen Sie eine der angebotenen Rollen."),
}
RIGHTS = (
    ("claims", _("Erstattungsanträge ansehen und einreichen")),
    ("contracts", _("Verträge und versicherte Personen ansehen")),
    ("statements", _("Partnerabrechnungen ansehen")),
)
RIGHT_COLUMNS = {"rights": "accounts.Account.may_see_claims"}
_translated = lazy(gettext, str)


def role_options(*roles: Role) -> list[tuple[str, Any]]:
    """Return roles as options of a choice."""
    return [(role.value, _translated(ROLE_NAMES[role])) for role in roles]


def rights_of(chosen: list[str]) -> Rights:
    """Return the ticked rights."""
    return Rights(**{name: name in chosen for name, _label in RIGHTS})


def ticked(rights: Rights) -> list[str]:
    """Return rights as they are ticked."""
    return [name for name, _label in RIGHTS if getattr(rights, name)]


class RightsForm(forms.Form):
    """Take the rights of a member of staff; none ticked is an answer too."""

    catalogue: ClassVar = RIGHT_COLUMNS

    rights = forms.MultipleChoiceField(
        label=_("Darf sehen"), choices=RIGHTS, required=False, widget=forms.CheckboxSelectMultiple
    )

    def clean_rights(self) -> Rights:
        """Return the ticked rights."""
        return rights_of(self.cleaned_data["rights"])


class RoleForm(forms.Form):
    """Take another role of the same house."""

    catalogue: ClassVar = {"role": "accounts.Account.role"}

    role = forms.ChoiceField(label=_("Rolle"), widget=forms.RadioSelect, error_messages=ROLE_ERRORS)

    def __init__(self, *args: Any, role: Role, **kwargs: Any) -> None:
        """Offer the roles somebody in `role` may change to."""
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = role_options(*ROLE_CHOICES[role])  # type: ignore[attr-defined]

    def clean_role(self) -> Role:
        """Return the chosen role."""
        return Role(self.cleaned_data["role"])


class InvitationForm(forms.Form):
    """Take the address of somebody to invite; the role is chosen by the page."""

    catalogue: ClassVar = {"email": "accounts.Invitation.email"}

    email = forms.EmailField(
        label=_("E-Mail-Adresse"),
        max_length=254,
        error_messages=EMAIL_ERRORS,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )


class InviteOperatorForm(InvitationForm):
    """Invite somebody of the operator; clerks are invited at their department."""

    catalogue: ClassVar = {**InvitationForm.catalogue, "role": "accounts.Invitation.role"}

    role = forms.ChoiceField(
        label=_("Rolle"),
        choices=role_options(Role.OFFICER, Role.ADMINISTRATOR),
        widget=forms.RadioSelect,
        error_messages=ROLE_ERRORS,
    )


class InviteColleagueForm(InvitationForm):
    """Invite somebody of one's own firm; rights count for staff only, an owner sees everything."""

    catalogue: ClassVar = {
        **InvitationForm.catalogue,
        "role": "accounts.Invitation.role",
        "rights": "accounts.Invitation.may_see_claims",
    }

    role = forms.ChoiceField(
        label=_("Rolle"),
        choices=role_options(Role.STAFF, Role.OWNER),
        widget=forms.RadioSelect,
        error_messages=ROLE_ERRORS,
    )
    rights = forms.MultipleChoiceField(
        label=_("Darf sehen"),
        choices=RIGHTS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Gilt für die Mitarbeit. Die Leitung sieht immer alles."),
    )

    def clean_rights(self) -> Rights:
        """Return the ticked rights."""
        return rights_of(self.cleaned_data["rights"])


class PeopleSearchForm(forms.Form):
    """Take what to search for, and where to go on; both are used once and never stored."""

    technical: ClassVar = {
        "q": "Suchbegriff, wird nicht gespeichert",
        "nach": "Stelle der Liste, wird nicht gespeichert",
    }

    q = forms.CharField(required=False, max_length=100)
    nach = forms.CharField(required=False, max_length=200)

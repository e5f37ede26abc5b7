"""Decide who may be invited into what, by whom, and for how long. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from partnerportal.accounts.rules.directory import Rights
from partnerportal.kernel.errors import Refused
from partnerportal.kernel.errors import marked_for_translation as _
from partnerportal.kernel.viewer import PARTNER_ROLES, Role, Viewer

INVITED_FOR = timedelta(hours=72)


@dataclass(frozen=True, slots=True)
class Place:
    """Say what somebody is invited into: a role with its firm or department."""

    role: Role
    partner_id: UUID | None = None
    department_id: UUID | None = None
    rights: Rights = field(default_factory=Rights)


def check_may_invite(actor: Viewer, place: Place) -> None:
    """Let owners invite into their own firm, administrators into the operator's house and owners into any firm.

    Raises: Refused ("invitation.foreign").
    """
    if actor.role is Role.OWNER and place.role in PARTNER_ROLES and place.partner_id == actor.partner_id:
        return
    if actor.role is Role.ADMINISTRATOR and place.role is not Role.STAFF:
        return
    raise Refused("invitation.foreign", _("In diese Rolle können Sie niemanden einladen."))


def known_here(*, is_removed: bool) -> Refused:
    """Return the refusal of an address that already has an account where the inviter may know it."""
    if is_removed:
        return Refused(
            "invitation.removed",
            _(
                "Das Konto mit dieser Adresse wurde entfernt. 30 Tage danach ist sie wieder frei. "
                "Nutzen Sie bis dahin eine andere Adresse."
            ),
        )
    return Refused(
        "invitation.known", _("Zu dieser Adresse gibt es schon ein Konto. Sie finden es in der Liste.")
    )


def invited_already() -> Refused:
    """Return the refusal of an address that is invited already."""
    return Refused(
        "invitation.twice",
        _("Diese Adresse ist schon eingeladen. Senden Sie die Einladung in der Liste noch einmal."),
    )

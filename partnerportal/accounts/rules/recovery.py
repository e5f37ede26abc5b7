"""Decide about the recovery of a lost second factor: two people, then a waiting time. Pure."""

from __future__ import annotations

from uuid import UUID

from partnerportal.kernel.errors import Refused
from partnerportal.kernel.errors import marked_for_translation as _
from partnerportal.kernel.viewer import Role, Viewer


def check_decider(decider: Viewer, *, account_id: UUID, partner_id: UUID | None, first: UUID | None) -> None:
    """Raise Refused unless this person may be the next to agree.

    Owners decide about their own firm, administrators about everybody. Nobody decides about themselves or twice. For
    the operator's own people both are administrators by that; for a partner's, two owners or one administrator more.
    """
    leads = decider.role is Role.ADMINISTRATOR or (
        decider.role is Role.OWNER and partner_id is not None and decider.partner_id == partner_id
    )
    if not leads:
        raise Refused("recovery.not_yours", _("Über diese Wiederherstellung entscheiden andere."))
    if decider.account == account_id:
        raise Refused(
            "recovery.own", _("Über die eigene Wiederherstellung entscheiden zwei andere Personen.")
        )
    if first == decider.account:
        raise Refused(
            "recovery.twice",
            _("Sie haben schon zugestimmt. Jetzt muss eine zweite Person zustimmen."),
        )

"""Read open invitations: whoever may invite into a house sees who is invited there."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from partnerportal.accounts.models import Invitation
from partnerportal.accounts.rules.directory import Rights, name_of
from partnerportal.kernel.viewer import PARTNER_ROLES, Role, Viewer


@dataclass(frozen=True, slots=True)
class InvitationRow:
    """Hold an invitation as lists show it; `is_open` is False once its 72 hours are over."""

    id: UUID
    email: str = field(repr=False)
    role: Role
    rights: Rights
    house: str
    invited_by: str = field(repr=False)
    expires_at: datetime
    is_open: bool


def invitations_of(viewer: Viewer) -> QuerySet[Invitation]:
    """Return the door in front of the wall: whose invitations the viewer may see."""
    if viewer.role is Role.ADMINISTRATOR:
        return Invitation.objects.all()
    if viewer.role is Role.OWNER:
        return Invitation.objects.filter(partner_id=viewer.partner, role__in=PARTNER_ROLES)
    return Invitation.objects.none()


def invitation_rows(
    *,
    viewer: Viewer,
    now: datetime,
    partner_id: UUID | None = None,
    department_id: UUID | None = None,
) -> tuple[InvitationRow, ...]:
    """Return the invitations into a firm, into a department, or (without either) into the operator's house."""
    invitations = invitations_of(viewer)
    if partner_id or department_id:
        house = {"partner_id": partner_id} if partner_id else {"department_id": department_id}
        invitations = invitations.filter(**house)
    else:
        invitations = invitations.filter(partner__isnull=True)
    rows = invitations.order_by("-created_at", "id").values_list(*_COLUMNS, named=True)
    return tuple(_row(row, now) for row in rows)


_COLUMNS = (
    "id",
    "email",
    "role",
    "may_see_statements",
    "may_see_claims",
    "may_see_contracts",
    "partner__name",
    "department__name",
    "invited_by__first_name",
    "invited_by__last_name",
    "expires_at",
)


def _row(row: Any, now: datetime) -> InvitationRow:
    return InvitationRow(
        id=row.id,
        email=row.email,
        role=Role(row.role),
        rights=Rights(row.may_see_statements, row.may_see_claims, row.may_see_contracts),
        house=row.partner__name or row.department__name or "",
        invited_by=name_of(row.invited_by__first_name, row.invited_by__last_name),
        expires_at=row.expires_at,
        is_open=row.expires_at > now,
    )

"""Read recoveries of lost second factors."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from partnerportal.accounts.models import Account, FactorRecovery
from partnerportal.kernel.viewer import Role, Viewer


@dataclass(frozen=True, slots=True)
class Waiting:
    """Hold how far the recovery of one account is; `opens_at` is set once both agreed."""

    asked_at: datetime
    agreed: int
    opens_at: datetime | None


@dataclass(frozen=True, slots=True)
class RecoveryRow:
    """Hold a recovery for those who decide; `may_agree` is false for the own account and who agreed already."""

    id: UUID
    asked_at: datetime
    first_at: datetime | None
    opens_at: datetime | None
    may_agree: bool
    name: str = field(repr=False)
    organisation: str = field(repr=False)


def recovery_of(account_id: UUID) -> Waiting | None:
    """Return the recovery of an account. For the gate and the account itself."""
    row = FactorRecovery.objects.filter(account_id=account_id).first()
    if row is None:
        return None
    return Waiting(row.asked_at, sum(at is not None for at in (row.first_at, row.second_at)), row.opens_at)


def recoveries(*, viewer: Viewer) -> tuple[RecoveryRow, ...]:
    """Return what the viewer decides about, oldest first: an owner the own firm's, an administrator everybody's."""
    rows = FactorRecovery.objects.order_by("asked_at", "id")
    if viewer.role is not Role.ADMINISTRATOR:
        rows = rows.filter(partner_id=viewer.partner)
    names = ("account__first_name", "account__last_name", "account__partner__name")
    listed = rows.values_list("id", "asked_at", "first_at", "opens_at", "account_id", "first_by_id", *names)
    return tuple(
        RecoveryRow(
            id=row_id,
            asked_at=asked_at,
            first_at=first_at,
            opens_at=opens_at,
            may_agree=opens_at is None and viewer.account not in (account_id, first_by),
            name=f"{first_name} {last_name}",
            organisation=partner or "",
        )
        for row_id, asked_at, first_at, opens_at, account_id, first_by, first_name, last_name, partner in listed
    )


def deciders(account: Account) -> list[UUID]:
    """Return who is told about a recovery: administrators, and for a partner's account its other owners."""
    leading = Account.objects.filter(is_active=True, role=Role.ADMINISTRATOR)
    if account.partner_id is not None:
        leading |= Account.objects.filter(is_active=True, role=Role.OWNER, partner_id=account.partner_id)
    return list(leading.exclude(id=account.id).order_by("id").values_list("id", flat=True))

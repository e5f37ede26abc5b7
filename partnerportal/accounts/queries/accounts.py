"""Read accounts."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple
from uuid import UUID

from partnerportal.accounts.models import Account, ReadingCount
from partnerportal.accounts.rules.sign_in import firm_is_open
from partnerportal.kernel.viewer import Role, Viewer


def viewer_of(account: Account) -> Viewer:
    """Return the viewer an account acts as; an owner has every right of the partner.

    A clerk of the department that keeps contracts sees contracts and statements of all partners (ADR 19).
    """
    is_owner = account.role == Role.OWNER
    keeps_contracts = account.department is not None and account.department.keeps_contracts
    return Viewer(
        role=Role(account.role),
        account_id=account.id,
        partner_id=account.partner_id,
        department_id=account.department_id,
        may_see_statements=is_owner or keeps_contracts or account.may_see_statements,
        may_see_claims=is_owner or account.may_see_claims,
        may_see_contracts=is_owner or keeps_contracts or account.may_see_contracts,
        display_name=f"{account.first_name} {account.last_name}",
        organisation=_organisation(account),
        language=account.language,
    )


def may_enter(account: Account, today: date) -> bool:
    """Say whether an account is let in: it is active, and its firm is neither blocked nor past its end (Berlin)."""
    firm = account.partner
    return account.is_active and (
        firm is None or firm_is_open(blocked_at=firm.blocked_at, ended_on=firm.ended_on, today=today)
    )


class Reach(NamedTuple):
    """Say where news for somebody is sent, and in which language."""

    email: str
    language: str


def reach_of(account_id: UUID) -> Reach | None:
    """Return where news for an account is sent, None when it is gone or inactive. For the worker."""
    row = Account.objects.filter(id=account_id, is_active=True).values_list("email", "language").first()
    return Reach(*row) if row else None


def reaches_of(account_id: UUID) -> tuple[Reach, ...]:
    """Return where news for an account are sent: to itself, or once it is closed to the owners of its firm.

    Empty when nobody is left. For the worker.
    """
    own = reach_of(account_id)
    if own is not None:
        return (own,)
    owners = Account.objects.filter(role=Role.OWNER, is_active=True, partner__account=account_id)
    return tuple(Reach(*row) for row in owners.order_by("created_at", "id").values_list("email", "language"))


@dataclass(frozen=True, slots=True)
class UnusualReading:
    """Hold how many records an account of the firm was shown today; `is_own` is the owner's own account."""

    records: int
    is_own: bool
    name: str = field(repr=False)


def unusual_readings(*, viewer: Viewer, today: date) -> tuple[UnusualReading, ...]:
    """Return the accounts of the owner's firm that read unusually much today, most first; for others nothing."""
    if viewer.role is not Role.OWNER:
        return ()
    rows = ReadingCount.objects.filter(partner_id=viewer.partner, day=today, noticed_at__isnull=False)
    return tuple(
        UnusualReading(records, account_id == viewer.account, f"{first} {last}")
        for account_id, records, first, last in rows.order_by("-records", "account_id").values_list(
            "account_id", "records", "account__first_name", "account__last_name"
        )
    )


def _organisation(account: Account) -> str:
    if account.partner is not None:
        return account.partner.name
    return account.department.name if account.department is not None else ""

"""Lead people's accounts: rights, role, department, block; what changes acts on running sessions at once."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from partnerportal.accounts.models import Account
from partnerportal.accounts.queries.directory import accounts_led_by, other_leaders
from partnerportal.accounts.rules.directory import (
    Rights,
    check_keeps_leader,
    check_leads_others,
    check_role,
)
from partnerportal.accounts.services.letters import order_letter
from partnerportal.kernel.errors import Refused
from partnerportal.kernel.errors import marked_for_translation as _
from partnerportal.kernel.viewer import Role, Viewer


class UnknownAccount(LookupError):  # noqa: N818 - reads as what it says
    """No such account is within the actor's reach, or it was removed; the page answers 404."""


@transaction.atomic
def change_rights(*, actor: Viewer, account_id: UUID, rights: Rights, now: datetime) -> None:
    """Give staff of a partner exactly these rights.

    Raises: UnknownAccount; Refused for one's own account and for somebody who is not staff.
    """
    account = lock_account(actor=actor, account_id=account_id)
    check_leads_others(actor, account_id)
    if account.role != Role.STAFF:
        raise Refused(
            "account.rights", _("Einzelne Rechte gibt es nur für Mitarbeitende. Ändern Sie zuerst die Rolle.")
        )
    account.may_see_statements = rights.statements
    account.may_see_claims = rights.claims
    account.may_see_contracts = rights.contracts
    _save(account, "may_see_statements", "may_see_claims", "may_see_contracts")
    _tell_changed(account, now)


@transaction.atomic
def change_role(*, actor: Viewer, account_id: UUID, role: Role, now: datetime) -> None:
    """Give a person another role of the same house. The same role again changes nothing.

    Raises: UnknownAccount; Refused for one's own account, a role of another house, and the last leader.
    """
    account = lock_account(actor=actor, account_id=account_id)
    check_leads_others(actor, account_id)
    check_role(role=Role(account.role), wanted=role)
    if account.role == role:
        return
    _check_leader_stays(actor, account)
    account.role, account.department_id = role.value, None
    _save(account, "role", "department")
    _tell_changed(account, now)


@transaction.atomic
def place_in_department(*, actor: Viewer, account_id: UUID, department_id: UUID, now: datetime) -> None:
    """Make one of the operator's people a clerk of a department; open cases of the former one are free again.

    Raises: UnknownAccount, also for a person of a partner; Refused for oneself and for the last administrator.
    """
    if actor.role is not Role.ADMINISTRATOR:
        raise UnknownAccount
    account = lock_account(actor=actor, account_id=account_id)
    check_leads_others(actor, account_id)
    if account.partner_id is not None:
        raise UnknownAccount
    _check_leader_stays(actor, account)
    account.role, account.department_id = Role.CLERK.value, department_id
    _save(account, "role", "department")
    _tell_changed(account, now)


@transaction.atomic
def block_account(*, actor: Viewer, account_id: UUID, now: datetime) -> None:
    """Close an account until it is unblocked; its sessions end now. Blocking twice changes nothing.

    Raises: UnknownAccount; Refused for one's own account and the last leader.
    """
    account = lock_account(actor=actor, account_id=account_id)
    check_leads_others(actor, account_id)
    if account.blocked_at is not None:
        return
    _check_leader_stays(actor, account)
    account.is_active, account.blocked_at = False, now
    _save(account, "is_active", "blocked_at")
    end_sessions(account_id)


@transaction.atomic
def unblock_account(*, actor: Viewer, account_id: UUID, now: datetime) -> None:
    """Open a blocked account again; one that never had a password goes on waiting for its first.

    Raises: UnknownAccount; Refused for one's own account.
    """
    account = lock_account(actor=actor, account_id=account_id)
    check_leads_others(actor, account_id)
    if account.blocked_at is None:
        return
    account.blocked_at, account.is_active = None, account.has_usable_password()
    _save(account, "is_active", "blocked_at")


@transaction.atomic
def send_password_link(*, actor: Viewer, account_id: UUID, now: datetime) -> None:
    """Send the person a link for a new password, or for the first one when it still lacks.

    Raises: UnknownAccount; Refused while the account is blocked.
    """
    account = lock_account(actor=actor, account_id=account_id)
    if account.blocked_at is not None:
        raise Refused("account.blocked", _("Dieses Konto ist gesperrt. Heben Sie zuerst die Sperre auf."))
    occasion = "password.reset" if account.has_usable_password() else "registration.approved"
    order_letter(occasion=occasion, account_id=account.id, now=now)


def lock_account(*, actor: Viewer, account_id: UUID) -> Account:
    """Return an account the actor leads, locked until the commit. Raises: UnknownAccount."""
    led = accounts_led_by(actor).filter(id=account_id, removed_at__isnull=True)
    account = led.select_for_update(of=("self",)).first()
    if account is None:
        raise UnknownAccount
    return account


def end_sessions(account_id: UUID) -> None:
    """End every session of an account; the database lets only its person and who leads do so."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT portal_end_sessions(%s, NULL)", [account_id])


def _check_leader_stays(actor: Viewer, account: Account) -> None:
    """Keep the last leader; an administrator may close a firm's last owner and invite another."""
    if account.role == Role.OWNER and actor.role is Role.ADMINISTRATOR:
        return
    if account.is_active:
        check_keeps_leader(role=Role(account.role), others=other_leaders(account))


def _save(account: Account, *columns: str) -> None:
    account.save(update_fields=list(columns))


def _tell_changed(account: Account, now: datetime) -> None:
    """Give running sessions a new key, for the rights behind them are others now, and tell the person."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT portal_rotate_sessions(%s)", [account.id])
    order_letter(occasion="rights.changed", account_id=account.id, now=now)

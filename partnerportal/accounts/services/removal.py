"""Remove an account: access goes now, the person's data 30 days later; what was written stays without a name."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Protocol
from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.db import connection, transaction

from partnerportal.accounts.models import Account, Invitation, Letter
from partnerportal.accounts.queries.accounts import viewer_of
from partnerportal.accounts.queries.directory import accounts_led_by, other_leaders
from partnerportal.accounts.rules.directory import check_keeps_leader
from partnerportal.accounts.services.directory import UnknownAccount
from partnerportal.accounts.services.letters import order_letter
from partnerportal.database.key_destruction import destroy_keys
from partnerportal.kernel.clock import berlin_date
from partnerportal.kernel.viewer import Role, Viewer
from partnerportal.privacy.retention_classes import due_on, retention_class

NOBODYS_ADDRESS = "@entfernt.invalid"


class ForgetUnsent(Protocol):
    """Forget what an account wrote and never sent; the claims app, floors above, provides it."""

    def __call__(self, *, account: Viewer) -> int:
        """Delete the account's drafts and return how many there were."""


@transaction.atomic
def remove_account(*, actor: Viewer, account_id: UUID, forget_unsent: ForgetUnsent, now: datetime) -> None:
    """Remove one's own account or one the actor leads.

    At once go: sign-in, sessions, factors, devices, drafts, latest transaction, open invitations. The row stays for 30
    days (R-KONTO), then `empty_removed` takes name, e-mail and address away.

    Raises: UnknownAccount, also for one removed already; Refused for the last owner and the last administrator.
    """
    account = _locked(actor, account_id)
    is_led_from_above = actor.role is Role.ADMINISTRATOR and account.role == Role.OWNER
    if account.is_active and not is_led_from_above:
        check_keeps_leader(role=Role(account.role), others=other_leaders(account))
    forget_unsent(account=viewer_of(account))
    order_letter(occasion="account.removed", account_id=account.id, now=now)
    Invitation.objects.filter(invited_by=account).delete()
    account.is_active, account.removed_at, account.has_second_factor = False, now, False
    account.password = make_password(None)
    account.save(update_fields=["is_active", "removed_at", "has_second_factor", "password"])
    with connection.cursor() as cursor:
        cursor.execute("SELECT portal_forget_access(%s)", [account.id])


@transaction.atomic
def empty_removed(*, now: datetime) -> int:
    """Take name, e-mail and address from accounts removed more than 30 days ago; return how many. For the worker.

    The row stays as the anonymous author of what was written; the person's key is destroyed.
    """
    today, period = berlin_date(now), retention_class("R-KONTO")
    removed = Account.objects.filter(removed_at__lt=now - timedelta(days=period.period.amount))
    waiting = removed.exclude(email__endswith=NOBODYS_ADDRESS).select_for_update(
        of=("self",), skip_locked=True
    )
    due = [
        account for account in waiting if account.removed_at and today > due_on(period, account.removed_at)
    ]
    for account in due:
        _empty(account)
    destroy_keys([account.id for account in due])
    return len(due)


def _locked(actor: Viewer, account_id: UUID) -> Account:
    reachable = (
        Account.objects.filter(id=account_id)
        if actor.account_id == account_id
        else accounts_led_by(actor).filter(id=account_id)
    )
    account = reachable.filter(removed_at__isnull=True).select_for_update(of=("self",)).first()
    if account is None:
        raise UnknownAccount
    return account


def _empty(account: Account) -> None:
    account.email = f"{account.id}{NOBODYS_ADDRESS}"
    account.salutation = account.first_name = account.last_name = ""
    account.street = account.postal_code = account.city = ""
    account.born_on = None
    account.save(
        update_fields=[
            "email", "salutation", "first_name", "last_name", "street", "postal_code", "city", "born_on"
        ]
    )  # fmt: skip
    Letter.objects.filter(account=account).delete()

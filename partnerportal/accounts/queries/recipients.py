"""Find out who a letter goes to. For the worker."""

from __future__ import annotations

from partnerportal.accounts.models import Account, EmailChange, Letter, Registration
from partnerportal.accounts.queries.accounts import Reach
from partnerportal.database.keys import open_vault

FIRST_PASSWORD = "registration.approved"  # noqa: S105 - the name of a mail
# The change keeps the wished address sealed, and once it counts the old one until that was told too.
TO_THE_KEPT_ADDRESS = frozenset({"email.confirm_new", "email.changed"})
FAREWELL = "account.removed"


def recipient_of(letter: Letter) -> Reach | None:
    """Return address and language of the person a letter is for, None when there is nobody to tell.

    An account that is blocked or removed gets no mail, except that it was removed; one that still waits for its
    first password only gets the mail that leads there.
    """
    if letter.email_change is not None:
        return _of_change(letter.email_change, letter.occasion)
    if letter.account is not None:
        return _of_account(letter.account, letter.occasion)
    if letter.registration is not None:
        return _of_registration(letter.registration)
    if letter.invitation is not None:
        return Reach(letter.invitation.email, letter.invitation.invited_by.language)
    return None


def _of_account(account: Account, occasion: str) -> Reach | None:
    waits_for_password = account.blocked_at is None and account.removed_at is None
    may_know = (
        account.is_active or occasion == FAREWELL or (waits_for_password and occasion == FIRST_PASSWORD)
    )
    return Reach(account.email, account.language) if may_know and account.email else None


def _of_change(change: EmailChange, occasion: str) -> Reach | None:
    if occasion not in TO_THE_KEPT_ADDRESS:
        return _of_account(change.account, occasion)
    vault = open_vault([change.account_id])
    address = vault.unseal(change.account_id, "accounts_emailchange.email", change.id, change.email)
    return Reach(address, change.account.language)


def _of_registration(registration: Registration) -> Reach | None:
    vault = open_vault([registration.id])
    if registration.email is None or registration.id not in vault.keys:
        return None
    address = vault.unseal(
        registration.id, "accounts_registration.email", registration.id, registration.email
    )
    return Reach(address, registration.language)

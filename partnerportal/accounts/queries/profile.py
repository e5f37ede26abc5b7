"""Read what an account shows its own person about itself, and what waits for a decision."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from partnerportal.accounts.models import Account, DetailsChange, EmailChange
from partnerportal.database.keys import Vault, open_vault
from partnerportal.kernel.viewer import Role, Viewer
from partnerportal.privacy.derive_masking import Masking, masked

BORN_ON = "accounts_account.born_on"
CHANGE = "accounts_detailschange"
NEW_EMAIL = "accounts_emailchange.email"


@dataclass(frozen=True, slots=True, repr=False)
class Details:
    """Hold name and address of a person."""

    first_name: str
    last_name: str
    street: str
    postal_code: str
    city: str


@dataclass(frozen=True, slots=True)
class PendingDetails:
    """Hold wished details that wait for the administrator."""

    asked_at: datetime
    details: Details = field(repr=False)


@dataclass(frozen=True, slots=True)
class PendingEmail:
    """Hold a wished e-mail address and which of the two addresses confirmed it."""

    asked_at: datetime
    is_old_confirmed: bool
    is_new_confirmed: bool
    email: str = field(repr=False)


@dataclass(frozen=True, slots=True, repr=False)
class Profile:
    """Hold what the page of the own account shows; `born_on` is masked, "" when there is none."""

    details: Details
    email: str
    born_on: str
    pending_details: PendingDetails | None
    pending_email: PendingEmail | None


@dataclass(frozen=True, slots=True)
class DetailsRequest:
    """Hold a change of details for the administrator: what stands there, and what is wished."""

    id: UUID
    account_id: UUID
    asked_at: datetime
    now: Details = field(repr=False)
    wished: Details = field(repr=False)


def profile_of(account: Account) -> Profile:
    """Return the profile of the signed-in account. For the account itself."""
    vault = open_vault([account.id])
    change = DetailsChange.objects.filter(account_id=account.id).first()
    return Profile(
        details=details_of(account),
        email=account.email,
        born_on=_masked_birth(account, vault),
        pending_details=PendingDetails(change.asked_at, wished(change, vault)) if change else None,
        pending_email=_pending_email(account, vault),
    )


def details_requests(*, viewer: Viewer) -> tuple[DetailsRequest, ...]:
    """Return the changes that wait for the administrator, oldest first; for others nothing."""
    if viewer.role is not Role.ADMINISTRATOR:
        return ()
    changes = list(DetailsChange.objects.select_related("account").order_by("asked_at", "id"))
    vault = open_vault({change.account_id for change in changes})
    return tuple(
        DetailsRequest(
            change.id, change.account_id, change.asked_at, details_of(change.account), wished(change, vault)
        )
        for change in changes
        if change.account_id in vault.keys
    )


def details_of(account: Account) -> Details:
    """Return name and address as they stand at the account."""
    return Details(account.first_name, account.last_name, account.street, account.postal_code, account.city)


def wished(change: DetailsChange, vault: Vault) -> Details:
    """Return the wished details. Raises: CryptoError."""
    names = ("first_name", "last_name", "street", "postal_code", "city")
    return Details(
        *(
            vault.unseal(change.account_id, f"{CHANGE}.{name}", change.id, getattr(change, name))
            for name in names
        )
    )


def _pending_email(account: Account, vault: Vault) -> PendingEmail | None:
    """Return the change that waits; one that both confirmed is done, its row only waits for the last mail."""
    change = EmailChange.objects.filter(account_id=account.id).first()
    if change is None or (change.old_confirmed_at and change.new_confirmed_at):
        return None
    email = vault.unseal(account.id, NEW_EMAIL, change.id, change.email)
    return PendingEmail(
        change.asked_at, change.old_confirmed_at is not None, change.new_confirmed_at is not None, email
    )


def _masked_birth(account: Account, vault: Vault) -> str:
    if account.born_on is None:
        return ""
    born_on = date.fromisoformat(vault.unseal(account.id, BORN_ON, account.id, account.born_on))
    return masked(f"{born_on:%d.%m.%Y}", Masking.LAST_FOUR)

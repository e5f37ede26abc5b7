"""Change name and address of a person: wished by the person, decided by the administrator."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction

from partnerportal.accounts.models import Account, DetailsChange
from partnerportal.accounts.queries.profile import CHANGE, Details, details_of, wished
from partnerportal.accounts.services.letters import order_letter
from partnerportal.database.keys import open_vault, vault_for_writing
from partnerportal.kernel.errors import Refused
from partnerportal.kernel.errors import marked_for_translation as _
from partnerportal.kernel.viewer import Role, Viewer


class UnknownChange(LookupError):  # noqa: N818 - reads as what it says
    """No such change waits for this person's decision."""


@transaction.atomic
def wish_details(*, actor: Viewer, details: Details, now: datetime) -> None:
    """Keep the wished name and address until the administrator decides; a newer wish replaces it.

    Raises: Refused when nothing differs.
    """
    account = Account.objects.get(id=actor.account)
    if details == details_of(account):
        raise Refused(
            "details.same", _("Diese Angaben stehen schon an Ihrem Konto. Es gibt nichts zu ändern.")
        )
    DetailsChange.objects.filter(account_id=account.id).delete()
    change_id = uuid4()
    vault = vault_for_writing(subjects=[account.id], partner_id=None, now=now)
    sealed = {
        name: vault.seal(account.id, f"{CHANGE}.{name}", change_id, text)
        for name, text in asdict(details).items()
    }
    DetailsChange.objects.create(id=change_id, account_id=account.id, asked_at=now, **sealed)


def withdraw_details(*, actor: Viewer) -> None:
    """Take the wish back."""
    DetailsChange.objects.filter(account_id=actor.account).delete()


@transaction.atomic
def decide_details(*, actor: Viewer, change_id: UUID, approve: bool, now: datetime) -> None:
    """Write the wished name and address to the account, or leave it as it is; the person is told.

    Raises: UnknownChange; Refused when somebody decides about themselves.
    """
    if actor.role is not Role.ADMINISTRATOR:
        raise UnknownChange
    change = DetailsChange.objects.filter(id=change_id).first()
    if change is None:
        raise UnknownChange
    if change.account_id == actor.account:
        raise Refused(
            "details.own", _("Über die eigenen Angaben entscheidet eine andere Person der Verwaltung.")
        )
    if approve:
        details = wished(change, open_vault([change.account_id]))
        Account.objects.filter(id=change.account_id).update(**asdict(details))
    change.delete()
    order_letter(occasion="details.decided", account_id=change.account_id, now=now)

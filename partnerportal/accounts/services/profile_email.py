"""Change the e-mail address of an account: both the old and the new address confirm it."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.db import IntegrityError, connection, transaction

from partnerportal.accounts.models import Account, EmailChange, OneTimeLink
from partnerportal.accounts.queries.profile import NEW_EMAIL
from partnerportal.accounts.services.letters import order_letter
from partnerportal.accounts.services.links import end_links, use_link
from partnerportal.accounts.services.password import RESET, UNLOCK
from partnerportal.database.keys import open_vault, vault_for_writing
from partnerportal.kernel.errors import Refused
from partnerportal.kernel.errors import marked_for_translation as _
from partnerportal.kernel.viewer import Viewer

OLD, NEW = "email.confirm_old", "email.confirm_new"
# The links are valid for 24 hours; afterwards the wish is over, and the last mail of a change is long sent.
KEPT = timedelta(hours=48)


@transaction.atomic
def wish_email(*, actor: Viewer, email: str, now: datetime) -> None:
    """Keep the wished address and write to both; a newer wish replaces an older one.

    An address that belongs to somebody else gets the same answer: who has an account here is told to nobody.
    Raises: Refused when it is the present address.
    """
    account = Account.objects.get(id=actor.account)
    if email == account.email:
        raise Refused("email.same", _("Das ist schon die E-Mail-Adresse Ihres Kontos."))
    EmailChange.objects.filter(account_id=account.id).delete()
    change_id = uuid4()
    vault = vault_for_writing(subjects=[account.id], partner_id=None, now=now)
    sealed = vault.seal(account.id, NEW_EMAIL, change_id, email)
    EmailChange.objects.create(id=change_id, account_id=account.id, email=sealed, asked_at=now)
    for occasion in (OLD, NEW):
        order_letter(occasion=occasion, email_change_id=change_id, now=now)


def withdraw_email(*, actor: Viewer) -> None:
    """Take the wish back; its links open nothing any more."""
    EmailChange.objects.filter(account_id=actor.account).delete()


@transaction.atomic
def confirm_email(*, link: OneTimeLink, keep_session: UUID | None, now: datetime) -> bool:
    """Note that one of both addresses confirmed, and use the link up; return whether the change is done by that.

    With the second one the address changes, every session but `keep_session` ends, and both addresses are told.
    For the gate. Raises: Refused.
    """
    use_link(link=link, now=now)
    change = (
        EmailChange.objects.select_for_update(of=("self",)).filter(id=link.email_change_id or link.id).first()
    )
    if change is None:
        raise _over()
    if link.purpose == OLD:
        change.old_confirmed_at = now
    else:
        change.new_confirmed_at = now
    change.save(update_fields=["old_confirmed_at", "new_confirmed_at"])
    if change.old_confirmed_at is None or change.new_confirmed_at is None:
        return False
    _apply(change, keep_session, now)
    return True


def remove_ended_wishes(*, now: datetime) -> int:
    """Remove wishes nobody confirmed in time and return how many there were. For the worker."""
    return EmailChange.objects.filter(asked_at__lte=now - KEPT).delete()[0]


def _apply(change: EmailChange, keep_session: UUID | None, now: datetime) -> None:
    """Swap the addresses: the row keeps the old one, sealed, until it was told too."""
    account = Account.objects.select_for_update(of=("self",)).get(id=change.account_id)
    vault, old = open_vault([account.id]), account.email
    account.email = vault.unseal(account.id, NEW_EMAIL, change.id, change.email)
    try:
        with transaction.atomic():
            account.save(update_fields=["email"])
    except IntegrityError as error:  # somebody else has an account with this address by now
        raise _over() from error
    change.email = vault.seal(account.id, NEW_EMAIL, change.id, old)
    change.save(update_fields=["email"])
    with connection.cursor() as cursor:
        cursor.execute("SELECT portal_end_sessions(%s, %s)", [account.id, keep_session])
    end_links(account_id=account.id, purpose=(RESET, UNLOCK))  # they lie in the mailbox that was given up
    order_letter(occasion="email.changed", account_id=account.id, now=now)
    order_letter(occasion="email.changed", email_change_id=change.id, now=now)


def _over() -> Refused:
    return Refused(
        "email.over",
        _("Diese Änderung ist nicht mehr möglich. Bitte geben Sie die neue Adresse noch einmal an."),
    )

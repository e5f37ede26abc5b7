"""Give an account a new password: with a link from a mail, or signed in. Nobody is signed in by it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from partnerportal.accounts.models import Account, OneTimeLink
from partnerportal.accounts.services import brakes
from partnerportal.accounts.services.letters import order_letter
from partnerportal.accounts.services.links import end_links, find_link, use_link
from partnerportal.database.context import acting_as
from partnerportal.kernel.viewer import GATE, Viewer

FIRST, RESET, UNLOCK = "password.set", "password.reset", "account.unlock"


class NotOwnPassword(LookupError):  # noqa: N818 - reads as what it says
    """A password belongs to its person: nobody changes another's."""


def ask_for_reset(*, email: str, ip: str, now: datetime) -> None:
    """Order the mail with the link; for an address nobody has, the same mail is ordered and leads nowhere.

    Raises: Refused ("asking.braked").
    """
    with acting_as(GATE):
        brakes.check_asking(purpose="reset", ip=ip, now=now)
        order_letter(occasion="password.reset", account_id=brakes.account_id_of(email), now=now)


def link_to_password(*, token: str, now: datetime) -> OneTimeLink | None:
    """Return the link of a token while a password may be set with it; its account comes along. Changes nothing."""
    with acting_as(GATE):
        link = find_link(token=token, purpose=(FIRST, RESET), now=now)
    if link is None or link.account is None:
        return None
    waits_for_first = not link.account.has_usable_password()
    is_good = waits_for_first if link.purpose == FIRST else link.account.is_active
    return link if is_good else None


def link_to_unlock(*, token: str, now: datetime) -> OneTimeLink | None:
    """Return the link of a token while it lifts the lock of an account. Changes nothing."""
    with acting_as(GATE):
        return find_link(token=token, purpose=UNLOCK, now=now)


def set_password(*, link: OneTimeLink, new: str, now: datetime) -> None:
    """Set the password the link allows to set, end every session, lift the lock; the link is used up.

    The first password opens the account. `new` has passed the rules (accounts/passwords). Raises: Refused.
    """
    account = _account_of(link)
    with acting_as(GATE):
        use_link(link=link, now=now)
        _store(account, new, opens=link.purpose == FIRST)
        _end_sessions(account.id, except_handle=None)
        end_links(account_id=account.id, purpose=(RESET, UNLOCK))
        brakes.release(name=account.email)
        if link.purpose == RESET:
            order_letter(occasion="password.changed", account_id=account.id, now=now)


def change_password(
    *, actor: Viewer, account_id: UUID, new: str, keep_session_handle: UUID | None, now: datetime
) -> None:
    """Change the actor's own password and end all sessions but the one named by its handle.

    The session that stays carries a hash of the old password: its view calls `update_session_auth_hash` afterwards.
    `new` has passed the rules. Raises: NotOwnPassword.
    """
    if actor.account_id != account_id:
        raise NotOwnPassword
    with transaction.atomic():
        account = Account.objects.get(id=account_id)
        _store(account, new, opens=False)
        _end_sessions(account_id, except_handle=keep_session_handle)
        with acting_as(GATE):
            end_links(account_id=account_id, purpose=(RESET, UNLOCK))
            brakes.release(name=account.email)
        order_letter(occasion="password.changed", account_id=account_id, now=now)


def unlock(*, link: OneTimeLink, now: datetime) -> None:
    """Lift the lock of the account the link leads to; the link is used up. Raises: Refused."""
    with acting_as(GATE):
        use_link(link=link, now=now)
        brakes.release(name=_account_of(link).email)


def _account_of(link: OneTimeLink) -> Account:
    if link.account is None:
        raise LookupError
    return link.account


def _store(account: Account, new: str, *, opens: bool) -> None:
    account.set_password(new)
    account.is_active = account.is_active or opens
    account.save(update_fields=["password", "is_active"] if opens else ["password"])


def _end_sessions(account_id: UUID, *, except_handle: UUID | None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT portal_end_sessions(%s, %s)", [account_id, except_handle])

"""Remember the kinds of device an account signs in from, and how many places it is signed in at (clause C06)."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID, uuid4

from django.conf import settings
from django.db import connection, transaction

from partnerportal.accounts.models import Account, KnownDevice, Session
from partnerportal.accounts.services.letters import order_letter


def remember_device(*, account_id: UUID, device: str, today: date) -> bool:
    """Note that the account signed in from a kind of device; return whether it is new to an account that had others.

    For the gate. The very first device of an account is no news to anybody.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO accounts_knowndevice (id, account_id, device, last_used_on) VALUES (%s, %s, %s, %s)
            ON CONFLICT (account_id, device) DO UPDATE SET last_used_on = excluded.last_used_on
            RETURNING xmax = 0
            """,
            [uuid4(), account_id, device, today],
        )
        is_new = bool(cursor.fetchone()[0])
    return is_new and KnownDevice.objects.filter(account_id=account_id).exclude(device=device).exists()


def announce_device(*, account_id: UUID, now: datetime) -> None:
    """Tell the person by mail that a new kind of device was used."""
    order_letter(occasion="device.new", account_id=account_id, now=now)


@transaction.atomic
def make_room_for_session(*, account_id: UUID) -> int:
    """End the sessions of the account used longest ago, so that one more stays within the limit. For the gate.

    Two sign-ins at once wait for each other at the account's row. Returns how many sessions ended.
    """
    list(Account.objects.select_for_update().filter(id=account_id).values_list("id"))
    rows = Session.objects.filter(account_id=account_id).order_by("-last_seen_at", "key_hash")
    beyond = list(rows.values_list("key_hash", flat=True)[settings.SESSIONS_PER_ACCOUNT - 1 :])
    return Session.objects.filter(key_hash__in=beyond).delete()[0]

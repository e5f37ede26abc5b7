"""Brake tries to sign in, by name and by network (clause C51). All of it for the gate.

A name that exists and one that does not leave the same rows, wait the same time and get the same mail ordered. Only
keyed hashes are stored: people type passwords into the field for the name.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection
from django.db.models import Max

from partnerportal.accounts.models import Account, SignInBrake
from partnerportal.accounts.rules import brakes as rules
from partnerportal.accounts.services.letters import order_letter
from partnerportal.database.keys import index_key
from partnerportal.kernel.crypto import keyed_hash


def check_sign_in(*, name: str, ip: str, now: datetime) -> None:
    """Let a try for this name from this address pass, before anything is hashed.

    Only one try for a name is looked at at a time: guesses sent side by side do not slip past the count, and none of
    them waits for another. The name stays reserved until the transaction ends.

    Raises: Refused ("sign_in.braked").
    """
    name_key, network_key = _name_key(name), _network_key(ip)
    if not _reserved(name_key):
        raise rules.busy()
    pauses = SignInBrake.objects.filter(key_hash__in=[name_key, network_key], blocked_until__gt=now)
    until = pauses.aggregate(until=Max("blocked_until"))["until"]
    if until is not None:
        raise rules.braked(until, now)


def note_failure(*, name: str, ip: str, now: datetime) -> None:
    """Count a failure: a wrong password or a wrong second factor. The one that locks the name orders the mail."""
    key = _name_key(name)
    failures = _count(key, now, forget_after=rules.NAME_FORGETS_AFTER)
    pause = rules.pause_of_name(failures)
    _pause(key, pause, now)
    if pause is not None and pause.is_lock:
        order_letter(occasion="account.locked", account_id=account_id_of(name), now=now)
    if _count(_pair_key(name, ip), now, forget_after=rules.NETWORK_FORGETS_AFTER) == 1:
        network = _network_key(ip)
        names = _count(network, now, forget_after=rules.NETWORK_FORGETS_AFTER)
        _pause(network, rules.pause_of_network(names), now)


def release(*, name: str) -> None:
    """Forget the failures of a name: it signed in, was unlocked by mail, or got a new password."""
    SignInBrake.objects.filter(key_hash=_name_key(name)).delete()


def check_asking(*, purpose: str, ip: str, now: datetime) -> None:
    """Count a request of a stranger that costs somebody else a mail or a look ("reset", "registration").

    Raises: Refused ("asking.braked") when the network asked too often.
    """
    key = _key(f"ask.{purpose}", rules.network_of(ip))
    row = SignInBrake.objects.filter(key_hash=key, blocked_until__gt=now)
    if row.exists():
        raise rules.asked_too_often()
    _pause(key, rules.pause_of_asking(_count(key, now, forget_after=rules.ASKING_WINDOW)), now)


def remove_old_brakes(*, now: datetime) -> int:
    """Remove rows nothing happened to for 24 hours and return how many there were. For the worker."""
    return SignInBrake.objects.filter(last_failed_at__lte=now - rules.NAME_FORGETS_AFTER).delete()[0]


def account_id_of(name: str) -> UUID | None:
    """Return the id of the account of that name, None when there is none."""
    return Account.objects.filter(email=name.strip().lower()).values_list("id", flat=True).first()


def _reserved(key: bytes) -> bool:
    number = int.from_bytes(key[:8], "big", signed=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [number])
        return bool(cursor.fetchone()[0])


def _count(key: bytes, now: datetime, *, forget_after: timedelta) -> int:
    """Add one to the row of the key, beginning anew after so long without any, and return the number."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO accounts_signinbrake AS row (key_hash, failures, last_failed_at)
            VALUES (%(key)s, 1, %(now)s)
            ON CONFLICT (key_hash) DO UPDATE SET
                failures = CASE WHEN row.last_failed_at <= %(forget)s THEN 1 ELSE row.failures + 1 END,
                locked_at = CASE WHEN row.last_failed_at <= %(forget)s THEN NULL ELSE row.locked_at END,
                last_failed_at = %(now)s
            RETURNING failures
            """,
            {"key": key, "now": now, "forget": now - forget_after},
        )
        return int(cursor.fetchone()[0])


def _pause(key: bytes, pause: rules.Pause | None, now: datetime) -> None:
    if pause is not None:
        locked_at = now if pause.is_lock else None
        SignInBrake.objects.filter(key_hash=key).update(blocked_until=now + pause.wait, locked_at=locked_at)


def _name_key(name: str) -> bytes:
    return _key("try.name", rules.folded(name))


def _network_key(ip: str) -> bytes:
    return _key("try.network", rules.network_of(ip))


def _pair_key(name: str, ip: str) -> bytes:
    return _key("try.pair", f"{rules.network_of(ip)} {rules.folded(name)}")


def _key(purpose: str, text: str) -> bytes:
    return keyed_hash(index_key(), purpose, text.encode())

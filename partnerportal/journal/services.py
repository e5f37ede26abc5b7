"""Write the journal: logins, failed logins, and each account's latest transaction (notice, section 4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import connection, transaction

from partnerportal.database.keys import index_key
from partnerportal.journal.lines import Line
from partnerportal.journal.models import Reading
from partnerportal.journal.names import hashed_name
from partnerportal.journal.rules import is_due, may_read, stored_address
from partnerportal.journal.sealing import sealable_months
from partnerportal.kernel.viewer import Viewer


def record_login(*, account_id: UUID, now: datetime, ip: str) -> None:
    """Journal that an account signed in."""
    _append(kind="login", account_id=account_id, name_hash=None, now=now, ip=ip)


def record_failed_login(*, name: str, now: datetime, ip: str) -> None:
    """Journal a failed login. The typed name is kept only as a keyed hash: people type passwords there."""
    _append(kind="failed_login", account_id=None, name_hash=hashed_name(name), now=now, ip=ip)


def record_latest_transaction(*, actor: Viewer, kind: str, object_ref: str, now: datetime, ip: str) -> None:
    """Overwrite the account's latest transaction; there is never a second row (design.md, section 6)."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO journal_latesttransaction (account_id, kind, object_ref, occurred_at, ip)
            VALUES (%s, %s, %s, %s, %s)
            ON CONFLICT (account_id) DO UPDATE
            SET kind = excluded.kind, object_ref = excluded.object_ref,
                occurred_at = excluded.occurred_at, ip = excluded.ip
            """,
            [actor.account_id, kind, object_ref, now, ip],
        )


@dataclass(frozen=True, slots=True, repr=False)
class Asked:
    """Hold what a reading asks for; `name` is an e-mail address as typed, "" for all, and is not stored itself.

    `account_id` is the account of that name if there is one. Both days (Berlin) are included.
    """

    since: date
    until: date
    kind: str = ""
    name: str = ""
    account_id: UUID | None = None


def open_reading(*, actor: Viewer, purpose: str, reason: str, asked: Asked, now: datetime) -> UUID:
    """Journal that an officer looks into the journal, why and for what; this opens it for 15 minutes (clause C52).

    Raises: Refused.
    """
    reading = Reading(
        id=uuid4(),
        account_id=actor.account,
        purpose=purpose,
        reason=may_read(actor, purpose, reason),
        asked_account_id=asked.account_id,
        asked_name_hash=hashed_name(asked.name) if asked.name.strip() else None,
        asked_kind=asked.kind,
        asked_since=asked.since,
        asked_until=asked.until,
        opened_at=now,
    )
    reading.save(force_insert=True)
    return reading.id


def ensure_partitions(*, today: date, months_ahead: int = 3) -> list[str]:
    """Create the monthly partitions of the journal from this month on; return the names that exist afterwards."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT portal_journal_partitions(%s, %s)", [today, months_ahead])
        return list(cursor.fetchone()[0])


def drop_due_partitions(*, now: datetime) -> dict[date, int]:
    """Drop every month whose period has ended, and forget who looked into it; return its number of sealed lines.

    The database decides by its own clock and refuses an undue month; the record of the deletion is its own.
    """
    due = [month for month in sealable_months() if is_due(month, now)]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('role'), set_config('role', 'portal_retention', true)")
        role = cursor.fetchone()[0]
        dropped = {month: _drop(month) for month in due}
        cursor.execute("DELETE FROM journal_reading")  # the policy leaves those that are not due
        cursor.execute("SELECT set_config('role', %s, true)", [role])
    return dropped


def _drop(month: date) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT portal_journal_drop(%s)", [month])
        return int(cursor.fetchone()[0])


def _append(*, kind: str, account_id: UUID | None, name_hash: bytes | None, now: datetime, ip: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence('journal_entry', 'id'))")
        number = int(cursor.fetchone()[0])
        line = Line(number, kind, account_id, name_hash, now, stored_address(ip), b"")
        # Without RETURNING: the web role may add a line, but not read the journal back.
        cursor.execute(
            "INSERT INTO journal_entry (id, kind, account_id, name_hash, occurred_at, ip, mac)"
            " VALUES (%s, %s, %s, %s, %s, %s, %s)",
            [number, kind, account_id, name_hash, now, line.ip, line.mac_with(index_key())],
        )

"""Seal new lines: put each at the end of its month's tree and sign the head (security.md, "Journal")."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction

from partnerportal.database.context import acting_as
from partnerportal.journal.heads import NO_HEAD, Head, add_head, heads_after, last_head
from partnerportal.journal.heads_file import append_missing, last_head_in
from partnerportal.journal.lines import COLUMNS, Line
from partnerportal.kernel.crypto import (
    EMPTY_ROOT,
    CryptoError,
    Frontier,
    SigningKey,
    load_public_keys,
    public_file,
)
from partnerportal.kernel.viewer import WORKER

AT_ONCE = 10_000
LOOK_BACK = 100_000
"""A line may become visible after one with a higher number. Every minute so many numbers below the highest sealed one
are looked through again, every night all of them."""

_TRY = "SELECT pg_try_advisory_xact_lock(hashtext('journal.seal'))"
_WAIT = "SELECT pg_advisory_xact_lock(hashtext('journal.seal'))"
_MONTHS = """
SELECT to_date(right(inhrelid::regclass::text, 7), 'YYYY_MM') FROM pg_inherits
WHERE inhparent = 'journal_entry'::regclass
EXCEPT SELECT month FROM journal_dropped_month ORDER BY 1
"""
_UNSEALED = f"""
SELECT {COLUMNS} FROM journal_entry entry
WHERE occurred_at >= %(month)s::timestamp AT TIME ZONE 'UTC'
  AND occurred_at < (%(month)s::timestamp + interval '1 month') AT TIME ZONE 'UTC'
  AND id > %(floor)s
  AND NOT EXISTS (
    SELECT FROM journal_sealed_line sealed WHERE sealed.month = %(month)s AND sealed.entry_id = entry.id
  )
ORDER BY id LIMIT %(limit)s
"""  # noqa: S608 - COLUMNS is a constant
_HIGHEST = "SELECT max(entry_id) FROM journal_sealed_line WHERE month = %s"
_PLACE = "INSERT INTO journal_sealed_line (month, leaf_index, entry_id, leaf_hash) VALUES (%s, %s, %s, %s)"


class SealBroken(Exception):  # noqa: N818 - a finding
    """Say that the newest head is not the one we signed; sealing on would cover it up. Next: `journal verify`."""


@dataclass(frozen=True, slots=True)
class Sealed:
    """Say how many lines were sealed, under how many heads."""

    lines: int
    heads: int


def sealing_key() -> SigningKey:
    """Return the key heads are signed with; the first sealing makes it. Raises: CryptoError."""
    path: Path = settings.JOURNAL_KEY_FILE
    return SigningKey.load(path) if path.exists() else SigningKey.create(path)


def trusted_keys() -> tuple[bytes, ...]:
    """Return the public keys of this installation, old ones included; they never come from the database."""
    return load_public_keys(public_file(settings.JOURNAL_KEY_FILE))


def seal(*, now: datetime, key: SigningKey, look_back: int | None = LOOK_BACK) -> Sealed:
    """Seal every line that is committed and not yet sealed, `look_back` numbers back (None: all of them).

    While another one seals or verifies nothing happens: a minute later it is this one's turn. Raises: SealBroken.
    """
    with transaction.atomic():
        if not _is_our_turn():
            return Sealed(0, 0)
        newest = last_head()
        _refuse_a_false_end(newest, {key.public, *trusted_keys()})
        made: list[Head] = []
        lines = 0
        for month in sealable_months():
            for batch in iter(partial(_unsealed, month, look_back), []):
                newest = _sealed_with(newest, month, batch, now, key)
                made.append(newest)
                lines += len(batch)
        transaction.on_commit(_copy_heads)
    return Sealed(lines, len(made))


def hold_sealing() -> None:
    """Keep the seal as it is until the transaction ends. Raises: OperationalError when a sealing takes too long."""
    with connection.cursor() as cursor:
        cursor.execute(_WAIT)


def _is_our_turn() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(_TRY)
        return bool(cursor.fetchone()[0])


def sealable_months() -> list[date]:
    """Return the first days of the months that have a partition and were not dropped."""
    with connection.cursor() as cursor:
        cursor.execute(_MONTHS)
        return [row[0] for row in cursor.fetchall()]


def _refuse_a_false_end(newest: Head | None, trusted: Collection[bytes]) -> None:
    """Compare the newest head with its own signature and with the copy outside. Raises: SealBroken."""
    outside = last_head_in(settings.JOURNAL_HEADS)
    if newest is not None and not (newest.signer in trusted and newest.is_signed):
        message = f"head {newest.number} does not carry a signature of ours"
        raise SealBroken(message)
    if outside is not None and (newest is None or newest.number < outside.number):
        message = f"head {outside.number} stands in the heads file, but not in the database"
        raise SealBroken(message)


def _unsealed(month: date, look_back: int | None) -> list[Line]:
    with connection.cursor() as cursor:
        cursor.execute(_HIGHEST, [month])
        highest = cursor.fetchone()[0] or 0
        floor = max(0, highest - look_back) if look_back is not None else 0
        cursor.execute(_UNSEALED, {"month": month, "floor": floor, "limit": AT_ONCE})
        return [Line.from_row(row) for row in cursor.fetchall()]


def _sealed_with(newest: Head | None, month: date, lines: list[Line], now: datetime, key: SigningKey) -> Head:
    """Place the lines at the end of the month's tree and return its new, stored head. Raises: SealBroken."""
    frontier = _frontier_of(last_head(month))
    places = []
    for line in lines:
        places.append((month, frontier.size, line.id, line.leaf))
        frontier.append(line.leaf)
    with connection.cursor() as cursor:
        cursor.executemany(_PLACE, places)
    head = Head(
        number=newest.number + 1 if newest else 1,
        month=month,
        size=frontier.size,
        root=frontier.root,
        sealed_at=now,
        previous=newest.digest if newest else NO_HEAD,
    )
    signed = replace(head.signed_by(key), frontier=frontier.packed)
    add_head(signed)
    return signed


def _frontier_of(head: Head | None) -> Frontier:
    try:
        frontier = Frontier(head.size, head.frontier) if head else Frontier()
    except CryptoError as error:
        raise SealBroken(str(error)) from None
    if frontier.root != (head.root if head else EMPTY_ROOT):
        message = "the right edge of the tree does not lead to the root of its head"
        raise SealBroken(message)
    return frontier


def _copy_heads() -> None:
    """Bring the file outside up to date; what a crash left out is added the next time."""
    with acting_as(WORKER):  # the context of the transaction that just ended went with it
        append_missing(settings.JOURNAL_HEADS, heads_after)

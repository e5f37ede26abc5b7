"""Brake the mails a registration causes: whoever types somebody else's address must not fill that mailbox."""

from __future__ import annotations

from datetime import datetime

from django.db import connection

from partnerportal.accounts.rules.registration import MAILS_A_DAY, MAILS_WINDOW
from partnerportal.database.keys import index_key
from partnerportal.kernel.crypto import keyed_hash


def is_address_tired(*, address: str, now: datetime) -> bool:
    """Count a mail to an address and say whether it got enough of them; nobody is told, known or unknown.

    A day without any begins the count anew. For the gate.
    """
    key = keyed_hash(index_key(), "registration-to", address.encode())
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO accounts_signinbrake AS brake (key_hash, failures, last_failed_at)
            VALUES (%(key)s, 1, %(now)s)
            ON CONFLICT (key_hash) DO UPDATE SET
                failures = CASE WHEN brake.last_failed_at > %(since)s THEN brake.failures + 1 ELSE 1 END,
                last_failed_at = excluded.last_failed_at
            RETURNING failures
            """,
            {"key": key, "now": now, "since": now - MAILS_WINDOW},
        )
        return int(cursor.fetchone()[0]) > MAILS_A_DAY

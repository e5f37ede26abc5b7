"""A journal in the hands of somebody with every right on the database."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import uuid4

from django.db import connection

from partnerportal.database.context import acting_as
from partnerportal.database.keys import index_key
from partnerportal.journal.models import DroppedMonth
from partnerportal.journal.sealing import Sealed, seal, sealing_key
from partnerportal.journal.services import Asked, open_reading, record_failed_login, record_login
from partnerportal.journal.verification import Verified, verify
from partnerportal.kernel.clock import utc_now
from partnerportal.kernel.crypto import SigningKey
from partnerportal.kernel.viewer import WORKER, Viewer


def fill_seal(officer: Viewer) -> None:
    """Leave a row in every table of the seal, as the installation itself would: the journal stays intact."""
    with acting_as(WORKER):
        seal(now=utc_now(), key=sealing_key())
    DroppedMonth.objects.get_or_create(month=date(2020, 1, 1), defaults={"size": 0, "dropped_at": utc_now()})
    today = utc_now().date()
    with acting_as(officer):
        open_reading(
            actor=officer,
            purpose="check",
            reason="Prüfung der Tabellen",
            asked=Asked(today, today),
            now=utc_now(),
        )


class Journal:
    """Write, seal, verify, and do what only the database's owner can do."""

    def __init__(self, key: SigningKey) -> None:
        self.key, self.ids = key, list[int]()

    def write(self, lines: int, at: datetime | None = None) -> list[int]:
        """Write lines in turn logins and failures; return their numbers."""
        for number in range(lines):
            if number % 3:
                record_login(account_id=uuid4(), now=at or utc_now(), ip="192.0.2.7")
            else:
                record_failed_login(name=f"name {number}", now=at or utc_now(), ip="2001:db8::7")
        written = self.rows("SELECT id FROM journal_entry ORDER BY id DESC LIMIT %s", lines)
        self.ids += sorted(row[0] for row in written)
        return self.ids[-lines:]

    def seal(self) -> Sealed:
        """Seal as the worker does."""
        with acting_as(WORKER):
            return seal(now=utc_now(), key=self.key)

    def verify(self, now: datetime | None = None) -> Verified:
        """Verify as the command does."""
        with acting_as(WORKER):
            return verify(now=now or utc_now(), mac_key=index_key(), trusted={self.key.public})

    def found(self) -> str | None:
        """Return the kind of the first break."""
        found = self.verify().first_break
        return found.kind.value if found else None

    def rows(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        """Ask as the owner of the database."""
        with connection.cursor() as cursor:
            cursor.execute(query, values)
            return list(cursor.fetchall())

    def run(self, statement: str, *values: Any) -> int:
        """Change something as the owner of the database; return how many rows."""
        with connection.cursor() as cursor:
            cursor.execute(statement, values)
            return int(cursor.rowcount)

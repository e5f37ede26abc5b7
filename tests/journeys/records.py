"""Look behind the pages: the demo's rows as their owner, its mails, its logs."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg

from partnerportal.database.embedded import EmbeddedServer
from tests.config.demo_process import Demo

LINDNER = "lindner@lindner-voss.example"
_UNTOUCHED = """
SELECT c.id, c.policy_number, p.first_name || ' ' || p.last_name, p.born_on
FROM contracts_contract c
JOIN contracts_insuredperson p ON p.contract_id = c.id
JOIN accounts_account a ON a.partner_id = c.partner_id AND a.email = %s
WHERE c.begins_on < current_date - 60 AND c.ends_on IS NULL
  AND NOT EXISTS (SELECT FROM contracts_consent k WHERE k.insured_person_id = p.id)
  AND NOT EXISTS (SELECT FROM claims_claim m WHERE m.contract_id = c.id)
ORDER BY c.holder_sort_key, p.born_on
LIMIT 1
"""


@dataclass(frozen=True)
class Insured:
    """A person no claim was ever made for, and who never gave consent."""

    contract_id: UUID
    policy_number: str
    name: str
    born_on: date


class Records:
    """Read what the demo in `folder` keeps."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def rows(self, query: str, *values: object, **named: object) -> list[tuple[Any, ...]]:
        """Return the rows of a query as the owner of the tables."""
        with self.connection() as connection:
            cursor = connection.execute(query, named or values)
            return cursor.fetchall() if cursor.description else []

    def connection(self) -> psycopg.Connection[Any]:
        """Connect as the owner of the tables."""
        parameters = EmbeddedServer(self.folder).parameters("portal_owner")
        return psycopg.connect(**parameters, autocommit=True)

    def untouched(self, broker: str = LINDNER) -> Insured:
        """Return somebody insured with the broker for two months or more, without claims, drafts or consents."""
        found = self.rows(_UNTOUCHED, broker)
        assert found, "the demo has nobody left without claims and consents; the seed must bring more"
        return Insured(*found[0])

    def mails(self) -> list[EmailMessage]:
        """Return every mail sent so far."""
        return [
            message_from_bytes(path.read_bytes(), policy=policy.default)
            for path in sorted((self.folder / "mail").glob("*.eml"))
        ]

    def logs(self) -> dict[str, str]:
        """Return every log of every process of the demo, the database's included."""
        paths = [*(self.folder / "log").iterdir(), self.folder / "postgres.log"]
        return {path.name: path.read_text(encoding="utf-8", errors="replace") for path in paths}


@contextmanager
def worker_asleep(demo: Demo) -> Iterator[None]:
    """Stop the worker where it stands, so that what it is told to do stays in the queue."""
    worker = demo.child("partnerportal worker")
    os.kill(worker, signal.SIGSTOP)
    try:
        yield
    finally:
        with suppress(ProcessLookupError):  # a journey may have killed it
            os.kill(worker, signal.SIGCONT)

"""Nobody who signs in waits for the sealer, and two sealers do not meet."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest
from django.db import connection

from partnerportal.journal.sealing import Sealed
from tests.journal.tampering import Journal

LINE = """
INSERT INTO journal_entry (kind, account_id, occurred_at, ip, mac)
VALUES ('login', gen_random_uuid(), now(), '192.0.2.7', sha256('x'))
"""


@pytest.fixture
def other(journal: Journal) -> Iterator[psycopg.Connection]:
    """Return a second connection that waits for nobody; what it did is undone."""
    parameters = {**connection.get_connection_params(), "options": "-c lock_timeout=500ms"}
    wanted = {
        name: parameters[name]
        for name in ("dbname", "user", "host", "port", "options")
        if parameters.get(name)
    }
    with psycopg.connect(**wanted) as second:
        yield second
        second.rollback()


def test_a_login_is_written_while_a_sealing_is_not_yet_committed(
    journal: Journal, other: psycopg.Connection
) -> None:
    journal.write(3)
    assert journal.seal().lines == 3
    other.execute(LINE)  # would be refused after half a second of waiting


def test_while_another_one_seals_or_verifies_the_sealer_leaves_it_to_the_next_minute(
    journal: Journal, other: psycopg.Connection
) -> None:
    journal.write(3)
    other.execute("SELECT pg_advisory_xact_lock(hashtext('journal.seal'))")
    assert journal.seal() == Sealed(0, 0)
    other.rollback()
    assert journal.seal() == Sealed(3, 1)


def test_a_login_not_yet_committed_does_not_hold_up_the_seal(
    journal: Journal, other: psycopg.Connection
) -> None:
    other.execute(LINE)
    journal.write(2)
    assert journal.seal().lines == 2

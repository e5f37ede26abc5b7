"""A line comes back from the database exactly as its MAC was made, whatever the address looks like."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from uuid import uuid4

import pytest

from partnerportal.database.keys import index_key
from partnerportal.journal.lines import COLUMNS, Line, month_of
from partnerportal.journal.rules import client_address
from partnerportal.journal.services import record_failed_login, record_login
from partnerportal.kernel.clock import utc_now
from tests.journal.tampering import Journal


@pytest.mark.parametrize(
    ("given", "stored"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:DB8:0:0:0:0:0:7", "2001:db8::7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("fe80::1%eth0", "fe80::1"),
        ("::1", "::1"),
        ("", "0.0.0.0"),
    ],
)
def test_every_address_is_stored_in_one_form_and_verifies(journal: Journal, given: str, stored: str) -> None:
    record_login(account_id=uuid4(), now=utc_now(), ip=given)
    record_failed_login(name="x", now=utc_now(), ip=given)
    lines = [Line.from_row(row) for row in journal.rows(f"SELECT {COLUMNS} FROM journal_entry")]
    assert [line.ip for line in lines] == [stored, stored]
    assert all(line.is_genuine(index_key()) for line in lines)
    assert journal.found() is None


@pytest.mark.parametrize(
    "now",
    [
        datetime(2026, 11, 25, 12, 0, 0, tzinfo=UTC),
        datetime(2026, 11, 25, 12, 0, 0, 120000, tzinfo=UTC),
        datetime(2026, 11, 25, 13, 0, 0, 1, tzinfo=timezone(timedelta(hours=1))),
    ],
)
def test_every_instant_verifies(journal: Journal, now: datetime) -> None:
    record_login(account_id=uuid4(), now=now, ip="192.0.2.7")
    assert journal.found() is None


def test_a_line_belongs_to_its_month_in_universal_time() -> None:
    berlin_new_year = datetime(2027, 1, 1, 0, 30, tzinfo=timezone(timedelta(hours=1)))
    assert month_of(berlin_new_year).isoformat() == "2026-12-01"


def test_an_ipv6_client_behind_a_declared_proxy_is_found() -> None:
    from ipaddress import ip_network

    trusted = [ip_network("fd00::/64"), ip_network("10.0.0.0/24")]
    assert client_address("fd00::5", "2001:db8::9", trusted) == "2001:db8::9"
    assert client_address("::ffff:10.0.0.5", "2001:DB8::9", trusted) == "2001:db8::9"
    assert client_address("2001:db8::5", "2001:db8::9", trusted) == "2001:db8::5"
    assert client_address("fe80::1%eth0", "", trusted) == "fe80::1"

"""Everybody sees the own logins and the failed ones under the own name, and nobody else's."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection

from partnerportal.database.context import acting_as
from partnerportal.journal.queries import own_log
from partnerportal.journal.services import record_failed_login, record_login
from partnerportal.kernel.viewer import ANONYMOUS, Viewer
from tests.cast import NOW, House
from tests.journal.tampering import Journal

NAME = "lindner@lindner-voss.example"


@pytest.fixture
def lindner(house: House, journal: Journal) -> Viewer:
    """Let Lindner sign in six times and fail three times, and Petersen do both once."""
    for hours in range(6):
        record_login(account_id=house.lindner.account, now=NOW + timedelta(hours=hours), ip="192.0.2.7")
    for hours in range(3):
        record_failed_login(
            name=f" {NAME.upper()}", now=NOW + timedelta(hours=hours, minutes=30), ip="2001:db8::7"
        )
    record_login(account_id=house.petersen.account, now=NOW, ip="192.0.2.8")
    record_failed_login(name="petersen@petersen-assekuranz.example", now=NOW, ip="192.0.2.8")
    return house.lindner


def test_the_own_log_holds_logins_and_failures_newest_first(lindner: Viewer) -> None:
    with acting_as(lindner):
        page = own_log(viewer=lindner, name=NAME)
    assert len(page.lines) == 9
    assert page.next_after is None
    assert [line.occurred_at for line in page.lines] == sorted(
        (line.occurred_at for line in page.lines), reverse=True
    )
    assert {(line.kind, line.ip) for line in page.lines} == {
        ("login", "192.0.2.7"),
        ("failed_login", "2001:db8::7"),
    }


def test_pages_follow_each_other_without_gap(lindner: Viewer) -> None:
    found, after = [], None
    with acting_as(lindner):
        while True:
            page = own_log(viewer=lindner, name=NAME, after=after, limit=4)
            found += [(line.id, len(page.lines)) for line in page.lines]
            after = page.next_after
            if after is None:
                break
        whole = own_log(viewer=lindner, name=NAME)
    assert [size for _, size in found] == [4, 4, 4, 4, 4, 4, 4, 4, 1]
    assert [number for number, _ in found] == [line.id for line in whole.lines]


@pytest.mark.parametrize(("kind", "lines"), [("login", 6), ("failed_login", 3), ("", 9)])
def test_the_own_log_is_filtered_by_kind(lindner: Viewer, kind: str, lines: int) -> None:
    with acting_as(lindner):
        assert len(own_log(viewer=lindner, name=NAME, kind=kind).lines) == lines


def test_the_own_log_is_filtered_by_days_in_berlin(lindner: Viewer) -> None:
    late = datetime(2026, 11, 25, 22, 59, tzinfo=UTC)  # 23:59 in Berlin
    record_login(account_id=lindner.account, now=late, ip="192.0.2.7")
    record_login(account_id=lindner.account, now=late + timedelta(minutes=2), ip="192.0.2.7")
    with acting_as(lindner):
        on_the_day = own_log(viewer=lindner, name=NAME, since=date(2026, 11, 25), until=date(2026, 11, 25))
        afterwards = own_log(viewer=lindner, name=NAME, since=date(2026, 11, 26))
    assert [line.occurred_at for line in on_the_day.lines] == [late]
    assert len(afterwards.lines) == 1


def test_a_place_nobody_gave_out_is_the_beginning(lindner: Viewer) -> None:
    with acting_as(lindner):
        assert len(own_log(viewer=lindner, name=NAME, after="x'; DROP").lines) == 9


def test_nobody_reads_the_failures_of_a_name_without_its_keyed_hash(lindner: Viewer) -> None:
    with acting_as(lindner), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM journal_entry WHERE kind = 'failed_login'")
        assert cursor.fetchone() == (0,)
        cursor.execute(
            "SELECT count(*) FROM portal_own_failures(sha256(%s), '2000-01-01', '2100-01-01')",
            [NAME.encode()],
        )
        assert cursor.fetchone() == (0,)


def test_a_stranger_has_no_log(lindner: Viewer) -> None:
    with acting_as(ANONYMOUS), pytest.raises(LookupError):
        own_log(viewer=ANONYMOUS, name=NAME)

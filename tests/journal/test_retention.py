"""A month of the journal goes when it is due, not a day earlier, and leaves a record; an undue gap is found."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, ProgrammingError, transaction

from partnerportal.database.context import acting_as
from partnerportal.journal.rules import is_due
from partnerportal.journal.services import drop_due_partitions, ensure_partitions
from partnerportal.kernel.clock import plus_months, utc_now
from partnerportal.kernel.viewer import WORKER
from tests.journal.tampering import Journal

LONG_AGO = plus_months(utc_now().date().replace(day=1), -6)


@pytest.fixture
def old(journal: Journal) -> Journal:
    """Return a journal with three sealed lines of a month that is due and two of this month."""
    ensure_partitions(today=LONG_AGO, months_ahead=0)
    journal.write(3, at=datetime(LONG_AGO.year, LONG_AGO.month, 12, tzinfo=UTC))
    journal.write(2)
    journal.seal()
    assert journal.verify().as_json()["partitions"] == 2
    return journal


def test_dropping_a_due_month_keeps_the_journal_intact(old: Journal) -> None:
    with acting_as(WORKER):
        assert drop_due_partitions(now=utc_now()) == {LONG_AGO: 3}
    assert old.verify().as_json() == {"entries": 2, "partitions": 1, "intact": True, "first_break": None}
    assert old.rows("SELECT month, size FROM journal_dropped_month") == [(LONG_AGO, 3)]
    assert old.rows("SELECT count(*) FROM journal_head") == [(2,)]
    assert old.rows("SELECT count(*) FROM journal_sealed_line") == [(2,)]


def test_after_dropping_the_sealing_goes_on(old: Journal) -> None:
    with acting_as(WORKER):
        drop_due_partitions(now=utc_now())
        assert drop_due_partitions(now=utc_now()) == {}
    old.write(1)
    assert old.seal().lines == 1
    assert old.found() is None


def test_a_month_goes_after_the_ninetieth_day_past_its_last() -> None:
    june = date(2026, 6, 1)  # 30 June and 90 days: 28 September
    assert not is_due(june, datetime(2026, 9, 28, 21, 59, tzinfo=UTC))
    assert is_due(june, datetime(2026, 9, 28, 22, 1, tzinfo=UTC))  # past midnight in Berlin


def test_the_database_refuses_to_drop_an_undue_month_whatever_the_caller_says(journal: Journal) -> None:
    journal.write(1)
    with pytest.raises(IntegrityError, match="is kept until"), transaction.atomic():
        drop_due_partitions(now=utc_now() + timedelta(days=400))
    assert journal.rows("SELECT current_user") == [("portal_owner",)]


@pytest.mark.parametrize("role", ["portal_web", "portal_worker"])
def test_web_and_worker_cannot_drop_a_month_by_themselves(old: Journal, role: str) -> None:
    old.run(f"SET LOCAL ROLE {role}")
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        old.rows("SELECT portal_journal_drop(%s)", LONG_AGO)


def test_a_month_dropped_past_the_function_is_found(old: Journal) -> None:
    old.run(f"DROP TABLE journal_entry_{LONG_AGO:%Y_%m}")
    found = old.verify().first_break
    assert found is not None
    assert (found.kind.value, found.month) == ("month_removed", LONG_AGO)


def test_a_month_dropped_before_its_end_with_a_false_record_is_found(journal: Journal) -> None:
    journal.write(2)
    journal.seal()
    month = utc_now().date().replace(day=1)
    journal.run(f"DROP TABLE journal_entry_{month:%Y_%m}")
    journal.run("INSERT INTO journal_dropped_month VALUES (%s, 2, now() + interval '1 year')", month)
    assert journal.found() == "month_dropped_early"


def test_a_record_with_a_false_number_of_lines_is_found(old: Journal) -> None:
    with acting_as(WORKER):
        drop_due_partitions(now=utc_now())
    old.run("UPDATE journal_dropped_month SET size = 2")
    assert old.found() == "month_dropped_early"


def test_no_role_can_write_the_record_of_a_deletion(old: Journal) -> None:
    for role in ("portal_web", "portal_worker", "portal_retention"):
        old.run(f"SET LOCAL ROLE {role}")
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            old.run("INSERT INTO journal_dropped_month VALUES (%s, 3, now())", LONG_AGO)


def test_a_reading_is_forgotten_when_it_is_due_and_no_earlier(old: Journal) -> None:
    today = utc_now().date()
    for number, opened in enumerate(
        (utc_now(), utc_now() - timedelta(days=60), utc_now() - timedelta(days=130))
    ):
        old.run(
            "INSERT INTO journal_reading"
            " (id, account_id, purpose, reason, asked_kind, asked_since, asked_until, opened_at)"
            " VALUES (gen_random_uuid(), gen_random_uuid(), 'check', %s, '', %s, %s, %s)",
            f"Prüfung Nummer {number}", today, today, opened,
        )  # fmt: skip
    with acting_as(WORKER):
        drop_due_partitions(now=utc_now())
    kept = old.rows("SELECT reason FROM journal_reading ORDER BY opened_at DESC")
    assert kept == [("Prüfung Nummer 0",), ("Prüfung Nummer 1",)]

"""The officer reads the journal for a stated reason, for a quarter of an hour, and it is journaled who read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, ProgrammingError, transaction
from django.test import Client

from partnerportal.database.context import acting_as
from partnerportal.journal.chart import chart_of
from partnerportal.journal.models import Entry, Reading
from partnerportal.journal.queries import (
    Hour,
    figures_by_hour,
    lines_page,
    newest_readings,
    open_reading_of,
    seal_state,
)
from partnerportal.journal.services import Asked, open_reading, record_failed_login, record_login
from partnerportal.kernel.clock import berlin_date, utc_now
from partnerportal.kernel.errors import Refused
from partnerportal.kernel.viewer import Viewer
from tests.cast import House
from tests.journal.tampering import Journal

REASON = "Auffällige Fehlversuche am Wochenende"
NAME = "lindner@lindner-voss.example"


@pytest.fixture
def officer(house: House, journal: Journal) -> Viewer:
    """Return the officer of a house with two logins and two failures."""
    now = utc_now()
    record_login(account_id=house.lindner.account, now=now, ip="192.0.2.7")
    record_login(account_id=house.petersen.account, now=now, ip="192.0.2.8")
    record_failed_login(name=NAME, now=now, ip="192.0.2.7")
    record_failed_login(name="niemand@nirgends.example", now=now, ip="192.0.2.9")
    return house.officer


def ask(officer: Viewer, **filters: object) -> Reading:
    today = berlin_date(utc_now())
    asked = Asked(**{"since": today, "until": today, **filters})  # type: ignore[arg-type]
    with acting_as(officer):
        open_reading(actor=officer, purpose="misuse", reason=REASON, asked=asked, now=utc_now())
        reading = open_reading_of(viewer=officer, now=utc_now())
    assert reading is not None
    return reading


def seen(officer: Viewer) -> int:
    with acting_as(officer):
        return Entry.objects.count()


def test_without_a_reason_the_database_shows_the_officer_no_line(officer: Viewer) -> None:
    assert seen(officer) == 0
    ask(officer)
    assert seen(officer) == 4


def test_after_fifteen_minutes_the_database_closes_the_journal(officer: Viewer, journal: Journal) -> None:
    ask(officer)
    journal.run("UPDATE journal_reading SET opened_at = now() - interval '15 minutes 1 second'")
    assert seen(officer) == 0
    with acting_as(officer):
        assert open_reading_of(viewer=officer, now=utc_now()) is None


def test_a_reading_of_somebody_else_opens_nothing(officer: Viewer, house: House, journal: Journal) -> None:
    ask(officer)
    journal.run("UPDATE journal_reading SET account_id = gen_random_uuid()")
    assert seen(officer) == 0


@pytest.mark.parametrize("member", ["administrator", "clerk", "lindner"])
def test_nobody_but_the_officer_opens_the_journal(officer: Viewer, house: House, member: str) -> None:
    viewer: Viewer = getattr(house, member)
    today = berlin_date(utc_now())
    with acting_as(viewer), pytest.raises(Refused, match="role"):
        open_reading(actor=viewer, purpose="misuse", reason=REASON, asked=Asked(today, today), now=utc_now())
    with acting_as(viewer):
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            Reading(
                id="00000000-0000-0000-0000-000000000001", account_id=viewer.account, purpose="misuse",
                reason=REASON, asked_since=today, asked_until=today, opened_at=utc_now(),
            ).save(force_insert=True)  # fmt: skip
        assert newest_readings(viewer=viewer) == []
        assert Reading.objects.count() == 0
        assert seal_state(viewer=viewer) is None


@pytest.mark.parametrize(
    ("purpose", "reason"), [("", REASON), ("curiosity", REASON), ("misuse", "  nur so  ")]
)
def test_without_purpose_or_reason_the_journal_stays_closed(
    officer: Viewer, purpose: str, reason: str
) -> None:
    today = berlin_date(utc_now())
    with acting_as(officer), pytest.raises(Refused, match="reason"):
        open_reading(actor=officer, purpose=purpose, reason=reason, asked=Asked(today, today), now=utc_now())
    assert seen(officer) == 0


def test_a_reading_can_be_neither_changed_nor_removed_nor_dated_otherwise(officer: Viewer) -> None:
    reading = ask(officer)
    for change in ("update", "delete", "backdate"):
        with acting_as(officer), pytest.raises(DatabaseError), transaction.atomic():
            _try(reading, change)


def _try(reading: Reading, change: str) -> None:
    if change == "update":
        Reading.objects.update(reason="etwas ganz anderes")
    elif change == "delete":
        Reading.objects.all().delete()
    else:
        reading.id, reading.opened_at = reading.account_id, utc_now() + timedelta(hours=1)
        reading.save(force_insert=True)


def test_the_database_takes_no_reading_without_a_reason(officer: Viewer, journal: Journal) -> None:
    ask(officer)
    with pytest.raises(IntegrityError, match="has_a_reason"), transaction.atomic():
        journal.run("UPDATE journal_reading SET reason = '          '")


def test_the_lines_are_those_asked_for(officer: Viewer, house: House) -> None:
    def kinds(**filters: object) -> list[str]:
        reading = ask(officer, **filters)
        with acting_as(officer):
            return sorted(line.kind for line in lines_page(viewer=officer, reading=reading).lines)

    tomorrow = berlin_date(utc_now()) + timedelta(days=1)
    assert len(kinds()) == 4
    assert kinds(kind="login") == ["login", "login"]
    assert kinds(name=NAME, account_id=house.lindner.account) == ["failed_login", "login"]
    assert kinds(name="niemand@nirgends.example") == ["failed_login"]
    assert kinds(name="unbekannt@nirgends.example") == []
    assert kinds(since=tomorrow, until=tomorrow) == []


def test_the_figures_by_hour_count_what_the_lines_show(officer: Viewer) -> None:
    today = berlin_date(utc_now())
    short, long = ask(officer), ask(officer, since=today - timedelta(days=30))
    with acting_as(officer):
        hours, hours_of_day = (figures_by_hour(viewer=officer, reading=one) for one in (short, long))
    assert (len(hours), len(hours_of_day)) == (24, 24)
    assert sum(hour.logins for hour in hours) == sum(hour.logins for hour in hours_of_day) == 2
    assert sum(hour.failures for hour in hours) == 2
    assert {hour.day for hour in hours} == {today}
    assert {hour.day for hour in hours_of_day} == {None}


def test_both_kinds_of_bars_share_one_scale() -> None:
    chart = chart_of([Hour(0, 4, 1), Hour(1, 0, 2)])
    assert (chart.most, len(chart.logins), len(chart.failures)) == (4, 1, 2)
    assert chart.logins[0].height == 2 * chart.failures[1].height
    assert chart_of([]).most == 0


PAGE = {
    "purpose": "misuse",
    "reason": REASON,
    "since": "01.11.2026",
    "until": "2026-11-30",
    "kind": "all",
    "name": "",
}


def test_the_page_asks_for_a_reason_first_and_then_shows_the_lines(
    officer: Viewer, sign_in: Callable[[Viewer], Client], journal: Journal
) -> None:
    client = sign_in(officer)
    closed = client.get("/protokoll").content.decode()
    assert "Protokoll öffnen" in closed
    assert "192.0.2.9" not in closed
    today = berlin_date(utc_now()).isoformat()
    answer = client.post("/protokoll", {**PAGE, "since": today, "until": today})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/protokoll")
    journal.seal()
    opened = client.get("/protokoll").content.decode()
    for shown in ("192.0.2.9", REASON, "<svg", "Verdacht auf Missbrauch", "Letztes Siegel", "Einsichten"):
        assert shown in opened
    assert NAME not in opened


def test_every_new_question_is_one_more_reading_and_stands_in_no_address(
    officer: Viewer, sign_in: Callable[[Viewer], Client]
) -> None:
    client = sign_in(officer)
    today = berlin_date(utc_now()).isoformat()
    filters = {"since": today, "until": today, "kind": "failed_login", "name": NAME.upper()}
    assert client.post("/protokoll/filter", filters).headers["Location"] == "/protokoll"
    assert Reading.objects.count() == 0
    client.post("/protokoll", {**PAGE, "since": today, "until": today})
    answer = client.post("/protokoll/filter", filters)
    assert answer.headers["Location"] == "/protokoll"
    newest = Reading.objects.order_by("-opened_at")[0]
    assert (Reading.objects.count(), newest.reason, newest.asked_kind) == (2, REASON, "failed_login")
    assert newest.asked_account_id is not None
    page = client.get("/protokoll").content.decode()
    assert "1 Fehlversuch" in page
    assert "192.0.2.9" not in page


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("purpose", "", "Bitte wählen Sie einen Anlass."),
        ("reason", "zu kurz", "Die Begründung ist zu kurz."),
        ("until", "2026-10-01", "Der Zeitraum endet vor seinem Beginn."),
        ("since", "gestern", "Das ist kein Tag."),
        ("name", "lindner", "Das ist keine E-Mail-Adresse."),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_stays(
    officer: Viewer, sign_in: Callable[[Viewer], Client], field: str, value: str, sentence: str
) -> None:
    answer = sign_in(officer).post("/protokoll", {**PAGE, field: value})
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    if field != "reason":
        assert REASON in answer.content.decode()
    assert Reading.objects.count() == 0

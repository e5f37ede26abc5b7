"""What the administrator sees of a delivery: how far it is, what it changes, what was wrong, and never a value."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from partnerportal.accounts.models import Session
from partnerportal.exchange.models import ImportRun
from tests.architecture.matrix_exchange import delivery, finding
from tests.cast import House, signed_in_client

pytestmark = pytest.mark.django_db

PAGE = "/verwaltung/datenaustausch"


@pytest.fixture
def now() -> datetime:
    return datetime.now(UTC)


@pytest.fixture
def administrator(house: House) -> Client:
    """Return Uwe Lange's browser."""
    return signed_in_client(house.administrator)


def text_of(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def test_the_first_visit_says_what_will_be_here(administrator: Client) -> None:
    page = text_of(administrator, PAGE)

    assert "Noch keine Lieferung" in page
    assert "bis 100 MB" in page.replace("\xa0", " ")
    assert "Alle Firmen der Lieferungen sind hier Partner" in page


def test_the_preview_counts_before_anything_is_taken_over(
    house: House, administrator: Client, now: datetime
) -> None:
    run = delivery(house, now)
    finding(run, house)

    page = text_of(administrator, f"{PAGE}/{run.id}")

    assert "Noch ist nichts übernommen" in page
    for row in (
        "Verträge Neu 2 und eine Person Geändert 3 Unverändert 5 und 9 Personen Geparkt 3",
        "IBAN 1",
        "2 Stellen werden nicht übernommen",
    ):
        assert row in page
    assert "Zeile 12 Abgewiesen 0100 IBAN Die IBAN stimmt nicht." in page
    assert "Eine Angabe fehlt in der Lieferung" in page
    assert "3 Verträge sind geparkt" in page
    assert house.contract.policy_number not in page


def test_a_delivery_that_changes_nothing_says_so(house: House, administrator: Client, now: datetime) -> None:
    same = {"contracts": {"created": 0, "updated": 0, "unchanged": 7}}
    run = delivery(house, now, result=same)

    assert "Diese Lieferung ändert nichts" in text_of(administrator, f"{PAGE}/{run.id}")


def test_places_are_listed_by_kind_and_given_as_a_file(
    house: House, administrator: Client, now: datetime
) -> None:
    run = delivery(house, now)
    finding(run, house)

    assert "Die IBAN stimmt nicht." in text_of(administrator, f"{PAGE}/{run.id}/stellen")
    narrowed = text_of(administrator, f"{PAGE}/{run.id}/stellen?zeige=uebersprungen")
    assert "Diese Satzart kennt das Portal nicht." in narrowed
    assert "Die IBAN stimmt nicht." not in narrowed
    answer = administrator.get(f"{PAGE}/{run.id}/fehler.csv")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="fehler.csv"'
    assert answer.content.decode() == (
        "\ufeffZeile;Art;Satzart;Feld;Wert;Grund\r\n"
        "12;Abgewiesen;0100;IBAN;IBAN;Die IBAN stimmt nicht.\r\n"
        "12;Übersprungen;0100;IBAN;IBAN;Diese Satzart kennt das Portal nicht. Sie wird übersprungen.\r\n"
    )


def test_what_came_out_of_a_file_is_no_formula_in_a_spreadsheet(
    house: House, administrator: Client, now: datetime
) -> None:
    run = delivery(house, now)
    run.findings.create(line=1, satzart="=1+1", kind="skipped", reason="unknown_record")

    assert ";'=1+1;" in administrator.get(f"{PAGE}/{run.id}/fehler.csv").content.decode()


def test_progress_is_told_in_records_until_there_is_something_to_see(
    house: House, administrator: Client, now: datetime
) -> None:
    run = delivery(house, now, state="reading", result={}, records_total=4000, records_read=1000)

    state = administrator.get(f"{PAGE}/{run.id}/stand")
    assert state.json() == {"sentence": "1.000 von rund 4.000 Sätzen gelesen", "percent": 25}
    page = text_of(administrator, f"{PAGE}/{run.id}")
    assert "1.000 von rund 4.000 Sätzen gelesen" in page
    assert "Aktualisieren" in page
    ImportRun.objects.update(state="previewed")
    assert administrator.get(f"{PAGE}/{run.id}/stand").status_code == 204


def test_looking_how_far_it_is_does_not_prolong_the_session(
    house: House, administrator: Client, now: datetime
) -> None:
    run = delivery(house, now, state="reading")
    Session.objects.update(last_seen_at=now - timedelta(minutes=10))

    administrator.get(f"{PAGE}/{run.id}/stand")
    assert Session.objects.get().last_seen_at == now - timedelta(minutes=10)
    administrator.get(f"{PAGE}/{run.id}")
    assert Session.objects.get().last_seen_at > now - timedelta(minutes=1)


def test_a_worker_that_died_is_noticed_and_the_file_read_again(
    house: House, administrator: Client, now: datetime
) -> None:
    silent = now - timedelta(minutes=10)
    run = delivery(house, now, state="reading", heartbeat_at=silent, result={})

    assert "Die Arbeit ist stehen geblieben" in text_of(administrator, f"{PAGE}/{run.id}")
    assert administrator.post(f"{PAGE}/{run.id}/neu-lesen").status_code == 302
    assert ImportRun.objects.get().state == "waiting"


def test_a_preview_is_taken_over_by_somebody_who_proved_who_they_are(
    house: House, administrator: Client, now: datetime
) -> None:
    run = delivery(house, now)

    answer = administrator.post(f"{PAGE}/{run.id}/uebernehmen")

    run.refresh_from_db()
    assert answer.headers["Location"] == f"{PAGE}/{run.id}?erledigt=bestaetigt"
    assert (run.state, run.applies_at_once) == ("waiting", True)
    again = administrator.post(f"{PAGE}/{run.id}/uebernehmen")
    assert again.status_code == 409
    assert "Das geht bei diesem Import nicht mehr" in again.content.decode()


def test_after_a_quarter_of_an_hour_the_portal_asks_again_who_is_there(
    house: House, administrator: Client, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = delivery(house, now)
    monkeypatch.setattr("partnerportal.exchange.views.runs.CONFIRMED_WITHIN", timedelta(0))

    answer = administrator.post(f"{PAGE}/{run.id}/uebernehmen")

    assert answer.headers["Location"].startswith("/konto/bestaetigen?next=")
    assert ImportRun.objects.get().state == "previewed"


def test_a_discarded_delivery_says_that_nothing_was_taken_over(
    house: House, administrator: Client, now: datetime
) -> None:
    run = delivery(house, now)

    administrator.post(f"{PAGE}/{run.id}/verwerfen")

    assert ImportRun.objects.get().state == "discarded"
    assert "Übernommen ist nichts" in text_of(administrator, f"{PAGE}/{run.id}")


def test_the_history_shows_the_newest_first_and_goes_on(
    house: House, administrator: Client, now: datetime
) -> None:
    runs = [delivery(house, now - timedelta(days=number)) for number in range(27)]

    first = administrator.get(PAGE).content.decode()
    assert str(runs[0].id) in first
    assert str(runs[26].id) not in first
    following = re.search(r'href="(/verwaltung/datenaustausch\?nach=[^"]+)"', first)
    assert following
    assert str(runs[26].id) in administrator.get(following[1]).content.decode()

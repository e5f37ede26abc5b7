"""Who downloads a statement: the partner with the right, after saying again who it is, and nobody else."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from django.conf import settings
from django.http import HttpResponseBase
from django.test import Client

from partnerportal.accounts.models import Account
from partnerportal.accounts.rules.services_registry import GDV_DOWNLOAD
from partnerportal.accounts.services.services_registry import switch_on
from partnerportal.accounts.sessions import SessionStore
from partnerportal.contracts.models import Contract
from partnerportal.database.context import acting_as
from partnerportal.journal.models import LatestTransaction
from partnerportal.kernel.viewer import Viewer
from tests.cast import House, signed_in_client
from tests.statements.ledger import ENDED_POLICY, POLICY, booking, closed_statement, take_over

pytestmark = pytest.mark.django_db
EXTRACT = "/abrechnungen/buchauszug"
PERIOD = {"von": "01.10.2026", "bis": "31.10.2026"}


def body(answer: HttpResponseBase) -> bytes:
    """Return what was sent."""
    return answer.read_body if answer.streaming else answer.content  # type: ignore[attr-defined]


def sent(client: Client, path: str, typed: dict[str, str] | None = None) -> HttpResponseBase:
    """Send a form and read the whole answer, as a browser does; a file that nobody reads stays open."""
    answer = client.post(path, typed or {})
    if answer.streaming:
        answer.read_body = b"".join(answer)  # type: ignore[attr-defined]
    return answer


def file_of(number: str, key: str = "csv") -> str:
    return f"/abrechnungen/{number}/datei/{key}"


def grow_stale(client: Client) -> Client:
    """Let the confirmation of who is there lie ten minutes back."""
    session = SessionStore(client.cookies[settings.SESSION_COOKIE_NAME].value)
    records = session["account_authentication_methods"]
    session["account_authentication_methods"] = [
        {**record, "at": datetime.now(UTC).timestamp() - 600} for record in records
    ]
    session.save()
    return client


@pytest.mark.parametrize("key", ["pdf", "csv", "xlsx", "json"])
def test_the_owner_downloads_a_closed_statement(house: House, key: str) -> None:
    number = closed_statement(house, house.lindner)
    client = signed_in_client(house.lindner)

    page, answer = client.get(file_of(number, key)), sent(client, file_of(number, key))

    assert page.status_code == answer.status_code == 200
    assert b"herunterladen" in page.content
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{number}.{key}"'
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Content-Security-Policy"].startswith("sandbox")
    assert int(answer.headers["Content-Length"]) == len(body(answer)) > 200


def test_a_download_is_the_latest_transaction_and_looking_at_the_page_is_none(house: House) -> None:
    number = closed_statement(house, house.lindner)
    client = signed_in_client(house.lindner)

    client.get(file_of(number))
    assert not LatestTransaction.objects.filter(account_id=house.lindner.account).exists()
    sent(client, file_of(number))
    latest = LatestTransaction.objects.get(account_id=house.lindner.account)
    assert (latest.kind, latest.object_ref) == ("statement.exported", number)


def test_who_did_not_just_say_who_it_is_is_asked_first(house: House) -> None:
    number = closed_statement(house, house.lindner)
    client = grow_stale(signed_in_client(house.lindner))

    for answer in (client.get(file_of(number)), sent(client, file_of(number)), client.get(EXTRACT)):
        assert answer.status_code == 302
        assert answer.headers["Location"].startswith("/konto/bestaetigen?next=%2Fabrechnungen%2F")
    assert not LatestTransaction.objects.filter(account_id=house.lindner.account).exists()


def test_a_foreign_an_open_and_a_missing_statement_answer_alike(house: House) -> None:
    opened = take_over(house.lindner, [booking()]).number or ""
    foreign = closed_statement(house, house.petersen)
    client = signed_in_client(house.lindner)

    for send in (client.get, client.post):
        answers = [send(file_of(number)) for number in (opened, foreign, "AB-2031-01-0001")]
        assert {answer.status_code for answer in answers} == {404}
        assert len({answer.content for answer in answers}) == 1
    assert client.get(file_of(foreign)).status_code == 404
    assert client.get(file_of(closed_statement(house, house.lindner), "docx")).status_code == 404


def test_without_the_right_to_statements_nobody_gets_a_file(house: House) -> None:
    number = closed_statement(house, house.lindner)

    for viewer in (house.voss, house.clerk, house.officer, house.administrator):
        client = signed_in_client(viewer)
        assert sent(client, file_of(number)).status_code == 403
        assert sent(client, EXTRACT, {**PERIOD, "datei": "csv"}).status_code == 403
    settling = signed_in_client(house.contract_clerk)
    assert sent(settling, file_of(number)).status_code == 200
    assert sent(settling, EXTRACT, {**PERIOD, "datei": "csv"}).status_code == 403


def test_gdv_is_shut_until_the_service_is_switched_on(house: House) -> None:
    number = closed_statement(house, house.lindner)
    client = signed_in_client(house.lindner)

    assert sent(client, file_of(number, "gdv")).status_code == 403
    with acting_as(house.lindner):
        switch_on(actor=house.lindner, service=GDV_DOWNLOAD, now=datetime.now(UTC))
    answer = sent(client, file_of(number, "gdv"))
    assert answer.status_code == 200
    assert body(answer).startswith(b"00019999 Musterschutz Assekuranz AG")
    foreign = client.get(file_of(closed_statement(house, house.petersen), "gdv"))
    unknown = client.get(file_of("AB-2031-01-0001", "gdv"))
    assert (foreign.status_code, foreign.content) == (404, unknown.content)


def test_what_a_form_cannot_hold_is_said_on_the_page(house: House) -> None:
    number = closed_statement(house, house.lindner, [booking("RK-2048-771-305-9999999")])
    with acting_as(house.lindner):
        switch_on(actor=house.lindner, service=GDV_DOWNLOAD, now=datetime.now(UTC))

    answer = sent(signed_in_client(house.lindner), file_of(number, "gdv"))

    assert answer.status_code == 409
    assert "länger, als das GDV-Format erlaubt" in answer.content.decode()


def test_the_schema_is_open_to_software_without_an_account() -> None:
    answer = Client().get("/abrechnungen/schema/abrechnung-1.json")

    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/schema+json"
    assert answer.json()["title"].startswith("Partnerabrechnung")


def extract_of(viewer: Viewer, **values: str) -> Iterator[dict[str, str]]:
    answer = sent(signed_in_client(viewer), EXTRACT, {**PERIOD, "datei": "csv", **values})
    assert answer.status_code == 200, answer.content.decode()
    text = body(answer).decode("utf-8-sig")
    return csv.DictReader(io.StringIO(text, newline=""), delimiter=";")


def test_the_book_extract_names_every_booking_of_the_period_with_its_contract(house: House) -> None:
    closed_statement(
        house,
        house.lindner,
        [
            booking(),
            booking(kind="clawback", day=date(2026, 10, 31)),
            booking(ENDED_POLICY, day=date(2026, 10, 1)),
            booking(day=date(2026, 9, 30)),
        ],
    )
    closed_statement(house, house.petersen)

    rows = list(extract_of(house.lindner))

    assert [(row["Versicherungsnummer"], row["Gebucht am"], row["Betrag"]) for row in rows] == [
        (ENDED_POLICY, "01.10.2026", "37,80"),
        (POLICY, "15.10.2026", "37,80"),
        (POLICY, "31.10.2026", "-37,80"),
    ]
    assert rows[1]["Versicherungsnehmer"] == "Amelie Brandt"
    assert (rows[1]["Sparte"], rows[1]["Beginn"]) == ("Krankenversicherung", "01.01.2024")
    assert rows[0]["Ende"] == "31.12.2025"
    assert rows[2]["Art"] == "Storno"


def test_a_contract_that_began_and_was_never_settled_stands_in_the_extract_too(house: House) -> None:
    Contract.objects.filter(id=house.contract.id).update(begins_on=date(2026, 10, 3))
    closed_statement(house, house.lindner, [booking(ENDED_POLICY)])

    booked, unbooked = extract_of(house.lindner)

    assert booked["Versicherungsnummer"] == ENDED_POLICY
    assert unbooked["Versicherungsnummer"] == POLICY
    assert (unbooked["Art"], unbooked["Betrag"]) == ("keine Buchung im Zeitraum", "")


@pytest.mark.parametrize(
    ("key", "begins_with"), [("xlsx", b"PK"), ("pdf", b"%PDF-"), ("csv", b"\xef\xbb\xbf")]
)
def test_the_extract_comes_in_three_forms_named_after_the_period(
    house: House, key: str, begins_with: bytes
) -> None:
    closed_statement(house, house.lindner)

    answer = sent(signed_in_client(house.lindner), EXTRACT, {**PERIOD, "datei": key})

    assert body(answer).startswith(begins_with)
    name = f"Buchauszug-2026-10-01-bis-2026-10-31.{key}"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"von": "", "bis": "31.10.2026"}, "Bitte geben Sie den ersten Tag ein."),
        ({"von": "31.02.2026", "bis": "31.10.2026"}, "Das ist kein Datum."),
        ({"von": "31.10.2026", "bis": "01.10.2026"}, "Der letzte Tag liegt vor dem ersten."),
        ({**PERIOD, "datei": "docx"}, "Diese Art von Datei gibt es nicht."),
    ],
)
def test_a_period_that_is_none_is_explained(house: House, typed: dict[str, str], sentence: str) -> None:
    answer = sent(signed_in_client(house.lindner), EXTRACT, {"datei": "csv", **typed})

    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_an_extract_names_people_so_it_needs_the_right_to_contracts_too(house: House) -> None:
    Account.objects.filter(id=house.voss.account).update(may_see_statements=True, may_see_contracts=False)

    assert signed_in_client(house.voss).get(EXTRACT).status_code == 403

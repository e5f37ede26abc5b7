"""The administrator brings a file in, with a script and without; whatever is no delivery stays outside."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from partnerportal.database.keys import open_vault
from partnerportal.exchange import storage
from partnerportal.exchange.models import ImportRun
from partnerportal.exchange.views import deliveries
from tests.cast import House, signed_in_client

pytestmark = pytest.mark.django_db

PAGE, UPLOAD = "/verwaltung/datenaustausch", "/verwaltung/datenaustausch/hochladen"
SAMPLE = (Path(__file__).parent / "data" / "kranken_020_synthetisch.gdv").read_bytes()
TABLE = b"Versicherungsnummer;Nachname\r\nRK-1;Brandt\r\n"


@pytest.fixture
def administrator(house: House) -> Client:
    """Return Uwe Lange's browser."""
    return signed_in_client(house.administrator)


def sent(client: Client, content: bytes, scope: str = "teil") -> HttpResponse:
    """Send a file the way the script does."""
    return client.post(f"{UPLOAD}?umfang={scope}", content, content_type="application/octet-stream")


def chosen(client: Client, content: bytes, name: str = "bestand.txt") -> HttpResponse:
    """Send a file by the form."""
    return client.post(PAGE, {"umfang": "gesamt", "datei": SimpleUploadedFile(name, content)})


def test_a_file_is_sealed_as_it_comes_and_waits_for_its_preview(administrator: Client) -> None:
    answer = sent(administrator, SAMPLE)

    run = ImportRun.objects.get()
    assert answer.status_code == 201
    assert answer.json() == {"url": f"{PAGE}/{run.id}"}
    assert (run.format, run.origin, run.state, run.is_full_delivery) == ("gdv", "upload", "waiting", False)
    assert (run.size, run.applies_at_once) == (len(SAMPLE), False)
    kept = storage._path_of(run.id).read_bytes()
    assert SAMPLE[:40] not in kept
    key = open_vault([run.id]).keys[run.id]
    assert b"".join(storage.read_sealed(run.id, key)) == SAMPLE


def test_without_a_script_a_form_does_the_same(administrator: Client) -> None:
    answer = chosen(administrator, TABLE)

    run = ImportRun.objects.get()
    assert answer.headers["Location"] == f"{PAGE}/{run.id}"
    assert (run.format, run.is_full_delivery) == ("csv", True)


def test_a_name_says_nothing_about_a_file(administrator: Client) -> None:
    chosen(administrator, SAMPLE, "tabelle.csv")

    assert ImportRun.objects.get().format == "gdv"


@pytest.mark.parametrize(
    ("content", "sentence"), [(b"%PDF-1.7\n%", "weder eine GDV-Datei noch eine CSV-Datei"), (b"", "ist leer")]
)
def test_what_is_no_delivery_is_refused_and_leaves_nothing(
    administrator: Client, content: bytes, sentence: str
) -> None:
    answer = sent(administrator, content)
    form = chosen(administrator, content)

    assert answer.status_code == form.status_code == 422
    assert sentence in answer.json()["sentence"]
    assert sentence in form.content.decode()
    assert not ImportRun.objects.exists()


def test_a_file_too_large_for_the_page_is_not_even_read(
    administrator: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deliveries, "MOST_BYTES", len(SAMPLE) - 1)

    answer = sent(administrator, SAMPLE)

    assert answer.status_code == 422
    assert "größer als 100" in answer.json()["sentence"]
    assert not ImportRun.objects.exists()


def test_nobody_else_brings_files_in(house: House) -> None:
    for viewer in (house.lindner, house.clerk, house.contract_clerk, house.officer):
        client = signed_in_client(viewer)
        assert {client.get(PAGE).status_code, sent(client, SAMPLE).status_code} == {403}
    assert not ImportRun.objects.exists()

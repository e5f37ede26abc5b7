"""Measure the GDV library: records read into typed values on one core, beside slicing the same bytes and nothing else.

The portfolio is made up, with names, numbers, dates and amounts of their own for each contract: a file of repetitions
would be answered from the cache of conversions and prove nothing. All fields of each record are converted but blank
filling (Leerstellen), 32 values a record; time is that of the processor (issue 5: at least 150,000 records a second).
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal

from bench import BenchContext, Result
from partnerportal.exchange.gdv import Draft, Prologue, Value, build_package, explain, open_gdv

CONTRACTS = 4_000
GOAL_READ = 150_000
GOAL_WRITTEN = 100_000
GOAL_EXPLAINED = 25_000
RECORD, STRIDE = 256, 258
PROLOGUE = Prologue(
    "4711", "0000815", "Testversicherung AG", "Testmakler GmbH", date(2026, 10, 1), date(2026, 10, 31)
)
_FIRST_NAMES = ("Anna", "Bernd", "Clara", "Dieter", "Eva", "Jürgen", "Käthe", "Lars", "Mia", "Nils")
_LAST_NAMES = ("Müller", "Schmidt", "Weiß", "Köhler", "Vogel", "Jäger", "Groß", "Huber", "Böhm")
_TOWNS = ("Bonn", "Köln", "Düsseldorf", "Hamburg", "München", "Görlitz", "Lübeck")


def results(context: BenchContext) -> list[Result]:
    """Return the library's figures; the database of the context is not needed."""
    del context
    drafts = list(portfolio(CONTRACTS))
    data = b"".join(build_package(PROLOGUE, drafts))
    records = len(data) // STRIDE
    floor = records / _sliced(data)

    def per_second(act: Callable[[], None]) -> float:
        return records / min(_seconds_of(act) for _ in range(3))

    return [
        Result("gdv.records_read_as_values", per_second(lambda: _read(data)), "1/s", GOAL_READ, floor),
        Result(
            "gdv.records_in_checked_packages", per_second(lambda: _checked(data)), "1/s", GOAL_READ, floor
        ),
        Result("gdv.records_by_contract", per_second(lambda: _gathered(data)), "1/s", GOAL_READ, floor),
        Result("gdv.records_written", per_second(lambda: _written(drafts)), "1/s", GOAL_WRITTEN, floor),
        Result("gdv.lines_explained", per_second(lambda: _explained(data)), "1/s", GOAL_EXPLAINED, floor),
    ]


def portfolio(contracts: int, seed: int = 1) -> Iterator[Draft]:
    """Yield the records of made-up health contracts, some twenty each, the same ones for the same seed."""
    chance = random.Random(seed)  # noqa: S311 - made-up data, not a secret
    for number in range(contracts):
        head: dict[str, Value] = {"VsNr": f"KV{90_000_000 + number}", "Sparte": "020"}
        last_name = f"{chance.choice(_LAST_NAMES)}-{number:x}"
        begins_on = date(1990, 1, 1) + timedelta(days=chance.randrange(12_000))
        yield from _address(chance, head, number, last_name)
        yield from _contract(chance, head, number, begins_on)
        for person in range(1, chance.choice((2, 2, 3, 4))):
            yield from _person(chance, head, person, last_name, begins_on)


def _address(chance: random.Random, head: dict[str, Value], number: int, last_name: str) -> Iterator[Draft]:
    yield (
        "0100.1",
        head
        | {
            "Anredeschluessel": "1",
            "Name1": last_name,
            "Name3": chance.choice(_FIRST_NAMES),
            "LKZ": "D",
            "PLZ": f"{chance.randrange(10_000, 99_999)}",
            "Ort": chance.choice(_TOWNS),
            "Str": f"Teststraße {number}",
            "Geburtsdatum": _birthday(chance),
            "Adresskennzeichen": "01",
        },
    )
    yield "0100.2", head | {"PersonenKundenNrVersicherers": f"{500_000 + number}"}
    yield "0100.3", head | {"Kommunikationstyp5": "51", "KommunikationsNr5": f"vn{number}@example.org"}
    yield "0100.4", head | {"BIC1": "COBADEFFXXX", "IBAN1": f"DE{chance.randrange(10**20):020}"}
    yield "0100.5", head | {"SEPAMandatReferenzNr": f"MANDAT-{number}"}


def _contract(chance: random.Random, head: dict[str, Value], number: int, begins_on: date) -> Iterator[Draft]:
    premium = _amount(chance)
    yield (
        "0200.1",
        head
        | {
            "Vertragsbeginn": begins_on,
            "Hauptfaelligkeit": begins_on,
            "Zahlungsweise": "8",
            "Vertragsstatus": "1",
            "Waehrungsschluessel": "EUR",
            "GesbeitragNettoInWE": premium,
            "PersonenKundenNrVersicherers": f"{500_000 + number}",
        },
    )
    yield "0200.2", head | {"GesbeitragBruttoInWE": premium, "DruckaufbereiteteVsNr": f"KV {number}"}
    yield "0210.020.1", head | {"Waehrungsschluessel": "EUR"}
    yield "0210.020.2", head | {"Produktname": "VOLL"}


def _person(
    chance: random.Random, head: dict[str, Value], person: int, last_name: str, begins_on: date
) -> Iterator[Draft]:
    numbered = head | {"LfdPersonenNrUnterNr": person}
    yield (
        "0220.020.1",
        numbered
        | {
            "NameVersichertenPersonVp": last_name,
            "VornameVersichertenPersonVp": chance.choice(_FIRST_NAMES),
            "GeburtsdatumVp": _birthday(chance),
            "VerssbeginnVpUrsprungsbeginn": begins_on,
            "GesbeitragVpInWE": _amount(chance),
        },
    )
    for tariff in range(1, chance.choice((2, 3, 4, 7))):
        one = numbered | {"LaufendeNrTarif": f"{tariff}"}
        premium: dict[str, Value] = {"GesbeitragTarifInWE": _amount(chance), "VerssbeginnTarifes": begins_on}
        yield "0220.020.2", one | premium | {"Tarif": f"T{chance.randrange(60)}"}
        yield "0220.020.3", one


def _birthday(chance: random.Random) -> date:
    return date(1940, 1, 1) + timedelta(days=chance.randrange(25_000))


def _amount(chance: random.Random) -> Decimal:
    return Decimal(chance.randrange(100, 90_000)).scaleb(-2)


def _sliced(data: bytes) -> float:
    """Return the seconds it takes to cut every field of every record out of the bytes, knowing beforehand where."""
    places = [
        [(column.field.start, column.end) for column in record.layout.columns]
        for record in open_gdv(data).records()
    ]

    def cut() -> None:
        for start, fields in zip(range(0, len(data), STRIDE), places, strict=True):
            raw = data[start : start + RECORD]
            [raw[first:last] for first, last in fields]

    return min(_seconds_of(cut) for _ in range(3))


def _read(data: bytes) -> None:
    for record in open_gdv(data).records():
        record.values()


def _checked(data: bytes) -> None:
    for package in open_gdv(data).packages():
        for record in package.records():
            record.values()


def _gathered(data: bytes) -> None:
    for package in open_gdv(data).packages():
        for contract in package.contracts():
            for record in contract.records:
                record.values()


def _written(drafts: list[Draft]) -> None:
    for _ in build_package(PROLOGUE, drafts):
        pass


def _explained(data: bytes) -> None:
    for _ in explain(data):
        pass


def _seconds_of(act: Callable[[], None]) -> float:
    began = time.process_time()
    act()
    return time.process_time() - began

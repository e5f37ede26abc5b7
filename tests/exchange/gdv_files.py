"""The two sample files, small files to damage, and how to read one to its end."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from partnerportal.exchange.gdv import GdvError, Package, Prologue, build_package, open_gdv

OWN = Path(__file__).parent / "data" / "kranken_020_synthetisch.gdv"
ASSOCIATION = Path(__file__).resolve().parents[3] / "shared" / "data" / "gdv" / "musterdatei_041222.txt"
FIELDS = ASSOCIATION.parent / "felder_vuvm2023_auszug.csv"
ALL = [
    pytest.param(OWN, id="own"),
    pytest.param(
        ASSOCIATION,
        id="association",
        marks=pytest.mark.skipif(not ASSOCIATION.exists(), reason="the association's file is not here"),
    ),
]
PROLOGUE = Prologue(
    "4711", "0000815", "Testversicherung AG", "Testmakler GmbH", date(2026, 10, 1), date(2026, 10, 31)
)
LINE = 258


def small_file(**changes: object) -> bytes:
    """Return a package of one health contract: lines 1 to 3 are 0001, 4 and 5 the address, 6 the contract, 10 9999."""
    head = {"VsNr": "KV1", "Sparte": "020"}
    drafts: list[tuple[str, Mapping[str, object]]] = [
        ("0100.1", head | {"Name1": "Müller", "Name3": "Jürgen", "Geburtsdatum": date(1960, 1, 2)}),
        ("0100.4", head | {"IBAN1": "DE89370400440532013000"}),
        ("0200.1", head | {"Vertragsbeginn": date(2020, 1, 1), "GesbeitragNettoInWE": Decimal("100.00")}),
        ("0220.020.1", head | {"LfdPersonenNrUnterNr": 1, "NameVersichertenPersonVp": "Müller"}),
        (
            "0400.1",
            head | {"GesbeitragBruttoInWE": Decimal("-3.00"), "GesProvisionsbetragInWE": Decimal("7.00")},
        ),
        ("0500.1", head | {"BetragInWEGemaessZahlungsart": Decimal("9.00")}),
    ]
    return b"".join(build_package(PROLOGUE, drafts, **changes))  # type: ignore[arg-type]


def with_bytes(data: bytes, line: int, first: int, text: bytes) -> bytes:
    """Return the file with bytes of one line replaced; line and byte count from 1."""
    at = (line - 1) * LINE + first - 1
    return data[:at] + text + data[at + len(text) :]


def lines_of(data: bytes) -> list[bytes]:
    """Return the lines with their ends."""
    return data.splitlines(keepends=True)


def read_all(data: bytes) -> list[Package]:
    """Read every value of every contract; the first error is raised."""
    packages = []
    for package in open_gdv(data).packages():
        packages.append(package)
        for contract in package.contracts():
            for fault in contract.faults:
                raise fault
            for record in contract.records:
                record.values()
    return packages


def package_of(data: bytes) -> Package:
    """Return the first package, unread."""
    return next(open_gdv(data).packages())


def refusal(data: bytes) -> GdvError:
    """Return the error that refuses the file."""
    with pytest.raises(GdvError) as refused:
        read_all(data)
    return refused.value


def codes(packages: Iterable[Package]) -> list[str]:
    """Return the codes of all notes."""
    return [note.code for package in packages for note in package.notes]


SOUND_LINES = lines_of(small_file())

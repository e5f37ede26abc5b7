"""Both sample files are read to the last byte; what must come out is counted by slicing bytes, without the library."""

import re
from collections import Counter
from decimal import Decimal
from io import BytesIO
from random import Random

import pytest

from partnerportal.exchange.gdv import open_gdv, write
from tests.exchange.gdv_files import ALL, ASSOCIATION, OWN, package_of


@pytest.mark.parametrize("path", ALL)
def test_reading_and_writing_gives_the_same_bytes(path):
    with open_gdv(path) as reader:
        assert b"".join(write(reader.records())) == path.read_bytes()


@pytest.mark.parametrize("path", ALL)
@pytest.mark.parametrize(
    "ending",
    [b"\r\n", b"\n", b"\r", b"", b" \r\n", b" \n", b" ", b"\n\n"],
    ids=["crlf", "lf", "cr", "none", "257crlf", "257lf", "257", "blank"],
)
def test_every_end_of_line_comes_back(path, ending):
    raws = [line.rstrip(b"\r\n") for line in path.read_bytes().split(b"\n") if line]
    data = b"".join(raw + ending for raw in raws)

    records = list(open_gdv(data).records())

    assert [record.raw for record in records] == raws
    assert b"".join(write(records)) == data


def test_mixed_ends_of_lines_and_the_dos_end_of_file_come_back():
    raws = [line.rstrip(b"\r\n") for line in OWN.read_bytes().split(b"\n") if line]
    endings = [b"\r\n", b"\n", b"", b" \n", b"\r\n\r\n"]
    data = b"".join(raw + endings[number % len(endings)] for number, raw in enumerate(raws)) + b"\x1a"

    assert b"".join(write(open_gdv(data).records())) == data


def test_a_stream_that_cannot_be_wound_back_is_read_as_well():
    class Pipe:
        def __init__(self, data):
            self._rest = BytesIO(data)

        def read(self, size):
            return self._rest.read(min(size, 1000))

    assert b"".join(write(open_gdv(Pipe(OWN.read_bytes())).records())) == OWN.read_bytes()


@pytest.mark.parametrize("path", ALL)
def test_records_are_counted_as_the_bytes_say(path):
    raws = [line.rstrip(b"\r\n") for line in path.read_bytes().split(b"\n") if line]
    sliced = Counter(raw[:4].decode() for raw in raws)

    with open_gdv(path) as reader:
        records = list(reader.records())
    package = package_of(path.read_bytes())

    assert Counter(record.satzart for record in records) == sliced
    assert sum(1 for _ in package.records()) + sum(package.skipped.values()) == len(raws) - sliced["0001"] - 1


@pytest.mark.parametrize("path", ALL)
def test_premiums_add_up_as_the_bytes_say(path):
    raws = [line for line in path.read_bytes().split(b"\n") if line[:4] == b"0200" and line[255:256] == b"1"]
    cents = sum(int(raw[115:127]) for raw in raws)

    package = package_of(path.read_bytes())
    premiums = [record["GesbeitragNettoInWE"] for record in package.records() if record.kind == "0200.1"]

    assert len(premiums) == len(raws)
    assert sum(premiums) == Decimal(cents).scaleb(-2) == package.totals.sums["Gesbeitrag"]
    assert package.trailer["Gesbeitrag"] == sum(premiums)


@pytest.mark.parametrize("path", ALL)
def test_every_field_of_every_known_record_has_a_sound_value(path):
    with open_gdv(path) as reader:
        assert [fault.sentence for record in reader.records() for fault in record.faults()] == []


def test_people_and_tariffs_of_the_own_file_are_found_by_contract():
    raws = OWN.read_bytes().split(b"\r\n")
    persons = sum(1 for raw in raws if raw[:4] == b"0220" and raw[47:48] == b"1")
    tariffs = sum(1 for raw in raws if raw[:4] == b"0220" and raw[47:48] == b"2")
    numbers = {raw[13:30].strip().decode() for raw in raws if raw[:4] == b"0200"}
    first_names = [
        raw[103:133].strip().decode("latin-1") for raw in raws if raw[:4] == b"0100" and raw[255:] == b"1"
    ]

    package = package_of(OWN.read_bytes())
    contracts = list(package.contracts())
    entries = [entry for contract in contracts for entry in contract.entries("0220.020")]

    assert {contract.one("0200.1")["VsNr"] for contract in contracts} == numbers
    assert len(contracts) == len(numbers)
    assert sum(1 in entry.parts for entry in entries) == persons
    assert sum(2 in entry.parts for entry in entries) == tariffs
    assert [contract.entries("0100")[0].get("Name3") for contract in contracts] == first_names
    assert all(contract.faults == [] for contract in contracts)


def test_an_address_is_one_entry_of_five_part_records():
    package = package_of(OWN.read_bytes())
    [address] = next(package.contracts()).entries("0100")

    assert sorted(address.parts) == [1, 2, 3, 4, 5]
    assert address.get("Name1") == "Musterfrau"
    assert address.get("IBAN1") == "DE89370400440532013000"
    assert address.get("Geburtsort") == "Bonn"
    assert address.line == 4


@pytest.mark.skipif(not ASSOCIATION.exists(), reason="the association's file is not here")
def test_the_association_s_older_file_stops_after_two_part_records_of_0001():
    package = package_of(ASSOCIATION.read_bytes())
    kinds = Counter(record.kind for record in package.records())
    sliced = Counter(
        raw[10:13]
        for raw in ASSOCIATION.read_bytes().split(b"\n")
        if raw[:4] in {b"0210", b"0220", b"0211", b"0221"}
    )

    assert len(package.prologue) == 2
    assert package.versions["0100"] == "1.9"
    assert package.versions["0220.030"] == "2.0"
    assert kinds["0220.030.1"] == kinds["0220.030.2"] == kinds["0220.030.3"] == kinds["0220.030.9"] == 6
    assert sum(package.skipped.values()) == sum(sliced.values()) - sliced[b"030"]
    assert {note.code for note in package.notes} == {"other_version", "unknown_sparte"}


@pytest.mark.parametrize("seed", range(12))
def test_long_files_with_odd_ends_of_lines_here_and_there_come_back(seed):
    chance = Random(seed)
    raws = [line.rstrip(b"\r\n") for line in OWN.read_bytes().split(b"\n") if line]
    usual, odd = b"\r\n", [b"\n", b"", b" \n", b"\r\n\r\n", b"\n\n\n", b"\r", b" "]
    pieces = [
        (chance.choice(raws), chance.choice(odd) if chance.random() < 0.01 * seed else usual)
        for _ in range(2000)
    ]
    data = b"".join(raw + ending for raw, ending in pieces)

    records = list(open_gdv(data).records())

    assert [(record.raw, record.ending) for record in records] == pieces
    assert records[-1].line == 1 + sum(
        len(re.findall(rb"\r\n|\r|\n", ending)) or 1 for _, ending in pieces[:-1]
    )

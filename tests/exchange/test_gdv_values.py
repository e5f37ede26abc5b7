"""What bytes mean: numbers, amounts without a point, signs of their own, dates with holes, text."""

import pickle
from datetime import date
from decimal import Decimal

import pytest

from partnerportal.exchange.gdv import GdvError, build_record, open_gdv
from partnerportal.exchange.gdv.values import Unreadable, day, decimal, month, number, signed
from tests.exchange.gdv_files import PROLOGUE, SOUND_LINES, package_of, small_file, with_bytes


@pytest.mark.parametrize(
    ("piece", "value"),
    [(b"000", 0), (b"007", 7), (b"   ", None), (b" 7 ", 7), (b"", None), (b"999999999", 999999999)],
)
def test_numbers(piece, value):
    assert number(piece) == value


@pytest.mark.parametrize("piece", [b"1O0", b"-01", b"+01", b"1,5", b"1 2", b"\xb2\xb3"])
def test_what_is_no_number(piece):
    with pytest.raises(Unreadable, match="not_a_number"):
        number(piece)


@pytest.mark.parametrize(
    ("piece", "scale", "value"),
    [
        (b"000000186043", 2, Decimal("1860.43")),
        (b"0113050", 5, Decimal("1.13050")),
        (b"0000150", 1, Decimal("15.0")),
        (b"000000000000", 2, Decimal("0.00")),
        (b"            ", 2, None),
    ],
)
def test_amounts_have_the_digits_the_standard_gives_them(piece, scale, value):
    read = decimal(piece, scale)

    assert read == value
    assert str(read) == str(value)


@pytest.mark.parametrize(
    ("piece", "value"),
    [
        (b"00000001250-", Decimal("-12.50")),
        (b"00000001250+", Decimal("12.50")),
        (b"00000001250 ", Decimal("12.50")),
    ],
)
def test_the_sign_stands_behind_the_amount_and_may_be_blank(piece, value):
    assert signed(piece, 2) == value


def test_an_empty_amount_with_a_sign_is_no_amount():
    assert signed(b"           +", 2) is None


@pytest.mark.parametrize(
    ("piece", "value"),
    [
        (b"31122026", date(2026, 12, 31)),
        (b"00122026", date(2026, 12, 1)),
        (b"00002026", date(2026, 1, 1)),
        (b"00000000", None),
        (b"        ", None),
        (b"29022024", date(2024, 2, 29)),
    ],
)
def test_dates(piece, value):
    assert day(piece) == value


@pytest.mark.parametrize(
    "piece", [b"29022026", b"31042026", b"01010000", b"2026-1-1", b"1.1.2026", b"01 12026"]
)
def test_what_is_no_date(piece):
    with pytest.raises(Unreadable, match="not_a_date"):
        day(piece)


def test_dates_without_day():
    assert month(b"122026") == date(2026, 12, 1)
    assert month(b"000000") is None
    with pytest.raises(Unreadable):
        month(b"132026")


def test_a_date_with_a_hole_can_be_told_from_a_whole_one():
    record = list(open_gdv(with_bytes(small_file(), 6, 44, b"00032020")).records())[5]

    assert record["Vertragsbeginn"] == date(2020, 3, 1)
    assert record.is_partial_date("Vertragsbeginn")
    assert not record.is_partial_date("Vertragsablauf")


def test_all_values_at_once_are_those_one_by_one():
    for record in open_gdv(small_file()).records():
        assert record.values() == tuple(record[name] for name in record.layout.names)
        assert record.as_dict() == dict(zip(record.layout.names, record.values(), strict=True))


def test_a_sign_is_part_of_its_amount_and_can_be_read_alone():
    record = list(open_gdv(small_file()).records())[7]

    assert record["GesbeitragBruttoInWE"] == Decimal("-3.00")
    assert record["Vorzeichen4"] == "-"
    assert "Vorzeichen4" not in record.layout.names


def test_a_field_the_record_lacks_is_none_or_refused():
    record = list(open_gdv(small_file()).records())[7]

    assert record.get("Name1") is None
    with pytest.raises(GdvError) as refused:
        record["Name1"]
    assert (refused.value.code, refused.value.line) == ("unknown_field", 8)


def test_every_fault_of_a_record_is_found_with_its_place():
    data = with_bytes(with_bytes(small_file(), 4, 226, b"99999999"), 4, 31, b"AA")
    record = list(open_gdv(data).records())[3]

    assert [(fault.field, fault.byte_from, fault.byte_to) for fault in record.faults()] == [
        ("FolgeNr", 31, 32),
        ("Geburtsdatum", 226, 233),
    ]
    with pytest.raises(GdvError) as refused:
        record.values()
    assert refused.value.field == "FolgeNr"


def test_an_error_travels_between_processes():
    error = next(list(open_gdv(with_bytes(small_file(), 4, 226, b"99999999")).records())[3].faults())
    arrived = pickle.loads(pickle.dumps(error))

    assert (arrived.code, arrived.line, arrived.byte_from, arrived.byte_to) == ("not_a_date", 4, 226, 233)
    assert (arrived.field, arrived.sentence, str(arrived)) == (error.field, error.sentence, error.sentence)


def test_sparte_and_part_are_read_from_the_record():
    record = list(open_gdv(small_file()).records())[6]

    assert (record.satzart, record.sparte, record.part, record.kind) == ("0220", "020", 1, "0220.020.1")


def test_the_prologue_says_who_sends_and_for_when():
    package = package_of(small_file())

    assert (package.sender, package.addressee) == (PROLOGUE.sender, PROLOGUE.addressee)
    assert (package.insurer_number, package.intermediary_number) == ("4711", "0000815")
    assert package.period == (date(2026, 10, 1), date(2026, 10, 31))


@pytest.mark.parametrize(
    ("kind", "at"),
    [
        ("0100.4", [(256, "4")]),
        ("0200.2", [(256, "2")]),
        ("0210.020.1", [(256, "1")]),
        ("0220.020.3", [(48, "3")]),
        ("0220.030.1", [(49, "1"), (250, "1")]),
        ("0220.030.9", [(60, "9"), (250, "9")]),
        ("0500.1", [(66, "1"), (256, "1")]),
    ],
)
def test_the_number_of_the_part_record_stands_where_the_standard_puts_it(kind, at):
    raw = build_record(kind, {"Sparte": kind.split(".")[1]} if kind.count(".") == 2 else {})
    lines = SOUND_LINES
    record = list(open_gdv(b"".join([*lines[:3], raw + b"\r\n"])).records())[3]

    assert [raw[place - 1 : place].decode() for place, _ in at] == [digit for _, digit in at]
    assert record.kind == kind


def test_older_records_without_the_repetition_are_recognised():
    raw = bytearray(build_record("0220.030.1", {}))
    raw[249:250] = b" "
    record = list(open_gdv(b"".join([*SOUND_LINES[:3], bytes(raw) + b"\r\n"])).records())[3]

    assert record.kind == "0220.030.1"


def test_a_line_of_business_without_records_of_its_own_uses_the_general_ones():
    raw = build_record("0210.000.1", {"Sparte": "241", "Spartenbezeichnung": "Musik"})
    record = list(open_gdv(b"".join([*SOUND_LINES[:3], raw + b"\r\n"])).records())[3]

    assert (record.kind, record.sparte, record["Spartenbezeichnung"]) == ("0210.000.1", "241", "Musik")

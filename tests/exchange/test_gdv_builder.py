"""What is written reads back as it was, and what does not fit is refused by name and bytes."""

from datetime import date
from decimal import Decimal

import pytest

from partnerportal.exchange.gdv import GdvError, build_package, build_record, changed, open_gdv, table, write
from tests.exchange.gdv_files import OWN, PROLOGUE, package_of, read_all, small_file


def test_a_package_begins_with_0001_and_ends_with_totals():
    package = package_of(small_file())
    kinds = [record.kind for record in package.records()]

    assert [record.kind for record in package.prologue] == ["0001.1", "0001.2", "0001.3"]
    assert kinds == ["0100.1", "0100.4", "0200.1", "0220.020.1", "0400.1", "0500.1"]
    assert package.trailer is not None
    assert package.trailer.as_dict() == {
        "Satzart": "9999",
        "AnzSaetze": 6,
        "GeschaeftsstelleVermittler": "0000815",
        "Gesbeitrag": Decimal("100.00"),
        "GesbeitragBruttoInkasso": Decimal("-3.00"),
        "GesprovisionsBetrag": Decimal("7.00"),
        "Verssleistungen": Decimal("9.00"),
        "Schadenbearbeitungskost": Decimal("0.00"),
    }


def test_the_prologue_lists_the_version_of_every_record_type_it_has_a_place_for():
    versions = package_of(small_file()).versions

    assert versions["0100"] == "2.3"
    assert versions["0220.020"] == "1.6"
    assert versions == {
        f: v for f, v in versions.items() if f in table().families and v == table().families[f][0].version
    }


def test_an_empty_package_is_a_package():
    [package] = read_all(b"".join(build_package(PROLOGUE, [])))

    assert package.totals.count == 0


def test_the_policy_number_stands_to_the_right_and_text_to_the_left():
    raw = build_record("0200.1", {"VsNr": "KV1", "Inkassoart": "2"})

    assert raw[13:30] == b"              KV1"
    assert build_record("0100.1", {"Name1": "Müller"})[43:73] == "Müller".encode("latin-1").ljust(30)


def test_what_is_left_out_is_empty_as_the_standard_says():
    raw = build_record("0400.1", {})

    assert raw[109:121] == b"00000000000+"
    assert raw[45:53] == b"00000000"
    assert raw[42:43] == b" "
    assert raw[255:] == b"1"


@pytest.mark.parametrize(
    ("kind", "values", "code", "span"),
    [
        ("0100.1", {"Name1": "x" * 31}, "value_too_long", (44, 73)),
        ("0100.1", {"Name1": "Łukasz"}, "value_not_latin1", (44, 73)),
        ("0100.1", {"Name1": "a\nb"}, "value_with_control", (44, 73)),
        ("0100.1", {"Name1": 7}, "value_of_wrong_type", (44, 73)),
        ("0100.1", {"Geburtsdatum": "01011960"}, "value_of_wrong_type", (226, 233)),
        ("0200.1", {"GesbeitragNettoInWE": Decimal("1.005")}, "value_too_precise", (116, 127)),
        ("0200.1", {"GesbeitragNettoInWE": Decimal("-1")}, "value_negative", (116, 127)),
        ("0200.1", {"GesbeitragNettoInWE": Decimal("1e10")}, "value_too_long", (116, 127)),
        ("0200.1", {"GesbeitragNettoInWE": Decimal("NaN")}, "value_of_wrong_type", (116, 127)),
        ("0200.1", {"GesbeitragNettoInWE": Decimal("Infinity")}, "value_of_wrong_type", (116, 127)),
        ("0200.1", {"GesbeitragNettoInWE": 1.5}, "value_of_wrong_type", (116, 127)),
        ("0200.1", {"FolgeNr": -1}, "value_negative", (31, 32)),
        ("0200.1", {"FolgeNr": 100}, "value_too_long", (31, 32)),
        ("0200.1", {"SatzNr": "2"}, "value_fixed", (256, 256)),
        ("0400.1", {"GesbeitragNettoInWE": Decimal("1000000000")}, "value_too_long", (110, 121)),
    ],
)
def test_a_value_that_does_not_fit_is_refused(kind, values, code, span):
    with pytest.raises(GdvError) as refused:
        build_record(kind, values)

    error = refused.value
    assert (error.code, error.byte_from, error.byte_to, error.field) == (code, *span, next(iter(values)))
    assert "Łukasz" not in error.sentence
    assert error.sentence.startswith("Byte ")


def test_the_sentence_says_what_is_expected():
    with pytest.raises(GdvError) as refused:
        build_record("0200.1", {"Vertragsbeginn": "morgen"})

    assert refused.value.sentence == (
        "Byte 44 bis 51: Der Wert für „Vertragsbeginn“ hat die falsche Art. Erwartet wird ein Datum. "
        "Bitte prüfen Sie die Zuordnung."
    )


def test_unknown_records_and_fields_are_refused():
    with pytest.raises(GdvError, match="0820"):
        build_record("0820.1", {})
    with pytest.raises(GdvError, match="Nachname"):
        build_record("0100.1", {"Nachname": "Müller"})


def test_a_changed_record_differs_only_where_it_was_changed():
    with open_gdv(OWN) as reader:
        record = next(record for record in reader.records() if record.kind == "0200.1")

    other = changed(record, {"GesbeitragNettoInWE": Decimal("12.34"), "Vertragsbeginn": date(2026, 2, 3)})

    differing = {
        at + 1 for at, (old, new) in enumerate(zip(record.raw, other.raw, strict=True)) if old != new
    }
    assert other["GesbeitragNettoInWE"] == Decimal("12.34")
    assert differing <= {*range(116, 128), *range(44, 52)}
    assert changed(other, {"Vertragsbeginn": None})["Vertragsbeginn"] is None
    assert b"".join(write([other]))[256:] == b"\r\n"
    with pytest.raises(GdvError, match="Nachname"):
        changed(record, {"Nachname": "x"})


@pytest.mark.parametrize("ending", [b"\r\n", b"\n", b""])
def test_a_package_is_written_with_the_end_of_line_asked_for(ending):
    data = small_file(ending=ending)

    assert len(data) == 10 * (256 + len(ending))
    assert b"".join(write(open_gdv(data).records())) == data
    assert read_all(data)

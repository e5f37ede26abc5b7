"""Whatever is generated survives writing and reading; whatever junk comes in, only the library's error comes out."""

from contextlib import suppress
from datetime import date
from decimal import Decimal
from io import BytesIO

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from partnerportal.exchange.gdv import GdvError, build_package, explain, open_gdv, table, write
from partnerportal.exchange.gdv.sentences import NOTES, SENTENCES
from tests.exchange.gdv_files import OWN, PROLOGUE, read_all, small_file

PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
LAYOUTS = [layout for kind, layout in table().layouts.items() if layout.satzart not in {"0001", "9999"}]
ENDINGS = st.sampled_from([b"\r\n", b"\n", b"\r", b"", b" \n", b" "])
LETTERS = st.characters(codec="latin-1", exclude_categories=["Cc"])


def value_for(column):
    """Return a strategy for values that fit the column."""
    field = column.field
    width = field.end - field.start
    if field.form.startswith("decimal"):
        scale = int(field.form.removeprefix("decimal"))
        most = 10**width - 1
        return st.integers(-most if column.is_signed else 0, most).map(
            lambda whole: Decimal(whole).scaleb(-scale)
        )
    if field.form == "number":
        return st.integers(0, 10**width - 1)
    if field.form == "date":
        return st.dates(date(1, 1, 1), date(9999, 12, 31))
    if field.form == "month":
        return st.dates(date(1, 1, 1), date(9999, 12, 31)).map(lambda day: day.replace(day=1))
    return st.text(LETTERS, max_size=width).map(str.strip)


@st.composite
def drafts(draw):
    """Return some records with some of their fields filled."""
    made = []
    for layout in draw(st.lists(st.sampled_from(LAYOUTS), max_size=6)):
        open_columns = [
            column for column in layout.columns if not column.field.fixed and column.field.name != "Sparte"
        ]
        chosen = draw(st.lists(st.sampled_from(open_columns), max_size=5, unique=True))
        values = {column.field.name: draw(value_for(column)) for column in chosen}
        made.append((layout.kind, values | {"Sparte": layout.sparte or "020"}))
    return made


@settings(PATIENT, max_examples=150)
@given(drafts(), ENDINGS)
def test_any_package_survives_write_read_write(records, ending):
    data = b"".join(build_package(PROLOGUE, records, ending=ending))
    read = list(open_gdv(data).records())

    assert b"".join(write(read)) == data
    assert [record.kind for record in read[3:-1]] == [kind for kind, _ in records]
    for record, (_, values) in zip(read[3:-1], records, strict=True):
        assert {name: record[name] for name in values} == values
        assert list(record.faults()) == []


@settings(PATIENT, max_examples=150)
@given(drafts(), ENDINGS)
def test_any_package_passes_its_own_totals(records, ending):
    data = b"".join(build_package(PROLOGUE, records, ending=ending))

    [package] = list(open_gdv(data).packages())

    assert package.totals.count == len(records)
    assert [fault for each in explain(data) for fault in each.faults] == []


def tried(data: bytes) -> None:
    """Do everything with a file; only the library's own error may come out of it."""
    with suppress(GdvError):
        read_all(data)
    with suppress(GdvError):
        assert b"".join(write(open_gdv(BytesIO(data)).records())) == data
    for each in explain(data):
        assert all(fault.code in SENTENCES for fault in each.faults)
        assert all(note.code in NOTES for note in each.notes)


@settings(PATIENT, max_examples=300)
@given(st.binary(max_size=3000))
def test_junk_raises_nothing_but_the_library_s_error(data):
    tried(data)


@settings(PATIENT, max_examples=300)
@given(st.lists(st.tuples(st.integers(0, 2579), st.binary(min_size=1, max_size=12)), max_size=8))
def test_a_scribbled_file_raises_nothing_but_the_library_s_error(scribbles):
    data = small_file()
    for at, bytes_ in scribbles:
        data = data[:at] + bytes_ + data[at + len(bytes_) :]

    tried(data)


@settings(PATIENT, max_examples=200)
@given(st.integers(0, 2579), st.integers(0, 2579), st.binary(max_size=300))
def test_a_file_with_a_piece_cut_out_or_put_in_raises_nothing_but_the_library_s_error(first, second, piece):
    data = small_file()
    start, end = sorted((first, second))

    tried(data[:start] + piece + data[end:])


@settings(PATIENT, max_examples=100)
@given(st.data())
def test_lines_in_any_order_raise_nothing_but_the_library_s_error(data):
    lines = OWN.read_bytes().splitlines(keepends=True)[:30]

    tried(b"".join(data.draw(st.lists(st.sampled_from(lines), max_size=12))))

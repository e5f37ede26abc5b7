"""The field table covers every byte once, says what the association's table says, and grows by rows."""

import csv
import subprocess
import sys

import pytest

from partnerportal.exchange.gdv import table
from partnerportal.exchange.gdv.layouts import LENGTH
from tests.exchange.gdv_files import FIELDS

LAYOUTS = table().layouts


@pytest.mark.parametrize("kind", LAYOUTS)
def test_fields_cover_each_byte_exactly_once(kind):
    covered = sorted(
        place for field in LAYOUTS[kind].fields.values() for place in range(field.start, field.end)
    )

    assert covered == list(range(LENGTH))


@pytest.mark.parametrize("kind", LAYOUTS)
def test_fixed_part_numbers_are_the_marks(kind):
    layout = LAYOUTS[kind]

    for at, byte in layout.marks:
        [field] = [field for field in layout.fields.values() if field.start == at]
        assert field.fixed.encode() == byte


def test_every_sign_stands_behind_its_amount():
    signs = sum(field.form == "sign" for layout in LAYOUTS.values() for field in layout.fields.values())

    assert signs == sum(column.is_signed for layout in LAYOUTS.values() for column in layout.columns) == 42


@pytest.mark.skipif(not FIELDS.exists(), reason="the association's table is not here")
def test_positions_are_those_of_the_association():
    with FIELDS.open(encoding="utf-8", newline="") as file:
        theirs = {
            (
                kind_of(row),
                row["technischer_name"],
                int(row["von_byte"]),
                int(row["bis_byte"]),
                row["version"],
            )
            for row in csv.DictReader(file)
        }

    ours = {
        (layout.kind, field.name, field.first, field.last, layout.version)
        for layout in LAYOUTS.values()
        for field in layout.fields.values()
    }
    assert ours == theirs


def kind_of(row):
    return row["satzart"] if row["satzart"].count(".") == 2 else f"{row['satzart']}.{row['teildatensatz']}"


def test_versions_of_0001_name_record_types_once():
    told = [
        field.note
        for kind in ("0001.1", "0001.2", "0001.3")
        for field in LAYOUTS[kind].fields.values()
        if field.note
    ]

    assert len(told) == len(set(told)) > 60
    assert {"version=0100", "version=0200", "version=0220.020", "version=0400", "version=9999"} <= set(told)


def test_what_is_taken_over_is_marked_in_the_table():
    taken = {
        layout.kind for layout in LAYOUTS.values() if any(f.note == "taken" for f in layout.fields.values())
    }

    assert {
        "0100.1",
        "0100.4",
        "0200.1",
        "0202.1",
        "0220.020.1",
        "0220.020.2",
        "0220.030.1",
        "0400.1",
    } <= taken


GROWN = """
from pathlib import Path
import shutil, sys, partnerportal.exchange.gdv.layouts as module
from partnerportal.exchange.gdv import build_record, recognition
folder = Path(sys.argv[1])
for name in ("fields.tsv", "records.tsv"):
    shutil.copy(module._FOLDER / name, folder / name)
with (folder / "fields.tsv").open("a") as file:
    file.write("0820.1\\t1\\t4\\tkey\\tSatzart\\tSatzart\\t0820\\t\\n")
    file.write("0820.1\\t5\\t255\\ttext\\tHausnotiz\\tHausnotiz\\t\\t\\n")
    file.write("0820.1\\t256\\t256\\tkey\\tSatzNr\\tSatznummer\\t1\\t\\n")
with (folder / "records.tsv").open("a") as file:
    file.write("0820.1\\t1.0\\t256=1\\t\\tHausnotiz\\n")
module._FOLDER = folder
module.table.cache_clear()
recognition._TYPES = recognition._families()
print(recognition.recognise(build_record("0820.1", {"Hausnotiz": "Guten Tag"}))[0].kind)
"""


def test_a_record_type_is_added_by_adding_rows(tmp_path):
    said = subprocess.run(
        [sys.executable, "-c", GROWN, str(tmp_path)], capture_output=True, text=True, check=True
    )

    assert said.stdout.strip() == "0820.1"


def test_the_library_needs_nothing_of_the_portal_and_no_django():
    code = (
        "import sys, partnerportal.exchange.gdv\n"
        "print(sorted(name for name in sys.modules if name.startswith(('django', 'psycopg', 'partnerportal.'))))"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    loaded = said.stdout.strip("[]\n").replace("'", "").split(", ")
    assert {name for name in loaded if not name.startswith("partnerportal.exchange.gdv")} == {
        "partnerportal.exchange"
    }

"""Unusual files that are taken: what is tolerated is told in a note, and nothing is guessed."""

from decimal import Decimal

import pytest

from partnerportal.exchange.gdv import build_package, explain, open_gdv
from tests.exchange.gdv_files import (
    LINE,
    PROLOGUE,
    codes,
    lines_of,
    package_of,
    read_all,
    refusal,
    small_file,
    with_bytes,
)

SOUND = small_file()
TRAILER = len(lines_of(SOUND))


def test_a_sound_file_is_taken_without_a_word():
    [package] = read_all(SOUND)

    assert package.notes == []
    assert package.skipped == {}


def test_shuffled_part_records_belong_together_all_the_same():
    lines = lines_of(SOUND)
    shuffled = [*lines[:3], lines[6], lines[4], lines[8], lines[3], lines[7], lines[5], lines[9]]

    package = package_of(b"".join(shuffled))
    [contract] = package.contracts()
    [address] = contract.entries("0100")

    assert (address.get("Name1"), address.get("IBAN1")) == ("Müller", "DE89370400440532013000")
    assert contract.faults == []


def test_part_records_find_the_person_whose_number_they_give_wherever_it_stands():
    persons = [
        {"LfdNrVersichertenPersonVpPersonengruppe": number, "Sparte": "030", "VsNr": "U1"}
        for number in (1, 2)
    ]
    drafts = [
        *(
            ("0220.030.1", person | {"VornameVp": name})
            for person, name in zip(persons, ("Eva", "Max"), strict=True)
        ),
        *(
            ("0220.030.3", person | {"BeitragTodInWE": Decimal(10 * number)})
            for number, person in enumerate(persons)
        ),
        *(("0220.030.2", person | {"Tod": 1000 * number}) for number, person in enumerate(persons)),
    ]

    package = package_of(b"".join(build_package(PROLOGUE, drafts)))
    [contract] = package.contracts()
    read = [
        (entry.get("VornameVp"), entry.get("Tod"), entry.get("BeitragTodInWE"))
        for entry in contract.entries("0220.030")
    ]

    assert read == [("Eva", 0, Decimal("0.00")), ("Max", 1000, Decimal("10.00"))]
    assert contract.faults == []


def test_part_records_of_two_addresses_mixed_up_are_not_guessed():
    lines = lines_of(small_file())
    other = [with_bytes(line, 1, 44, b"Schmidt     ") for line in lines[3:5]]
    mixed = [
        *lines[:3],
        lines[3],
        other[0],
        lines[4],
        other[1],
        *lines[5:9],
        with_bytes(lines[9], 1, 5, b"0000000008"),
    ]

    error = refusal(b"".join(mixed))

    assert error.code == "parts_mixed"
    assert error.sentence == (
        "Zeile 7: Teildatensätze mehrerer Einträge (Adresse) sind vermischt. "
        "Welche zusammengehören, ist nicht erkennbar. Bitte fordern Sie den Vertrag geordnet an."
    )


def test_a_record_delivered_twice_counts_once_and_is_told():
    lines = lines_of(SOUND)
    twice = [*lines[:5], lines[4], *lines[5:9], with_bytes(lines[9], 1, 5, b"0000000007")]

    [package] = read_all(b"".join(twice))

    assert [(note.code, note.line, note.sentence) for note in package.notes] == [
        (
            "duplicate_record",
            6,
            "Zeile 6 wiederholt einen Satz desselben Vertrags Byte für Byte. Er wird nur einmal übernommen.",
        )
    ]


@pytest.mark.parametrize(
    ("satzart", "sparte", "kind", "sentence"),
    [
        (
            b"0820",
            b"020",
            "0820",
            "Satzart 0820 ist eine eigene Satzart des Versicherers. Sie wird übersprungen und bleibt erhalten.",
        ),
        (
            b"0777",
            b"020",
            "0777",
            "Satzart 0777 steht nicht in der Feldtabelle. Sie wird übersprungen und bleibt erhalten.",
        ),
        (
            b"0220",
            b"040",
            "0220.040",
            (
                "Satzart 0220.040 ist für diese Sparte nicht hinterlegt. "
                "Sie wird übersprungen, Adresse und Vertrag bleiben."
            ),
        ),
        (
            b"0220",
            b"0A0",
            "0220.?",
            (
                "Satzart 0220.? ist für diese Sparte nicht hinterlegt. "
                "Sie wird übersprungen, Adresse und Vertrag bleiben."
            ),
        ),
    ],
)
def test_a_record_the_table_lacks_is_skipped_counted_and_told(satzart, sparte, kind, sentence):
    data = with_bytes(with_bytes(SOUND, 7, 1, satzart), 7, 11, sparte)

    [package] = read_all(data)

    assert package.skipped == {kind: 1}
    assert [(note.line, note.count, note.sentence) for note in package.notes] == [(7, 1, sentence)]
    assert package.totals.count == 6


def test_the_head_of_a_record_the_table_lacks_can_be_read():
    record = list(open_gdv(with_bytes(SOUND, 7, 1, b"0820")).records())[6]

    assert (record.kind, record.is_known, record["VsNr"], record.get("Name1")) == ("0820", False, "KV1", None)


def test_a_part_record_nobody_knows_is_skipped_and_told():
    [package] = read_all(with_bytes(SOUND, 5, 256, b"7"))

    assert package.skipped == {"0100": 1}
    assert codes([package]) == ["unknown_part"]
    assert list(explain(with_bytes(SOUND, 5, 256, b"7")))[5].title == "Satzart 0100, Teildatensatz unbekannt"


def test_a_part_record_without_its_number_is_part_one_as_in_older_files():
    [package] = read_all(with_bytes(SOUND, 6, 256, b" "))

    assert [note.sentence for note in package.notes] == [
        "Satzart 0200.1 nennt keinen Teildatensatz. Gelesen wird Teil 1, wie in älteren Dateien."
    ]
    assert package.skipped == {}


def test_a_blank_sign_is_plus():
    data = with_bytes(SOUND, 8, 162, b" ")

    [package] = read_all(data)

    assert package.totals.sums["GesprovisionsBetrag"] == 7


def test_several_packages_in_one_file_are_read_one_after_the_other():
    packages = read_all(SOUND + SOUND)

    assert [(package.number, package.line, package.totals.count) for package in packages] == [
        (1, 1, 6),
        (2, 11, 6),
    ]


def test_a_package_is_read_before_the_next_one():
    [package] = open_gdv(SOUND).packages()

    with pytest.raises(RuntimeError, match="read each package"):
        package.contracts()


def test_a_refused_package_does_not_take_the_next_one_with_it():
    data = with_bytes(SOUND, 6, 116, b"00000001OO00") + SOUND
    taken, refused = [], []

    for package in open_gdv(data).packages():
        try:
            list(package.contracts())
            taken.append(package.number)
        except Exception as error:  # noqa: BLE001 - the test shows which error it is
            refused.append((package.number, type(error).__name__))

    assert (taken, refused) == ([2], [(1, "GdvError")])


def test_257_bytes_with_a_blank_at_the_end_are_taken_and_told():
    data = b"".join(line[:256] + b" \r\n" for line in lines_of(SOUND))

    [package] = read_all(data)

    assert [note.sentence for note in package.notes] == [
        "Die Sätze haben 257 Bytes. Das leere Zeichen nach Byte 256 wird überlesen und bleibt erhalten."
    ]


def test_another_version_of_a_record_is_told_once():
    data = with_bytes(SOUND, 1, 99, b"1.9")

    [package] = read_all(data)

    assert package.versions["0100"] == "1.9"
    assert [(note.line, note.count, note.sentence) for note in package.notes] == [
        (
            4,
            1,
            "Satzart 0100 steht in Version 1.9, die Feldtabelle in 2.3. Gelesen werden die gemeinsamen Felder.",
        )
    ]


def test_versions_that_are_missing_or_nonsense_are_told():
    data = with_bytes(with_bytes(SOUND, 1, 99, b"   "), 1, 102, b"neu")

    [package] = read_all(data)

    assert codes([package]) == ["version_missing", "unreadable_version"]
    assert all("neu" not in note.sentence for note in package.notes)


def test_an_older_0001_with_one_part_record_is_enough():
    [package] = read_all(SOUND[:LINE] + SOUND[3 * LINE :])

    assert len(package.prologue) == 1


def test_totals_that_are_not_stated_are_not_compared_but_told():
    data = with_bytes(SOUND, TRAILER, 25, b" " * 15)

    [package] = read_all(data)

    assert [note.sentence for note in package.notes] == [
        "Der Nachsatz nennt „Gesamtbeitrag“ nicht. Diese Kontrollsumme wird nicht verglichen."
    ]


def test_a_reader_that_breaks_off_is_the_library_s_error():
    class Broken:
        def read(self, _size):
            raise OSError("unplugged")

    assert [each.faults[0].code for each in explain(Broken())] == ["unreadable_stream"]

"""Whatever somebody with every right on the database does to sealed lines is found and named."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from partnerportal.journal.sealing import SealBroken
from partnerportal.kernel.crypto import SigningKey
from tests.journal.tampering import Journal


def test_an_untouched_journal_is_intact(sealed: Journal) -> None:
    result = sealed.verify()
    assert (result.entries, result.partitions, result.is_intact) == (9, 1, True)
    assert result.as_json() == {"entries": 9, "partitions": 1, "intact": True, "first_break": None}


def test_an_empty_journal_is_intact(journal: Journal) -> None:
    assert journal.verify().as_json() == {"entries": 0, "partitions": 0, "intact": True, "first_break": None}


def test_lines_waiting_for_their_seal_are_no_break(sealed: Journal) -> None:
    sealed.write(2)
    assert sealed.found() is None


def test_a_second_sealing_finds_nothing_to_do(sealed: Journal) -> None:
    assert (sealed.seal().lines, sealed.seal().heads) == (0, 0)
    assert sealed.rows("SELECT number, size FROM journal_head ORDER BY number") == [(1, 5), (2, 9)]


@pytest.mark.parametrize(
    "change",
    [
        "ip = '10.0.0.1'",
        "occurred_at = occurred_at + interval '1 second'",
        "occurred_at = occurred_at + interval '1 month'",
        "kind = 'login', account_id = gen_random_uuid(), name_hash = NULL",
        "mac = sha256(mac)",
    ],
)
def test_an_altered_line_is_found_and_named(sealed: Journal, change: str) -> None:
    assert sealed.run(f"UPDATE journal_entry SET {change} WHERE id = %s", sealed.ids[3]) == 1
    found = sealed.verify().first_break
    assert found is not None
    assert (found.kind.value, found.entry) == ("line_altered", sealed.ids[3])
    assert f"Die Zeile {sealed.ids[3]}" in found.german
    assert f"Line {sealed.ids[3]}" in found.english


def test_a_line_altered_before_its_seal_is_found(journal: Journal) -> None:
    journal.write(3)
    journal.run("UPDATE journal_entry SET ip = '10.0.0.1' WHERE id = %s", journal.ids[1])
    assert journal.found() == "line_inserted"
    journal.seal()
    assert journal.found() == "line_altered"


def test_a_removed_line_is_found_and_named(sealed: Journal) -> None:
    sealed.run("DELETE FROM journal_entry WHERE id = %s", sealed.ids[3])
    found = sealed.verify().first_break
    assert found is not None
    assert (found.kind.value, found.entry) == ("line_removed", sealed.ids[3])


def test_a_line_removed_with_its_place_is_found(sealed: Journal) -> None:
    sealed.run("DELETE FROM journal_entry WHERE id = %s", sealed.ids[3])
    sealed.run("DELETE FROM journal_sealed_line WHERE entry_id = %s", sealed.ids[3])
    assert sealed.found() == "line_removed"


def test_a_removed_line_whose_gap_was_closed_is_found(sealed: Journal) -> None:
    sealed.run("DELETE FROM journal_entry WHERE id = %s", sealed.ids[3])
    sealed.run("DELETE FROM journal_sealed_line WHERE entry_id = %s", sealed.ids[3])
    for index in range(4, 9):
        sealed.run("UPDATE journal_sealed_line SET leaf_index = %s WHERE leaf_index = %s", index - 1, index)
    assert sealed.found() == "line_removed"


COPY = """
INSERT INTO journal_entry (kind, account_id, name_hash, occurred_at, ip, mac)
SELECT kind, account_id, name_hash, occurred_at, ip, mac FROM journal_entry WHERE id = %s RETURNING id
"""


def test_a_copied_line_is_found_and_named_before_and_after_its_seal(sealed: Journal) -> None:
    ((copy,),) = sealed.rows(COPY, sealed.ids[3])
    found = sealed.verify().first_break
    assert found is not None
    assert (found.kind.value, found.entry) == ("line_inserted", copy)
    sealed.seal()
    assert sealed.verify().first_break is not None


def test_a_line_inserted_with_a_place_is_found(sealed: Journal) -> None:
    ((copy,),) = sealed.rows(COPY, sealed.ids[3])
    for index in range(8, 2, -1):
        sealed.run("UPDATE journal_sealed_line SET leaf_index = %s WHERE leaf_index = %s", index + 1, index)
    sealed.run(
        "INSERT INTO journal_sealed_line SELECT month, 3, %s, sha256('x') FROM journal_sealed_line LIMIT 1",
        copy,
    )
    found = sealed.verify().first_break
    assert found is not None
    assert (found.kind.value, found.entry) == ("line_inserted", copy)


def test_a_second_line_under_a_number_is_found(sealed: Journal) -> None:
    sealed.run(
        "INSERT INTO journal_entry SELECT id, kind, account_id, name_hash, occurred_at + interval '1 s', ip, mac"
        " FROM journal_entry WHERE id = %s",
        sealed.ids[3],
    )
    assert sealed.found() == "line_inserted"


def test_two_lines_with_swapped_numbers_are_found(sealed: Journal) -> None:
    first, second = sealed.ids[2], sealed.ids[6]
    for old, new in ((first, -1), (second, first), (-1, second)):
        sealed.run("UPDATE journal_entry SET id = %s WHERE id = %s", new, old)
    found = sealed.verify().first_break
    assert found is not None
    assert (found.kind.value, found.entry) == ("lines_swapped", first)


def test_two_lines_with_swapped_places_are_found(sealed: Journal) -> None:
    for old, new in ((2, 99), (6, 2), (99, 6)):
        sealed.run("UPDATE journal_sealed_line SET leaf_index = %s WHERE leaf_index = %s", new, old)
    assert sealed.found() == "lines_swapped"


def test_a_false_hash_at_a_place_is_found(sealed: Journal) -> None:
    sealed.run("UPDATE journal_sealed_line SET leaf_hash = sha256(leaf_hash) WHERE leaf_index = 3")
    assert sealed.found() == "place_altered"


@pytest.mark.parametrize("with_places", [False, True])
def test_newest_lines_cut_off_are_found_and_counted(sealed: Journal, with_places: bool) -> None:
    sealed.run("DELETE FROM journal_entry WHERE id = ANY(%s)", sealed.ids[-2:])
    if with_places:
        sealed.run("DELETE FROM journal_sealed_line WHERE leaf_index >= 7")
    found = sealed.verify().first_break
    assert found is not None
    assert (found.kind.value, found.size, found.found) == ("newest_lines_cut_off", 9, 7)


def test_all_lines_cut_off_are_found(sealed: Journal) -> None:
    sealed.run("DELETE FROM journal_entry")
    sealed.run("DELETE FROM journal_sealed_line")
    assert sealed.found() == "newest_lines_cut_off"


def test_newest_lines_cut_off_with_their_places_and_head_are_found_by_the_file(
    journal: Journal, committed: Callable[[], Any]
) -> None:
    for lines in (5, 4):
        journal.write(lines)
        with committed():
            journal.seal()
    journal.run("DELETE FROM journal_entry WHERE id = ANY(%s)", journal.ids[-4:])
    journal.run("DELETE FROM journal_sealed_line WHERE leaf_index >= 5")
    journal.run("DELETE FROM journal_head WHERE number = 2")
    found = journal.verify().first_break
    assert found is not None
    assert (found.kind.value, found.head) == ("newest_heads_cut_off", 2)
    journal.write(1)
    with pytest.raises(SealBroken, match="head 2"):
        journal.seal()


def test_a_newest_head_removed_alone_is_found_without_the_file(sealed: Journal) -> None:
    sealed.run("DELETE FROM journal_head WHERE number = 2")
    assert sealed.found() == "head_of_lines_removed"


def test_a_head_removed_from_the_middle_is_found(sealed: Journal) -> None:
    sealed.run("DELETE FROM journal_head WHERE number = 1")
    found = sealed.verify().first_break
    assert found is not None
    assert (found.kind.value, found.head) == ("head_removed", 1)


@pytest.mark.parametrize(
    "change",
    [
        "size = 8",
        "root = sha256(root)",
        "sealed_at = sealed_at - interval '1 day'",
        "previous = sha256(previous)",
        "signature = signature || '' , signer = sha256(signer)",
        "month = month - interval '1 month'",
    ],
)
def test_an_altered_head_is_found(sealed: Journal, change: str) -> None:
    sealed.run(f"UPDATE journal_head SET {change} WHERE number = 2")
    found = sealed.verify().first_break
    assert found is not None
    assert (found.kind.value, found.head) == ("head_altered", 2)


def test_a_genuine_head_of_another_past_is_found(journal: Journal) -> None:
    journal.write(3)
    journal.seal()
    journal.run("CREATE TABLE kept AS SELECT * FROM journal_head")
    journal.run("DELETE FROM journal_head")
    journal.run("DELETE FROM journal_sealed_line")
    for _ in range(2):
        journal.write(1)
        journal.seal()
    journal.run("DELETE FROM journal_head WHERE number = 1")
    journal.run("INSERT INTO journal_head SELECT * FROM kept")
    found = journal.verify().first_break
    assert found is not None
    assert (found.kind.value, found.head) == ("head_altered", 2)


def test_a_journal_sealed_anew_with_another_key_is_found(sealed: Journal) -> None:
    trusted = sealed.key
    sealed.run("DELETE FROM journal_head")
    sealed.run("DELETE FROM journal_sealed_line")
    sealed.run("DELETE FROM journal_entry WHERE id = %s", sealed.ids[3])
    sealed.key = SigningKey.generate()
    sealed.seal()
    assert sealed.found() is None
    sealed.key = trusted
    assert sealed.found() == "head_altered"

"""The sealer goes on where it stopped, copies every head, and stops where something does not fit."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from partnerportal.database.context import acting_as
from partnerportal.database.keys import index_key
from partnerportal.journal.sealing import SealBroken, sealing_key, trusted_keys
from partnerportal.journal.verification import verify
from partnerportal.kernel.clock import utc_now
from partnerportal.kernel.crypto import SigningKey
from partnerportal.kernel.viewer import WORKER
from tests.journal.tampering import Journal


def test_a_false_right_edge_of_the_tree_stops_the_sealer(sealed: Journal) -> None:
    sealed.run("UPDATE journal_head SET frontier = sha256('x') || sha256('y') WHERE number = 2")
    sealed.write(1)
    with pytest.raises(SealBroken, match="right edge"):
        sealed.seal()


def test_an_altered_newest_head_stops_the_sealer(sealed: Journal) -> None:
    sealed.run("UPDATE journal_head SET size = 8 WHERE number = 2")
    with pytest.raises(SealBroken, match="head 2"):
        sealed.seal()


def test_a_newest_head_signed_by_a_stranger_stops_the_sealer(sealed: Journal) -> None:
    ours, sealed.key = sealed.key, SigningKey.generate()
    sealed.run("DELETE FROM journal_head WHERE number = 2")
    sealed.run("DELETE FROM journal_sealed_line WHERE leaf_index >= 5")
    with pytest.raises(SealBroken, match="signature of ours"):
        sealed.seal()
    sealed.key = ours
    assert sealed.seal().lines == 4
    sealed.run("UPDATE journal_head SET signer = sha256(signer) WHERE number = 2")
    with pytest.raises(SealBroken, match="head 2"):
        sealed.seal()


def test_the_sealer_makes_its_key_once_and_old_keys_stay_trusted(journal: Journal) -> None:
    journal.key = sealing_key()
    assert sealing_key().public == journal.key.public
    journal.write(1)
    journal.seal()
    settings.JOURNAL_KEY_FILE.unlink()
    journal.key = sealing_key()
    journal.write(1)
    assert journal.seal().lines == 1
    assert len(trusted_keys()) == 2
    with acting_as(WORKER):
        assert verify(now=utc_now(), mac_key=index_key(), trusted=trusted_keys()).is_intact


def test_a_line_that_becomes_visible_late_is_sealed_later(journal: Journal) -> None:
    journal.write(4)
    late = journal.ids[1]
    journal.run("UPDATE journal_entry SET id = -1 WHERE id = %s", late)  # not committed yet
    journal.run("CREATE TABLE hidden AS SELECT * FROM journal_entry WHERE id = -1")
    journal.run("DELETE FROM journal_entry WHERE id = -1")
    assert journal.seal().lines == 3
    journal.run("UPDATE hidden SET id = %s", late)
    journal.run("INSERT INTO journal_entry SELECT * FROM hidden")
    assert journal.seal().lines == 1
    assert journal.found() is None
    assert journal.rows("SELECT leaf_index FROM journal_sealed_line WHERE entry_id = %s", late) == [(3,)]


def test_every_head_stands_in_the_file_once_and_only_its_owner_may_read_it(
    journal: Journal, heads_file: Path, committed: Callable[[], Any]
) -> None:
    for _ in range(2):
        journal.write(2)
        with committed():
            journal.seal()
    with committed():
        journal.seal()
    assert [line.partition(",")[0] for line in heads_file.read_text().splitlines()] == [
        '{"number": 1', '{"number": 2'
    ]  # fmt: skip
    assert heads_file.stat().st_mode & 0o777 == 0o600
    assert journal.found() is None


def test_a_head_the_file_missed_is_added_later(
    journal: Journal, heads_file: Path, committed: Callable[[], Any]
) -> None:
    journal.write(1)
    journal.seal()
    assert not heads_file.exists()
    journal.write(1)
    with committed():
        journal.seal()
    assert len(heads_file.read_text().splitlines()) == 2


def test_a_head_that_differs_from_the_file_and_a_damaged_file_are_found(
    journal: Journal, heads_file: Path, committed: Callable[[], Any]
) -> None:
    journal.write(1)
    with committed():
        journal.seal()
    written = heads_file.read_text()
    heads_file.write_text(written.replace('"size": 1', '"size": 2'))
    assert journal.found() == "head_differs_from_file"
    heads_file.write_text(written[:-30])
    assert journal.found() == "heads_file_damaged"

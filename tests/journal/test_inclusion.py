"""That one line is sealed is proven by a document alone."""

from __future__ import annotations

import json
from typing import Any

import pytest

from partnerportal.database.context import acting_as
from partnerportal.journal.inclusion import inclusion_proof, is_proven
from partnerportal.kernel.errors import Refused
from partnerportal.kernel.viewer import WORKER
from tests.journal.tampering import Journal


def proof_of(entry: int) -> dict[str, Any]:
    with acting_as(WORKER):
        document = inclusion_proof(entry)
    read: dict[str, Any] = json.loads(json.dumps(document))
    return read


def test_every_sealed_line_has_a_proof_that_holds_by_itself(journal: Journal) -> None:
    journal.write(5)
    journal.seal()
    journal.write(6)
    journal.seal()
    for index, entry in enumerate(journal.ids):
        document = proof_of(entry)
        assert (document["leaf_index"], document["head"]["size"]) == (index, 11)
        assert is_proven(document)


@pytest.mark.parametrize("part", ["line", "path", "leaf_index", "root", "size", "signature"])
def test_a_changed_document_proves_nothing(journal: Journal, part: str) -> None:
    journal.write(5)
    journal.seal()
    document = proof_of(journal.ids[2])
    if part == "line":
        document["line"][5] = "10.0.0.1"
    elif part == "path":
        document["path"].reverse()
    elif part == "leaf_index":
        document["leaf_index"] = 3
    elif part == "size":
        document["head"]["size"] = 6
    else:
        document["head"][part] = "00" * (len(document["head"][part]) // 2)
    assert not is_proven(document)


def test_an_unknown_and_an_unsealed_line_have_no_proof(journal: Journal) -> None:
    journal.write(1)
    with pytest.raises(Refused, match="unsealed"):
        proof_of(journal.ids[0])
    with pytest.raises(Refused, match="unknown"):
        proof_of(-5)


def test_something_else_is_no_proof() -> None:
    others: tuple[dict[str, Any], ...] = ({}, {"head": {}}, {"head": None, "line": []})
    for document in others:
        with pytest.raises(ValueError):  # noqa: PT011 - that it is no other error is the point
            is_proven(document)

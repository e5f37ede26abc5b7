"""Prove that one line is under a signed head, in a document that is checked without the database."""

from __future__ import annotations

from typing import Any

from django.db import connection

from partnerportal.journal.heads import Head, last_head
from partnerportal.journal.lines import COLUMNS, Line, month_of
from partnerportal.kernel.crypto import fingerprint, inclusion_path, is_included, leaf_hash
from partnerportal.kernel.errors import Refused
from partnerportal.kernel.errors import marked_for_translation as _

_LINE = f"SELECT {COLUMNS} FROM journal_entry WHERE id = %s"  # noqa: S608 - a constant
_PLACE = "SELECT leaf_index FROM journal_sealed_line WHERE month = %s AND entry_id = %s"
_LEAVES = "SELECT leaf_hash FROM journal_sealed_line WHERE month = %s AND leaf_index < %s ORDER BY leaf_index"


def inclusion_proof(entry_id: int) -> dict[str, Any]:
    """Return the proof of a sealed line under the newest head of its month.

    It holds the line itself (number, kind, account id or keyed hash, instant, address): whoever may run this may
    read it anyway, and without it the proof would say nothing about the line. Raises: Refused.
    """
    rows = _rows(_LINE, [entry_id])
    if not rows:
        raise Refused("journal.line.unknown", _("Diese Zeile gibt es im Protokoll nicht."))
    line = Line.from_row(rows[0])
    month = month_of(line.occurred_at)
    head, places = last_head(month), _rows(_PLACE, [month, entry_id])
    if head is None or not places:
        raise Refused(
            "journal.line.unsealed",
            _("Diese Zeile ist noch nicht versiegelt. Versuchen Sie es in einer Minute."),
        )
    index, leaves = places[0][0], [bytes(row[0]) for row in _rows(_LEAVES, [month, head.size])]
    return {
        "line": line.sealed_text.split("\x1f"),
        "leaf_hash": line.leaf.hex(),
        "leaf_index": index,
        "path": [node.hex() for node in inclusion_path(index, leaves)],
        "head": head.as_json(),
        "signer_fingerprint": fingerprint(head.signer),
    }


def is_proven(document: dict[str, Any]) -> bool:
    """Say whether the document proves its line, from the document alone.

    Whether the signer is ours is for the reader to compare: by the fingerprint, or the public key file.
    Raises: ValueError when the document is not such a proof.
    """
    try:
        head = Head.from_json(document["head"])
        leaf = leaf_hash("\x1f".join(document["line"]).encode())
        path = [bytes.fromhex(node) for node in document["path"]]
        index = int(document["leaf_index"])
    except (KeyError, TypeError) as error:
        raise ValueError(str(error)) from None
    return head.is_signed and is_included(leaf, index, head.size, path, head.root)


def _rows(query: str, values: list[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        return list(cursor.fetchall())

"""Look for plain text where a ciphertext belongs, in the database and in the data folder."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from partnerportal.notice.context import ProofContext
from partnerportal.notice.schema import Column
from partnerportal.privacy.vocabulary import Place, Protection

SHORTEST_CIPHERTEXT = 28  # bytes: nonce (12) and tag (16) of AES-256-GCM
PLAIN_BEGINNINGS = (b"%PDF", b"\xff\xd8\xff", b"\x89PNG", b"II*\x00", b"MM\x00*", b"<?xml")
# What makes a stored value readable, by the type of its column. In a JSON object each part is a ciphertext in base64.
_IS_PLAIN = {
    "bytea": rf"(octet_length({{value}}) < {SHORTEST_CIPHERTEXT} OR encode({{value}}, 'escape') NOT LIKE '%%\\%%')",
    "jsonb": r"""(jsonb_typeof({value}) <> 'object' OR EXISTS (SELECT FROM jsonb_each_text(
        CASE WHEN jsonb_typeof({value}) = 'object' THEN {value} ELSE '{{}}' END) AS part
        WHERE CASE WHEN part.value ~ '^[A-Za-z0-9+/]{{38,}}={{0,2}}$' AND length(part.value) %% 4 = 0
              THEN encode(decode(part.value, 'base64'), 'escape') NOT LIKE '%%\\%%' ELSE true END))""",
}
NOT_DOCUMENTS = frozenset({"static", "mail", "postgres", "database"})


def plain_values(context: ProofContext, columns: Iterable[Column]) -> tuple[int, list[str]]:
    """Return how many values of encrypted columns were looked at, and a finding per column with plain text.

    A ciphertext is at least 28 bytes long, and some of them lie outside ASCII but once in 2^28 cases.
    """
    checked, findings = 0, []
    for column in columns:
        if not _is_encrypted(context, column):
            continue
        total, plain = _counts(context, column)
        checked += total
        if plain:
            findings.append(f"{column.field}: {plain} Werte liegen im Klartext.")
    return checked, findings


def plain_files(data_dir: Path) -> tuple[int, int]:
    """Return how many files the data folder holds besides the database's own, and how many are readable documents."""
    beginnings = [_beginning(path) for path in _files(data_dir)]
    return len(beginnings), sum(_is_document(beginning) for beginning in beginnings)


def _is_encrypted(context: ProofContext, column: Column) -> bool:
    entry = context.catalogue.entry_of(column.field)
    return entry is not None and entry.protection is Protection.ENCRYPTED and entry.place is Place.COLUMN


def _counts(context: ProofContext, column: Column) -> tuple[int, int]:
    quote = context.connection.ops.quote_name
    value, table = quote(column.name), quote(column.table)
    is_plain = _IS_PLAIN.get(column.type, "true").format(value=value)
    query = f"SELECT count({value}), count({value}) FILTER (WHERE {is_plain}) FROM {table}"  # noqa: S608
    total, plain = context.rows(query)[0]
    return int(total), int(plain)


def _files(data_dir: Path) -> Iterator[Path]:
    for folder, subfolders, names in os.walk(data_dir):
        subfolders[:] = [
            name for name in subfolders if name not in NOT_DOCUMENTS and not _is_database(folder, name)
        ]
        yield from (Path(folder, name) for name in names)


def _is_database(folder: str, name: str) -> bool:
    return Path(folder, name, "PG_VERSION").exists()


def _beginning(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(12)
    except OSError:  # sockets, and files that went meanwhile
        return b""


def _is_document(beginning: bytes) -> bool:
    return beginning.startswith(PLAIN_BEGINNINGS) or beginning[4:8] == b"ftyp"

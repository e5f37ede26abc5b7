"""Bring many invented rows in by COPY, without indexes and references until all are there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from django.db import connection, models
from psycopg import sql

WORTH_IT = 50_000
"""Contracts from which taking indexes off and building them anew is quicker than keeping them up to date."""

_PASSING = sql.SQL(
    "CREATE TEMP TABLE IF NOT EXISTS {passing} ON COMMIT DROP AS SELECT {names} FROM {table} WITH NO DATA"
)
_REFERENCES = """
SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
 WHERE contype = 'f' AND conrelid = ANY (%s::regclass[]) ORDER BY 1, 2
"""
_INDEXES = """
SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index
 WHERE indrelid = ANY (%s::regclass[])
   AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conindid = indexrelid AND contype IN ('p', 'u'))
 ORDER BY 1
"""


def copy_rows(model: type[models.Model], columns: str, rows: Iterable[Sequence[object]]) -> None:
    """Write the rows; `columns` are the columns' names separated by spaces, in the order of the values.

    They pass through a table of the transaction's own, for PostgreSQL copies into no table with row-level security.
    """
    names = sql.SQL(", ").join(sql.Identifier(name) for name in columns.split())
    table = sql.Identifier(model._meta.db_table)
    passing = sql.Identifier("pg_temp", f"passing_{model._meta.db_table}")
    with connection.cursor() as cursor:
        cursor.execute(_PASSING.format(passing=passing, names=names, table=table))
        with cursor.cursor.copy(sql.SQL("COPY {} FROM STDIN").format(passing)) as copy:
            for row in rows:
                copy.write_row(row)
        cursor.execute(
            sql.SQL("INSERT INTO {} ({}) SELECT * FROM {}; TRUNCATE {}").format(
                table, names, passing, passing
            )
        )


@contextmanager
def built_afterwards(tables: Sequence[str]) -> Iterator[None]:
    """Take foreign keys and indexes off these tables for the block; afterwards they are checked and built whole.

    Nothing is left off: the database compares every reference when a key comes back, and the block runs in the
    caller's transaction.
    """
    references, indexes = _found(_REFERENCES, tables), _found(_INDEXES, tables)
    _run(f"ALTER TABLE {table} DROP CONSTRAINT {_quoted(name)}" for table, name, _ in references)
    _run(f"DROP INDEX {name}" for name, _ in indexes)
    yield
    _run(definition for _, definition in indexes)
    _run(
        f"ALTER TABLE {table} ADD CONSTRAINT {_quoted(name)} {definition}"
        for table, name, definition in references
    )
    _run(f"ANALYZE {table}" for table in tables)


def _found(query: str, tables: Sequence[str]) -> list[tuple[str, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, [list(tables)])
        return list(cursor.fetchall())


def _run(statements: Iterable[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'

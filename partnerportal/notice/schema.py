"""Read what the database really stores, and name it as the catalogue does: "app.Model.field"."""

from __future__ import annotations

from dataclasses import dataclass

from partnerportal.database.schema import model_columns
from partnerportal.notice.context import ProofContext

_COLUMNS = """
SELECT class.relname, attribute.attname, format_type(attribute.atttypid, attribute.atttypmod)
FROM pg_class AS class
JOIN pg_namespace AS space ON space.oid = class.relnamespace
JOIN pg_attribute AS attribute ON attribute.attrelid = class.oid
WHERE space.nspname = 'public' AND class.relkind IN ('r', 'p') AND NOT class.relispartition
  AND attribute.attnum > 0 AND NOT attribute.attisdropped
ORDER BY class.relname, attribute.attnum
"""
_UNPROTECTED = """
SELECT DISTINCT class.relname
FROM pg_class AS class
JOIN pg_namespace AS space ON space.oid = class.relnamespace
JOIN pg_attribute AS attribute ON attribute.attrelid = class.oid AND attribute.attname = 'partner_id'
WHERE space.nspname = 'public' AND class.relkind IN ('r', 'p')
  AND (NOT class.relrowsecurity OR NOT class.relforcerowsecurity OR NOT EXISTS (
    SELECT FROM pg_policies WHERE schemaname = 'public' AND tablename = class.relname
      AND cmd IN ('SELECT', 'ALL') AND 'portal_web' = ANY (roles)))
ORDER BY class.relname
"""


@dataclass(frozen=True, slots=True)
class Column:
    """Be one stored column; `field` is its name in the catalogue, `type` PostgreSQL's name of its type."""

    field: str
    table: str
    name: str
    type: str


def stored_columns(context: ProofContext) -> tuple[Column, ...]:
    """Return every column of every table; one of a table without a model is called "sql.table.column"."""
    names = {place: field for field, place in model_columns().items()}
    return tuple(
        Column(names.get((table, column), f"sql.{table}.{column}"), table, column, kind)
        for table, column, kind in context.rows(_COLUMNS)
    )


def columns_of(context: ProofContext, table: str) -> dict[str, str]:
    """Return the columns of one table with their types."""
    return {column.name: column.type for column in stored_columns(context) if column.table == table}


def tables_without_policy(context: ProofContext) -> list[str]:
    """Return tables that hold a partner's rows and are not protected by forced row-level security."""
    return [str(row[0]) for row in context.rows(_UNPROTECTED)]

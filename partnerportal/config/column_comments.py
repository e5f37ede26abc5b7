"""Write the catalogue's comment to every column, so that psql's `\\d+` says what a value is for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from psycopg import sql

from partnerportal.database.schema import model_columns
from partnerportal.privacy.derive_column_comments import column_comments

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper

_PRESENT = """
    SELECT relation.relname, attribute.attname, col_description(relation.oid, attribute.attnum)
      FROM pg_attribute attribute
      JOIN pg_class relation ON relation.oid = attribute.attrelid
     WHERE relation.relnamespace = 'public'::regnamespace AND attribute.attnum > 0
"""


def apply_column_comments(connection: BaseDatabaseWrapper) -> int:
    """Set the comments that differ and return how many; call it after `migrate`, as the schema's owner."""
    places = model_columns()
    with connection.cursor() as cursor:
        cursor.execute(_PRESENT)
        present = {(table, column): text for table, column, text in cursor.fetchall()}
        changed = {
            places[field]: text
            for field, text in column_comments().items()
            if field in places and places[field] in present and present[places[field]] != text
        }
        for (table, column), text in changed.items():
            statement = sql.SQL("COMMENT ON COLUMN {} IS {}").format(
                sql.Identifier(table, column), sql.Literal(text)
            )
            cursor.execute(statement)
    return len(changed)

"""Say which columns the models and the running database have, in the catalogue's names "app.Model.field"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.apps import apps

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper
    from django.db.models import Model

# Partitions repeat the columns of their parent; the parent stands for them.
_LIVE_COLUMNS = """
    SELECT relation.relname, attribute.attname
      FROM pg_attribute attribute
      JOIN pg_class relation ON relation.oid = attribute.attrelid
     WHERE relation.relnamespace = 'public'::regnamespace
       AND relation.relkind IN ('r', 'p')
       AND NOT relation.relispartition
       AND attribute.attnum > 0
       AND NOT attribute.attisdropped
"""


def model_columns() -> dict[str, tuple[str, str]]:
    """Return "app.Model.field" -> (table, column) for every model that has a table."""
    return {
        f"{model._meta.label}.{field.name}": (model._meta.db_table, field.column)
        for model in _models_with_table()
        for field in model._meta.local_concrete_fields
        if field.column
    }


def stored_fields(connection: BaseDatabaseWrapper) -> frozenset[str]:
    """Return the name of every live column; a table without a model appears as "sql.table.column"."""
    named = {place: field for field, place in model_columns().items()}
    labels = {model._meta.db_table: model._meta.label for model in _models_with_table()}
    with connection.cursor() as cursor:
        cursor.execute(_LIVE_COLUMNS)
        live = cursor.fetchall()
    return frozenset(
        named.get((table, column), f"{labels.get(table, f'sql.{table}')}.{column}") for table, column in live
    )


def _models_with_table() -> Iterator[type[Model]]:
    for model in apps.get_models(include_auto_created=True):
        if not (model._meta.proxy or model._meta.swapped):
            yield model

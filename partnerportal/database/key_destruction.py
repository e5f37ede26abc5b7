"""Destroy the data keys of persons whose data are due."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.db import connection


def destroy_keys(subjects: Collection[UUID]) -> None:
    """Destroy the keys of these persons, so that no copy of their data opens any more, backups included.

    Only the retention role may; the worker takes it on for this one statement (security.md, "Database roles").
    """
    if not subjects:
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('role'), set_config('role', 'portal_retention', true)")
        (role, _taken) = cursor.fetchone()
        cursor.execute("DELETE FROM database_subjectkey WHERE subject_id = ANY(%s)", [list(subjects)])
        cursor.execute("SELECT set_config('role', %s, true)", [role])

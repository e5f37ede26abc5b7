"""Check the database before pages are served: a login that may not too much, and no pending migration."""

from __future__ import annotations

from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor

from partnerportal.config.serving import refusals

# Row-level security does not hold a superuser or BYPASSRLS; who may become the owner may switch it off.
_IS_MIGHTY = """
SELECT bool_or(rolsuper OR rolbypassrls) OR pg_has_role(session_user, 'portal_owner', 'MEMBER')
FROM pg_roles WHERE pg_has_role(session_user, oid, 'MEMBER')
"""


def check_database() -> None:
    """Return when this login may serve pages from this database. Raises: Lacking."""
    try:
        with connection.cursor() as cursor:
            cursor.execute(_IS_MIGHTY)
            (is_mighty,) = cursor.fetchone()
        if is_mighty:
            raise refusals.mighty_login()
        if count := len(pending_migrations()):
            raise refusals.pending_migrations(count)
    except OperationalError as error:
        raise refusals.database_refuses() from error
    finally:
        connection.close()


def pending_migrations() -> list[str]:
    """Return the names of migrations this program brings and the database lacks."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _is_backwards in plan]

"""The five database roles and what each may do; the reasons are in docs/decisions/0003-database-roles.md."""

from pathlib import Path
from typing import Any, Final

import psycopg

OWNER: Final = "portal_owner"
WEB: Final = "portal_web"
WORKER: Final = "portal_worker"
RETENTION: Final = "portal_retention"
READ: Final = "portal_read"
ROLES: Final = (OWNER, WEB, WORKER, RETENTION, READ)

ROLES_SQL: Final = (Path(__file__).parent / "roles.sql").read_text(encoding="utf-8")
"""Creates the roles; needs a superuser or, for new roles, CREATEROLE."""

PRIVILEGES_SQL: Final = (Path(__file__).parent / "privileges.sql").read_text(encoding="utf-8")
"""Grants in the current database; a superuser or portal_owner may run it, also inside a migration."""


def ensure_roles(connection: psycopg.Connection[Any], *, owner_may_create_databases: bool = False) -> None:
    """Create or correct the roles and their rights in the connected database; may be repeated.

    `owner_may_create_databases` is for test servers, where the test runner makes its own database.

    Raises: psycopg.errors.InsufficientPrivilege when the connection may not create roles.
    """
    with connection.transaction():
        connection.execute(ROLES_SQL)
        connection.execute(PRIVILEGES_SQL)
        _ensure_database_creation(connection, owner_may_create_databases)


def _ensure_database_creation(connection: psycopg.Connection[Any], wanted: bool) -> None:  # noqa: FBT001 - a verdict
    row = connection.execute("SELECT rolcreatedb FROM pg_roles WHERE rolname = %s", [OWNER]).fetchone()
    if row is not None and row[0] != wanted:
        connection.execute(f"ALTER ROLE {OWNER} {'CREATEDB' if wanted else 'NOCREATEDB'}")

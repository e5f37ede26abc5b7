"""Check the database before pages are served: a login that may not too much, and no pending migration."""

from __future__ import annotations

from django.db import OperationalError, connection

from partnerportal.config.health import pending_migrations
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

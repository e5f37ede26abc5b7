"""Find out who is told that a statement is closed."""

from __future__ import annotations

from uuid import UUID

from django.db import connection

from partnerportal.kernel.viewer import Viewer


def accounts_with_statements(*, viewer: Viewer, partner_id: UUID) -> tuple[UUID, ...]:
    """Return the partner's active accounts that see statements; nothing for who does not settle commissions.

    A clerk sees no account of a partner; the function of migration 0003 names these ids and nothing else.
    """
    if not (viewer.is_clerk and viewer.may_see_statements):
        return ()
    with connection.cursor() as cursor:
        cursor.execute("SELECT portal_accounts_with_statements(%s)", [partner_id])
        return tuple(row[0] for row in cursor.fetchall())

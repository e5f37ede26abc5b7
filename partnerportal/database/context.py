"""Enter a viewer's context: from here on PostgreSQL itself decides which rows exist (security.md, "Database roles")."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.conf import settings
from django.db import connection, transaction

from partnerportal.kernel.viewer import Role, Viewer

_SET = """
SELECT set_config('role', %s, true), set_config('portal.role', %s, true),
       set_config('portal.account_id', %s, true), set_config('portal.partner_id', %s, true),
       set_config('portal.department_id', %s, true), set_config('portal.rights', %s, true)
"""
_current: ContextVar[Viewer | None] = ContextVar("viewer", default=None)


@contextmanager
def acting_as(viewer: Viewer) -> Iterator[None]:
    """Run the block in one transaction as `viewer`; restore the outer viewer (or nobody) afterwards.

    The context lives in the transaction, never in the session: a pooled connection cannot carry it over.
    When the block fails, the rollback restores the settings by itself.
    """
    outer = _current.get()
    token = _current.set(viewer)
    try:
        with transaction.atomic():
            _apply(_values(viewer))
            yield
            if not connection.needs_rollback:
                _apply(_values(outer) if outer else _nobody())
    finally:
        _current.reset(token)


def _nobody() -> tuple[str, ...]:
    """Return the settings without a viewer: the role of the process, which need not be that of its login."""
    return (settings.DATABASE_ROLE, "", "", "", "", "")


def _values(viewer: Viewer) -> tuple[str, ...]:
    rights = {
        "statements": viewer.may_see_statements,
        "claims": viewer.may_see_claims,
        "contracts": viewer.may_see_contracts,
    }
    return (
        "portal_worker" if viewer.role is Role.WORKER else "portal_web",
        viewer.role.value,
        str(viewer.account_id or ""),
        str(viewer.partner_id or ""),
        str(viewer.department_id or ""),
        ",".join(name for name, given in rights.items() if given),
    )


def _apply(values: tuple[str, ...]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_SET, values)

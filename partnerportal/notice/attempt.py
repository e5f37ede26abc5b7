"""Try what must not be possible, and say whether the database refused it."""

from __future__ import annotations

from collections.abc import Callable

from django.db import DatabaseError, transaction

from partnerportal.notice.context import ProofContext


def refusal(context: ProofContext, attempt: Callable[[], object]) -> str | None:
    """Return the constraint (or the kind of error) that stopped the attempt; None when nothing did.

    Deferred constraints are checked at once. Whatever the attempt wrote is gone afterwards.
    """
    alias = context.connection.alias
    try:
        with transaction.atomic(using=alias):
            attempt()
            context.execute("SET CONSTRAINTS ALL IMMEDIATE")
            transaction.set_rollback(True, using=alias)
    except DatabaseError as error:
        diagnosis = getattr(error.__cause__, "diag", None)
        return getattr(diagnosis, "constraint_name", None) or type(error).__name__
    return None

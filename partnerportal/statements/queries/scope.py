"""Narrow statements and lines to those a viewer may see: the door in front of the policies."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from partnerportal.kernel.viewer import Viewer
from partnerportal.statements.models import Statement, StatementLine


def statements_of(viewer: Viewer) -> QuerySet[Statement]:
    """Return what the viewer may see: with the right, a partner its own closed ones, the settling clerk all."""
    return Statement.objects.filter(_scope(viewer, Q(state="closed")))


def lines_of(viewer: Viewer) -> QuerySet[StatementLine]:
    """Return the lines of those statements."""
    return StatementLine.objects.filter(_scope(viewer, Q(is_closed=True)))


def _scope(viewer: Viewer, closed: Q) -> Q:
    if not viewer.may_see_statements:
        return Q(pk__in=())
    if viewer.is_clerk:
        return Q()
    return Q(partner_id=viewer.partner) & closed if viewer.is_partner else Q(pk__in=())

"""Read inboxes, each department its own, and the departments themselves for the administrator."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from partnerportal.database.sorting import folded
from partnerportal.kernel.viewer import Role, Viewer
from partnerportal.routing.models import Department, InboxEntry


@dataclass(frozen=True, slots=True)
class DepartmentRow:
    """Hold a department; `deputy` is the name of an active account, `members` counts clerks who can sign in."""

    id: UUID
    name: str
    email: str
    deputy_id: UUID | None
    deputy: str = field(repr=False)
    members: int
    keeps_contracts: bool = False


def inbox_count(*, viewer: Viewer) -> int:
    """Return how many claims in the viewer's department nobody has taken yet."""
    return InboxEntry.objects.filter(department_id=viewer.department, taken_by=None, done_at=None).count()


def contract_department() -> UUID | None:
    """Return the department that keeps contracts and settles commissions, None while there is none (ADR 19)."""
    keeping = Department.objects.filter(keeps_contracts=True).order_by("code")
    return keeping.values_list("id", flat=True).first()


def department_rows(*, viewer: Viewer) -> tuple[DepartmentRow, ...]:
    """Return all departments by name, in one query; only for the administrator."""
    return tuple(_row(row) for row in _rows(viewer))


def department_for(*, viewer: Viewer, department_id: UUID) -> DepartmentRow | None:
    """Return one department, None for a missing one and for whoever does not keep departments; one query."""
    row = _rows(viewer).filter(id=department_id).first()
    return _row(row) if row else None


def _rows(viewer: Viewer) -> QuerySet[Department, Any]:
    """Return the door in front of the wall."""
    departments = Department.objects.all() if viewer.role is Role.ADMINISTRATOR else Department.objects.none()
    counted = departments.annotate(members=Count("account", filter=Q(account__is_active=True)))
    return counted.order_by(folded("name"), "id").values_list(
        "id",
        "name",
        "email",
        "deputy_id",
        "deputy__first_name",
        "deputy__last_name",
        "deputy__is_active",
        "members",
        "keeps_contracts",
        named=True,
    )


def _row(row: Any) -> DepartmentRow:
    deputy = f"{row.deputy__first_name} {row.deputy__last_name}".strip() if row.deputy__is_active else ""
    return DepartmentRow(row.id, row.name, row.email, row.deputy_id, deputy, row.members, row.keeps_contracts)

"""Read people's accounts: an owner those of the firm, an administrator all, each person itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from partnerportal.accounts.models import Account, DetailsChange, FactorRecovery, Registration
from partnerportal.accounts.rules.directory import Rights, Standing, name_of, standing_of
from partnerportal.database.sorting import folded, folded_word
from partnerportal.kernel.viewer import PARTNER_ROLES, Role, Viewer

PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class PersonRow:
    """Hold an account as lists show it; `house` is the firm or the department."""

    id: UUID
    name: str = field(repr=False)
    email: str = field(repr=False)
    role: Role
    standing: Standing
    has_second_factor: bool
    rights: Rights
    house: str
    partner_id: UUID | None
    department_id: UUID | None
    created_at: datetime
    removed_at: datetime | None


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """Hold one page of a list; `next_after` is None on the last one."""

    rows: tuple[PersonRow, ...]
    next_after: UUID | None


@dataclass(frozen=True, slots=True)
class Figures:
    """Count accounts, and what waits for the administrator."""

    people: int
    blocked: int
    waiting: int
    registrations: int
    changes: int
    recoveries: int


def accounts_led_by(viewer: Viewer) -> QuerySet[Account]:
    """Return the door in front of the wall: whose accounts the viewer may lead."""
    if viewer.role is Role.ADMINISTRATOR:
        return Account.objects.all()
    if viewer.role is Role.OWNER:
        return Account.objects.filter(partner_id=viewer.partner, role__in=PARTNER_ROLES)
    return Account.objects.none()


def other_leaders(account: Account) -> int:
    """Return how many other active accounts lead the same house in the same role."""
    leaders = Account.objects.filter(role=account.role, is_active=True).exclude(id=account.id)
    if account.partner_id is not None:
        leaders = leaders.filter(partner_id=account.partner_id)
    return leaders.count()


def team_of(*, viewer: Viewer, partner_id: UUID) -> tuple[PersonRow, ...]:
    """Return everybody of a firm who was not removed, by name; one query."""
    return _rows(accounts_led_by(viewer).filter(partner_id=partner_id, removed_at__isnull=True))


def clerks_of(*, viewer: Viewer, department_id: UUID) -> tuple[PersonRow, ...]:
    """Return the clerks of a department, by name; one query. Only for the administrator."""
    if viewer.role is not Role.ADMINISTRATOR:
        return ()
    return _rows(Account.objects.filter(department_id=department_id, removed_at__isnull=True))


def operators_people(*, viewer: Viewer) -> tuple[PersonRow, ...]:
    """Return the operator's people who are not removed, by name; one query. Only for the administrator."""
    if viewer.role is not Role.ADMINISTRATOR:
        return ()
    return _rows(Account.objects.filter(partner__isnull=True, removed_at__isnull=True))


def people_page(
    *,
    viewer: Viewer,
    role: Role | None = None,
    standing: Standing | None = None,
    text: str = "",
    after: UUID | None = None,
    limit: int = PAGE_SIZE,
) -> PeoplePage:
    """Return one page of the accounts the viewer leads, by name; removed ones only when asked for.

    At most two queries. Every word of `text` must stand in name, e-mail address or firm.
    """
    people = accounts_led_by(viewer).filter(_stands(standing))
    if role is not None:
        people = people.filter(role=role)
    people = people.annotate(place=folded("last_name", "first_name"))
    people = people.annotate(found_in=folded("last_name", "first_name", "email", "partner__name"))
    for word in text.split():
        people = people.filter(found_in__contains=folded_word(word))
    anchor = people.filter(id=after).values_list("place", "id").first() if after else None
    if anchor is not None:
        people = people.filter(Q(place__gt=anchor[0]) | Q(place=anchor[0], id__gt=anchor[1]))
    rows = _rows(people, limit + 1)
    return PeoplePage(rows[:limit], rows[limit - 1].id if len(rows) > limit else None)


def person(*, viewer: Viewer, account_id: UUID) -> PersonRow | None:
    """Return an account the viewer leads, None for a foreign and a missing one alike; one query."""
    rows = _rows(accounts_led_by(viewer).filter(id=account_id), 1)
    return rows[0] if rows else None


def figures(*, viewer: Viewer) -> Figures:
    """Return the administrator's figures; four queries."""
    people = accounts_led_by(viewer).aggregate(
        people=Count("id", filter=_stands(Standing.ACTIVE)),
        blocked=Count("id", filter=_stands(Standing.BLOCKED)),
        waiting=Count("id", filter=_stands(Standing.WAITING)),
    )
    return Figures(
        **people,
        registrations=Registration.objects.filter(state="waiting").count(),
        changes=DetailsChange.objects.count(),
        recoveries=FactorRecovery.objects.filter(second_at__isnull=True).count(),
    )


def team_tasks(*, viewer: Viewer) -> tuple[int, int]:
    """Return how many registrations and recoveries wait for the owner; two queries."""
    registrations = Registration.objects.filter(partner_id=viewer.partner, state="owner").count()
    recoveries = FactorRecovery.objects.filter(partner_id=viewer.partner, second_at__isnull=True)
    return registrations, recoveries.exclude(account_id=viewer.account).count()


_COLUMNS = (
    "id",
    "first_name",
    "last_name",
    "email",
    "role",
    "is_active",
    "blocked_at",
    "removed_at",
    "has_second_factor",
    "may_see_statements",
    "may_see_claims",
    "may_see_contracts",
    "partner_id",
    "partner__name",
    "department_id",
    "department__name",
    "created_at",
)


def _stands(standing: Standing | None) -> Q:
    """Return the condition of a standing; without one, everybody who is not removed."""
    present = Q(removed_at__isnull=True)
    if standing is None:
        return present
    return {
        Standing.ACTIVE: present & Q(is_active=True),
        Standing.WAITING: present & Q(is_active=False, blocked_at__isnull=True),
        Standing.BLOCKED: present & Q(blocked_at__isnull=False),
        Standing.REMOVED: ~present,
    }[standing]


def _rows(people: QuerySet[Account], limit: int | None = None) -> tuple[PersonRow, ...]:
    ordered = people.order_by(folded("last_name", "first_name"), "id")
    return tuple(_row(row) for row in ordered.values_list(*_COLUMNS, named=True)[:limit])


def _row(row: Any) -> PersonRow:
    return PersonRow(
        id=row.id,
        name=name_of(row.first_name, row.last_name),
        email=row.email,
        role=Role(row.role),
        standing=standing_of(is_active=row.is_active, blocked_at=row.blocked_at, removed_at=row.removed_at),
        has_second_factor=row.has_second_factor,
        rights=Rights(row.may_see_statements, row.may_see_claims, row.may_see_contracts),
        house=row.partner__name or row.department__name or "",
        partner_id=row.partner_id,
        department_id=row.department_id,
        created_at=row.created_at,
        removed_at=row.removed_at,
    )

"""Read what clerks reconcile: our value beside the file's, why ours is guarded, and what a full delivery lacked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from partnerportal.exchange.models import ImportConflict, ImportFinding, ImportRun
from partnerportal.exchange.queries.conflicts import ConflictRow
from partnerportal.exchange.rules.guarded import area_of
from partnerportal.kernel.iban import HIDDEN
from partnerportal.kernel.viewer import Viewer

PAGE_SIZE = 25
_HOLDER, _PERSON, _GUARD = "contract__policyholder__", "insured_person__", "contract__guards__"
_OURS = {
    **{name: f"contract__{name}" for name in ("policy_number", "line_of_business", "tariff")},
    **{name: f"contract__{name}" for name in ("begins_on", "ends_on")},
    **{name: f"{_HOLDER}{name}" for name in ("salutation", "first_name", "last_name")},
    **{name: f"{_HOLDER}{name}" for name in ("street", "postal_code", "city")},
    **{
        f"insured_person.{name}": f"{_PERSON}{name}"
        for name in ("number", "salutation", "first_name", "last_name")
    },
}


@dataclass(frozen=True, slots=True, repr=False)
class Compared:
    """Hold a conflict with our value, None where a clerk does not see it, and why and since when it is guarded.

    `reason` is rectification or restriction (Art. 16, 18 GDPR); empty once the guard was lifted.
    """

    conflict: ConflictRow
    ours: str | date | None
    theirs: str | date
    reason: str
    since: datetime | None


@dataclass(frozen=True, slots=True)
class FullDelivery:
    """Hold the newest full delivery that was taken over, and how much it lacked."""

    id: UUID
    applied_at: datetime
    missing: int


@dataclass(frozen=True, slots=True, repr=False)
class LackingRow:
    """Hold what a full delivery lacked: a contract, or with `field` insured_person somebody in it."""

    id: int
    contract_id: UUID
    policy_number: str
    holder: str
    field: str


@dataclass(frozen=True, slots=True)
class LackingPage:
    """Hold one page of what was lacking; `next_after` is None on the last one."""

    rows: tuple[LackingRow, ...]
    next_after: int | None


def compared(*, viewer: Viewer, rows: Iterable[ConflictRow]) -> tuple[Compared, ...]:
    """Return the conflicts with our values and guards; two queries however many there are."""
    if not _keeps_contracts(viewer):
        return ()
    conflicts = {row.id: row for row in rows}
    known = ImportConflict.objects.filter(id__in=conflicts)
    ours = {found["id"]: found for found in known.values("id", *_OURS.values())}
    guards = _guards(known)
    return tuple(
        Compared(
            row,
            _own(row, ours[row.id]),
            _day_in(row.field, row.value),
            *guards.get((row.id, area_of(row.field)), guards.get((row.id, "all"), ("", None))),
        )
        for row in conflicts.values()
    )


def conflict_count(*, viewer: Viewer) -> int:
    """Return how many conflicts wait for a decision; 0 for whoever does not keep contracts."""
    return ImportConflict.objects.filter(state="open").count() if _keeps_contracts(viewer) else 0


def last_full_delivery(*, viewer: Viewer) -> FullDelivery | None:
    """Return the newest full delivery that was taken over; None when there is none yet."""
    if not _keeps_contracts(viewer):
        return None
    run = ImportRun.objects.filter(is_full_delivery=True, state="done").order_by("-created_at").first()
    if run is None or run.applied_at is None:
        return None
    return FullDelivery(run.id, run.applied_at, run.result.get("missing", 0))


def lacking_page(
    *, viewer: Viewer, run_id: UUID, after: int | None = None, limit: int = PAGE_SIZE
) -> LackingPage:
    """Return one page of what a full delivery lacked, in the order it was found."""
    if not _keeps_contracts(viewer):
        return LackingPage((), None)
    lacking = ImportFinding.objects.filter(run_id=run_id, kind="missing", contract__isnull=False)
    if after is not None:
        lacking = lacking.filter(id__gt=after)
    columns = ("id", "contract_id", "contract__policy_number", f"{_HOLDER}first_name", f"{_HOLDER}last_name")
    found = lacking.order_by("id").values_list(*columns, "field")[: limit + 1]
    rows = [
        LackingRow(place, contract, number, f"{first} {last}".strip(), field)
        for place, contract, number, first, last, field in found
    ]
    return LackingPage(tuple(rows[:limit]), rows[limit - 1].id if len(rows) > limit else None)


def _guards(conflicts: Any) -> dict[tuple[UUID, str], tuple[str, datetime]]:
    """Return reason and beginning of the guards in force, by conflict and what they guard."""
    in_force = conflicts.filter(**{f"{_GUARD}lifted_at__isnull": True})
    rows = in_force.values_list("id", *(f"{_GUARD}{name}" for name in ("fields", "reason", "set_at")))
    return {(conflict_id, fields): (reason, set_at) for conflict_id, fields, reason, set_at in rows if reason}


def _own(row: ConflictRow, found: dict[str, Any]) -> str | date | None:
    """Return what we have; a clerk sees neither birth dates nor bank accounts of contracts (C26, C27)."""
    if row.field == "insured_person":
        return ""
    if row.field not in _OURS:
        return HIDDEN * 8 if row.field == "insured_person.born_on" else None
    value = found[_OURS[row.field]]
    return value if isinstance(value, date) else "" if value is None else str(value)


def _day_in(field: str, value: str) -> str | date:
    return date.fromisoformat(value) if field in {"begins_on", "ends_on"} and value else value


def _keeps_contracts(viewer: Viewer) -> bool:
    return viewer.is_clerk and viewer.may_see_contracts

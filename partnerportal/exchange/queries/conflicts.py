"""Read what a file says otherwise than we do about somebody under a guard: for clerks who keep contracts."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from partnerportal.database.keys import open_vault
from partnerportal.exchange.models import ImportConflict, ImportFinding
from partnerportal.exchange.rules.reasons import FIELD_NAMES
from partnerportal.kernel.iban import HIDDEN, mask
from partnerportal.kernel.viewer import Viewer

PAGE_SIZE = 25
VALUE_COLUMN = "exchange_importconflict.value"


@dataclass(frozen=True, slots=True, repr=False)
class ConflictRow:
    """Hold a conflict: the value of the file as a clerk may see it, to compare with what the contract says."""

    id: UUID
    contract_id: UUID
    insured_person_id: UUID | None
    policy_number: str
    holder: str
    field: str
    value: str
    state: str
    found_at: datetime

    @property
    def field_name(self) -> str:
        """Return the field's German name."""
        return FIELD_NAMES.get(self.field, self.field)


@dataclass(frozen=True, slots=True)
class ConflictPage:
    """Hold one page of open conflicts, the oldest first; `next_after` is None on the last one."""

    rows: tuple[ConflictRow, ...]
    total: int
    next_after: UUID | None


@dataclass(frozen=True, slots=True, repr=False)
class MissingRow:
    """Hold a contract that a full delivery did not contain."""

    contract_id: UUID
    policy_number: str
    holder: str


def conflict_page(*, viewer: Viewer, after: UUID | None = None, limit: int = PAGE_SIZE) -> ConflictPage:
    """Return one page of the conflicts nobody decided yet; at most four queries."""
    waiting = _conflicts(viewer).filter(state="open")
    total = waiting.count()
    anchor = waiting.filter(id=after).values_list("found_at", "id").first() if after else None
    if anchor is not None:
        waiting = waiting.filter(Q(found_at__gt=anchor[0]) | Q(found_at=anchor[0], id__gt=anchor[1]))
    found = list(waiting.order_by("found_at", "id")[: limit + 1])
    rows = _rows(found[:limit])
    return ConflictPage(rows, total, rows[-1].id if len(found) > limit else None)


def conflicts_of_contract(*, viewer: Viewer, contract_id: UUID) -> tuple[ConflictRow, ...]:
    """Return the open conflicts of one contract."""
    return _rows(_conflicts(viewer).filter(state="open", contract_id=contract_id).order_by("found_at", "id"))


def conflict_for(*, viewer: Viewer, conflict_id: UUID) -> ConflictRow | None:
    """Return one conflict; None for a missing one, and for whoever does not keep contracts."""
    found = _rows(_conflicts(viewer).filter(id=conflict_id))
    return found[0] if found else None


def missing_contracts(*, viewer: Viewer, run_id: UUID, limit: int = 200) -> tuple[MissingRow, ...]:
    """Return the contracts a full delivery did not contain, for the clerk who looks after them."""
    if not _keeps_contracts(viewer):
        return ()
    missing = ImportFinding.objects.filter(run_id=run_id, kind="missing", contract__isnull=False)
    columns = (
        "contract_id",
        "contract__policy_number",
        "contract__policyholder__first_name",
        "contract__policyholder__last_name",
    )
    rows = missing.order_by("id").values_list(*columns)[:limit]
    return tuple(MissingRow(found, number, f"{first} {last}".strip()) for found, number, first, last in rows)


def _rows(found: Iterable[ImportConflict]) -> tuple[ConflictRow, ...]:
    conflicts = list(found)
    vault = open_vault(conflict.contract.policyholder_id for conflict in conflicts)
    return tuple(
        ConflictRow(
            id=conflict.id,
            contract_id=conflict.contract_id,
            insured_person_id=conflict.insured_person_id,
            policy_number=conflict.contract.policy_number,
            holder=_name(conflict),
            field=conflict.field,
            value=_shown(
                conflict.field,
                vault.unseal(conflict.contract.policyholder_id, VALUE_COLUMN, conflict.id, conflict.value),
            ),
            state=conflict.state,
            found_at=conflict.found_at,
        )
        for conflict in conflicts
    )


def _shown(field: str, value: str) -> str:
    """Return the value as a clerk who keeps contracts may see it: no birth date, and a masked account (C26, C27)."""
    if field == "bank_account":
        iban = str(json.loads(value)["iban"])
        return mask(iban[-4:], iban[:2])
    if field == "insured_person":
        person = json.loads(value)
        return f"{person['first_name']} {person['last_name']}"
    return HIDDEN * 8 if field == "insured_person.born_on" else value


def _name(conflict: ImportConflict) -> str:
    holder = conflict.contract.policyholder
    return f"{holder.first_name} {holder.last_name}".strip()


def _conflicts(viewer: Viewer) -> QuerySet[ImportConflict]:
    """Return the door in front of the wall."""
    if not _keeps_contracts(viewer):
        return ImportConflict.objects.none()
    return ImportConflict.objects.select_related("contract__policyholder")


def _keeps_contracts(viewer: Viewer) -> bool:
    return viewer.is_clerk and viewer.may_see_contracts

"""Read what keeps fields of a contract from being overwritten by a file: for clerks who keep contracts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from partnerportal.contracts.models import DataGuard
from partnerportal.contracts.rules.changes import GUARD_TITLES
from partnerportal.kernel.viewer import Viewer


@dataclass(frozen=True, slots=True, repr=False)
class GuardRow:
    """Hold a guard in force; `person` is empty unless it is about an insured person."""

    id: UUID
    fields: str
    is_restriction: bool
    person: str
    set_at: datetime

    @property
    def title(self) -> str:
        """Return what is kept, in German."""
        return GUARD_TITLES[self.fields]


def guards_of_contract(*, viewer: Viewer, contract_id: UUID) -> tuple[GuardRow, ...]:
    """Return the guards in force, the newest first; one query."""
    if not (viewer.is_clerk and viewer.may_see_contracts):
        return ()
    kept = DataGuard.objects.filter(contract_id=contract_id, lifted_at__isnull=True).order_by("-set_at", "id")
    columns = ("id", "fields", "reason", "insured_person__first_name", "insured_person__last_name", "set_at")
    return tuple(
        GuardRow(row, fields, reason == "restriction", f"{first or ''} {last or ''}".strip(), set_at)
        for row, fields, reason, first, last, set_at in kept.values_list(*columns)
    )

"""Read a contract's history: which fields changed when, and from which source."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from partnerportal.contracts.models import ContractChange
from partnerportal.contracts.rules.history import SOURCES, field_name
from partnerportal.kernel.viewer import Viewer

MOST_ENTRIES = 20
"""The newest entries that a page shows."""


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """Hold one change: its fields in German, each once, and where it came from."""

    changed_at: datetime
    source: str
    fields: tuple[str, ...]

    @property
    def source_name(self) -> str:
        """Return the source in German."""
        return SOURCES[self.source]


def history_of(*, viewer: Viewer, contract_id: UUID, limit: int = MOST_ENTRIES) -> tuple[HistoryEntry, ...]:
    """Return the newest changes of a contract, what came at once in one entry; one query."""
    changes = ContractChange.objects.filter(contract_id=contract_id)
    if not viewer.may_see_contracts:
        return ()
    if not viewer.is_clerk:
        changes = changes.filter(partner_id=viewer.partner)
    together: dict[tuple[datetime, str], list[str]] = {}
    rows = changes.order_by("-changed_at", "id").values_list("changed_at", "source", "field")
    for changed_at, source, code in rows[: limit * 5]:
        together.setdefault((changed_at, source), []).append(field_name(code))
    return tuple(
        HistoryEntry(at, source, tuple(dict.fromkeys(names))) for (at, source), names in together.items()
    )[:limit]

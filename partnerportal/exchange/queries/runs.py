"""Read imports, what was found in them, and firms that wait for their partner: for the administrator."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from partnerportal.exchange.models import ImportFinding, ImportRun, ParkedFirm
from partnerportal.exchange.rules.reasons import FIELD_NAMES, REASONS
from partnerportal.exchange.rules.runs import ENDED, RunState, is_silent, state_word
from partnerportal.kernel.viewer import Role, Viewer

PAGE_SIZE = 25
FINDINGS_SIZE = 100


@dataclass(frozen=True, slots=True)
class RunRow:
    """Hold an import as lists show it; `result` is the document of interfaces.md, empty until the preview."""

    id: UUID
    format: str
    origin: str
    started_by: UUID | None
    started_by_name: str
    state: str
    applies_at_once: bool
    is_full_delivery: bool
    file_sha256: str
    size: int
    encoding: str
    records_total: int | None
    records_read: int
    result: dict[str, Any]
    refusal_code: str
    refused_line: int | None
    created_at: datetime
    heartbeat_at: datetime | None
    previewed_at: datetime | None
    applied_at: datetime | None
    finished_at: datetime | None

    @property
    def word(self) -> RunState:
        """Return the state as people read it."""
        return state_word(self.state)

    @property
    def percent(self) -> int | None:
        """Return how much of the file is read, 0 to 100; None while its length is unknown."""
        if not self.records_total:
            return None
        return min(100, 100 * self.records_read // self.records_total)

    def is_silent(self, now: datetime) -> bool:
        """Say whether its worker has died."""
        return is_silent(state=self.state, heartbeat_at=self.heartbeat_at, now=now)


@dataclass(frozen=True, slots=True)
class RunPage:
    """Hold one page of imports, newest first; `next_after` is None on the last one."""

    rows: tuple[RunRow, ...]
    next_after: UUID | None


@dataclass(frozen=True, slots=True)
class FindingRow:
    """Hold what was found at one place: line (from 1), Satzart, field and reason as German words."""

    id: int
    line: int | None
    satzart: str
    field: str
    value_kind: str
    kind: str
    reason: str

    @property
    def sentence(self) -> str:
        """Return why, as a German sentence."""
        return REASONS.get(self.reason, self.reason)

    @property
    def field_name(self) -> str:
        """Return the field's German name."""
        return FIELD_NAMES.get(self.field, self.field)


@dataclass(frozen=True, slots=True)
class FindingPage:
    """Hold one page of findings in the order of the file; `next_after` is None on the last one."""

    rows: tuple[FindingRow, ...]
    next_after: int | None


@dataclass(frozen=True, slots=True)
class ChangedField:
    """Count how many contracts change in one field."""

    field: str
    count: int

    @property
    def field_name(self) -> str:
        """Return the field's German name."""
        return FIELD_NAMES.get(self.field, self.field)


@dataclass(frozen=True, slots=True)
class ParkedRow:
    """Hold an unknown firm whose contracts wait."""

    id: UUID
    intermediary_number: str
    contracts: int
    parked_at: datetime


def run_page(*, viewer: Viewer, after: UUID | None = None, limit: int = PAGE_SIZE) -> RunPage:
    """Return one page of imports, the newest first; at most two queries."""
    runs = _runs(viewer)
    anchor = runs.filter(id=after).values_list("created_at", "id").first() if after else None
    if anchor is not None:
        runs = runs.filter(Q(created_at__lt=anchor[0]) | Q(created_at=anchor[0], id__lt=anchor[1]))
    found = [_row(run) for run in runs.order_by("-created_at", "-id")[: limit + 1]]
    return RunPage(tuple(found[:limit]), found[limit - 1].id if len(found) > limit else None)


def run_for(*, viewer: Viewer, run_id: UUID) -> RunRow | None:
    """Return one import; None for a missing one, and for whoever does not keep imports."""
    run = _runs(viewer).filter(id=run_id).first()
    return _row(run) if run else None


def findings_page(
    *, viewer: Viewer, run_id: UUID, kind: str = "", after: int | None = None, limit: int = FINDINGS_SIZE
) -> FindingPage:
    """Return one page of what was found in a file; `kind` is one of ImportFinding.KINDS, empty for all."""
    findings = _findings(viewer, run_id, kind)
    if after is not None:
        findings = findings.filter(id__gt=after)
    found = [FindingRow(*row) for row in findings.values_list(*_FINDING)[: limit + 1]]
    return FindingPage(tuple(found[:limit]), found[limit - 1].id if len(found) > limit else None)


def finding_counts(*, viewer: Viewer, run_id: UUID) -> dict[str, int]:
    """Return how many findings of each kind there are; one query."""
    counted = _findings(viewer, run_id, "").order_by().values_list("kind").annotate(Count("id"))
    return dict(counted)


def changed_fields(*, viewer: Viewer, run_id: UUID) -> tuple[ChangedField, ...]:
    """Return which fields the import changes, and for how many records; the values are not shown."""
    changes = _findings(viewer, run_id, "changed").order_by()
    return tuple(
        ChangedField(*row)
        for row in changes.values_list("field").annotate(n=Count("id")).order_by("-n", "field")
    )


def error_rows(*, viewer: Viewer, run_id: UUID) -> Iterator[FindingRow]:
    """Return what was skipped or rejected, in the order of the file, for the error file; no personal value in it."""
    wrong = _findings(viewer, run_id, "").filter(kind__in=("skipped", "rejected"))
    return (FindingRow(*row) for row in wrong.values_list(*_FINDING).iterator(chunk_size=2000))


def parked_firms(*, viewer: Viewer) -> tuple[ParkedRow, ...]:
    """Return the firms that wait for their partner, the longest waiting first."""
    if viewer.role is not Role.ADMINISTRATOR:
        return ()
    waiting = ParkedFirm.objects.filter(taken_at__isnull=True).order_by("parked_at", "id")
    columns = ("id", "intermediary_number", "contracts", "parked_at")
    return tuple(ParkedRow(*row) for row in waiting.values_list(*columns))


def keys_in_use(*, viewer: Viewer) -> frozenset[UUID]:
    """Return the ids of runs that have not ended and of firms that wait: their keys are needed. For the worker."""
    unfinished = _runs(viewer).exclude(state__in=ENDED).order_by().values_list("id", flat=True)
    waiting = ParkedFirm.objects.filter(taken_at__isnull=True).values_list("id", flat=True)
    return frozenset((*unfinished, *waiting))


_FINDING = ("id", "line", "satzart", "field", "value_kind", "kind", "reason")


def _findings(viewer: Viewer, run_id: UUID, kind: str) -> QuerySet[ImportFinding]:
    scope = {"kind": kind} if kind else {}
    found = ImportFinding.objects.filter(run__in=_runs(viewer).filter(id=run_id), **scope)
    return found.order_by("id")


def _runs(viewer: Viewer) -> QuerySet[ImportRun]:
    """Return the door in front of the wall."""
    if viewer.role in {Role.ADMINISTRATOR, Role.WORKER}:
        return ImportRun.objects.select_related("started_by")
    return ImportRun.objects.none()


def _row(run: ImportRun) -> RunRow:
    starter = run.started_by
    return RunRow(
        id=run.id,
        format=run.format,
        origin=run.origin,
        started_by=run.started_by_id,
        started_by_name=f"{starter.first_name} {starter.last_name}" if starter else "",
        state=run.state,
        applies_at_once=run.applies_at_once,
        is_full_delivery=run.is_full_delivery,
        file_sha256=run.file_sha256,
        size=run.size,
        encoding=run.encoding,
        records_total=run.records_total,
        records_read=run.records_read,
        result=run.result,
        refusal_code=run.refusal_code,
        refused_line=run.refused_line,
        created_at=run.created_at,
        heartbeat_at=run.heartbeat_at,
        previewed_at=run.previewed_at,
        applied_at=run.applied_at,
        finished_at=run.finished_at,
    )

"""Read threads: a partner its own, the department those sent to it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from partnerportal.database.keys import open_vault
from partnerportal.kernel.viewer import Viewer
from partnerportal.messages.models import Message, Thread

PAGE_SIZE = 25
STATES = ("open", "answered", "closed")
ABOUT = (
    "id",
    "state",
    "opened_at",
    "last_message_at",
    "partner__name",
    "department__name",
    "statement_line__statement__number",
    "statement_line__statement__month",
    "statement_line__position",
    "statement_line__policy_number",
    "statement_line__kind",
    "statement_line__amount",
    "statement_line__currency",
)


@dataclass(frozen=True, slots=True)
class ThreadRow:
    """Hold a thread with the line of a statement it is about."""

    id: UUID
    state: str
    opened_at: datetime
    last_message_at: datetime
    partner: str = field(repr=False)
    department: str
    number: str
    month: date
    position: int
    policy_number: str
    kind: str
    amount: Decimal
    currency: str


@dataclass(frozen=True, slots=True)
class ThreadPage:
    """Hold one page of threads; `next_after` is the last one's id when more follow, `counts` the threads by state."""

    rows: tuple[ThreadRow, ...]
    counts: dict[str, int]
    next_after: UUID | None


@dataclass(frozen=True, slots=True, repr=False)
class MessageRow:
    """Hold one message; `author` is empty for who left, and for the other side's people."""

    author: str
    is_own: bool
    is_from_department: bool
    written_at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class ThreadDetail:
    """Hold a thread with its messages, the oldest first."""

    row: ThreadRow
    messages: tuple[MessageRow, ...] = field(repr=False)


def threads_of(viewer: Viewer) -> QuerySet[Thread]:
    """Return the threads the viewer may see: the door in front of the policies."""
    if not viewer.may_see_statements:
        return Thread.objects.none()
    if viewer.is_clerk:
        return Thread.objects.filter(department_id=viewer.department)
    return Thread.objects.filter(partner_id=viewer.partner) if viewer.is_partner else Thread.objects.none()


def thread_page(
    *, viewer: Viewer, state: str = "", after: UUID | None = None, limit: int = PAGE_SIZE
) -> ThreadPage:
    """Return the threads with the newest words first, behind thread `after`; three queries at most."""
    mine = threads_of(viewer)
    counted = mine.aggregate(**{name: Count("pk", filter=Q(state=name)) for name in STATES})
    wanted = mine.filter(state=state) if state else mine
    found = list(_rows(_behind(wanted, after).order_by("-last_message_at", "id"))[: limit + 1])
    rows = tuple(ThreadRow(*row) for row in found[:limit])
    return ThreadPage(rows, counted, rows[-1].id if len(found) > limit else None)


def thread_for(*, viewer: Viewer, thread_id: UUID) -> ThreadDetail | None:
    """Return a thread with its messages, None for a foreign and a missing one alike; three queries."""
    found = threads_of(viewer).filter(id=thread_id)
    row = _rows(found).first()
    if row is None:
        return None
    return ThreadDetail(ThreadRow(*row), _messages(viewer, thread_id))


def threads_of_lines(*, viewer: Viewer, line_ids: Collection[int]) -> dict[int, tuple[UUID, str]]:
    """Return the newest thread about each line and its state; one query."""
    threads = threads_of(viewer).filter(statement_line_id__in=line_ids).order_by("opened_at")
    rows = threads.values_list("statement_line_id", "id", "state")
    return {line_id: (thread_id, state) for line_id, thread_id, state in rows}


def waiting_count(*, viewer: Viewer) -> int:
    """Return how many threads wait for the viewer's side: asked for the department, answered for the partner."""
    if not viewer.may_see_statements:
        return 0
    return threads_of(viewer).filter(state="open" if viewer.is_clerk else "answered").count()


def _rows(threads: QuerySet[Thread]) -> QuerySet[Thread, Any]:
    return threads.values_list(*ABOUT)


def _behind(threads: QuerySet[Thread], after: UUID | None) -> QuerySet[Thread]:
    """Return the threads behind one; from the beginning when it left the list."""
    anchor = threads.filter(id=after).values_list("last_message_at", flat=True).first() if after else None
    if anchor is None:
        return threads
    return threads.filter(Q(last_message_at__lt=anchor) | Q(last_message_at=anchor, id__gt=after))


def _messages(viewer: Viewer, thread_id: UUID) -> tuple[MessageRow, ...]:
    rows: list[Any] = list(
        Message.objects.filter(thread_id=thread_id)
        .order_by("written_at", "id")
        .values_list(
            "id",
            "thread__subject_id",
            "text",
            "author_id",
            "author__first_name",
            "author__last_name",
            "is_from_department",
            "written_at",
            named=True,
        )
    )
    vault = open_vault({row.thread__subject_id for row in rows})
    return tuple(
        MessageRow(
            author=f"{row.author__first_name or ''} {row.author__last_name or ''}".strip(),
            is_own=row.author_id == viewer.account_id,
            is_from_department=row.is_from_department,
            written_at=row.written_at,
            text=vault.unseal(row.thread__subject_id, "messages_message.text", row.id, row.text),
        )
        for row in rows
    )

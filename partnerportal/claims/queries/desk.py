"""Read the department's lists of cases: the inbox, and a clerk's own."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Sum
from django.utils.translation import gettext

from partnerportal.accounts.rules.directory import REMOVED_ACCOUNT, name_of
from partnerportal.claims.models import Claim, ClaimEvent, InformationRequest, Invoice
from partnerportal.claims.rules.decisions import decision_due_on
from partnerportal.kernel.clock import berlin_date
from partnerportal.kernel.money import Money
from partnerportal.kernel.viewer import Viewer

PAGE_SIZE = 50


class Shown(StrEnum):
    """Name what a list can be narrowed to, as it stands in the address."""

    OPEN = "offen"
    FREE = "frei"
    QUESTION = "rueckfrage"
    MINE = "meine"
    CLOSED = "abgeschlossen"


INBOX = (Shown.OPEN, Shown.FREE, Shown.QUESTION, Shown.MINE)
OWN_CASES = (Shown.OPEN, Shown.QUESTION, Shown.CLOSED)


@dataclass(frozen=True, slots=True)
class CaseRow:
    """Hold a case as lists show it; `clerk` is None while nobody has taken it."""

    number: str
    state: str
    person: str = field(repr=False)
    partner: str
    clerk: str | None = field(repr=False)
    is_mine: bool
    has_new_answer: bool
    submitted_at: datetime
    question_due_on: date | None
    sums: tuple[Money, ...]

    @property
    def due_on(self) -> date | None:
        """Return until when the partner should answer, or the department decide; None when nothing is due."""
        if self.state == "question":
            return self.question_due_on
        open_states = {"submitted", "in_review"}
        return decision_due_on(berlin_date(self.submitted_at)) if self.state in open_states else None

    def waiting_days(self, today: date) -> int:
        """Return how many days ago the claim came in."""
        return (today - berlin_date(self.submitted_at)).days


@dataclass(frozen=True, slots=True)
class CasePage:
    """Hold one page of a list with the figures beside its filters; `next_after` is None on the last one."""

    rows: tuple[CaseRow, ...]
    counts: dict[Shown, int]
    next_after: str | None


def inbox_page(*, viewer: Viewer, shown: Shown, after: str | None = None, limit: int = PAGE_SIZE) -> CasePage:
    """Return the department's cases that are not closed, the oldest first; at most four queries."""
    return _page(viewer, _of_department(viewer), INBOX, shown, after, limit)


def cases_page(*, viewer: Viewer, shown: Shown, after: str | None = None, limit: int = PAGE_SIZE) -> CasePage:
    """Return the cases the clerk has taken, the oldest first, closed ones the newest first; at most four queries."""
    own = _of_department(viewer).filter(clerk_id=viewer.account)
    return _page(viewer, own, OWN_CASES, shown, after, limit)


def case_id(*, viewer: Viewer, number: str) -> UUID | None:
    """Return the id of a case of the department; None for a foreign and for a missing number alike."""
    return _of_department(viewer).filter(number=number).values_list("id", flat=True).first()


def _of_department(viewer: Viewer) -> QuerySet[Claim]:
    """Return the door in front of the wall (the table's policy)."""
    if not viewer.is_clerk:
        return Claim.objects.none()
    return Claim.objects.filter(department_id=viewer.department).exclude(state="draft")


def _narrowed_to(shown: Shown, viewer: Viewer) -> Q:
    is_open = ~Q(state="closed")
    return {
        Shown.OPEN: is_open,
        Shown.FREE: is_open & Q(clerk=None),
        Shown.QUESTION: Q(state="question"),
        Shown.MINE: is_open & Q(clerk_id=viewer.account),
        Shown.CLOSED: Q(state="closed"),
    }[shown]


def _page(
    viewer: Viewer,
    cases: QuerySet[Claim],
    choices: tuple[Shown, ...],
    shown: Shown,
    after: str | None,
    limit: int,
) -> CasePage:
    counts = cases.aggregate(
        **{choice.name: Count("id", filter=_narrowed_to(choice, viewer)) for choice in choices}
    )
    listed = cases.filter(_narrowed_to(shown, viewer))
    newest_first = shown is Shown.CLOSED
    found = list(_rows(_behind(listed, after, newest_first=newest_first), newest_first, limit + 1))
    sums = _sums([row.id for row in found[:limit]])
    rows = tuple(_row(row, viewer, sums.get(row.id, ())) for row in found[:limit])
    return CasePage(
        rows=rows,
        counts={choice: counts[choice.name] for choice in choices},
        next_after=rows[-1].number if len(found) > limit else None,
    )


def _behind(cases: QuerySet[Claim], after: str | None, *, newest_first: bool) -> QuerySet[Claim]:
    """Return the cases behind one in the order of the list; from the beginning when that one left the list."""
    anchor = cases.filter(number=after).values_list("submitted_at", "id").first() if after else None
    if anchor is None:
        return cases
    submitted_at, last_id = anchor
    step = "lt" if newest_first else "gt"
    later = Q(**{f"submitted_at__{step}": submitted_at})
    return cases.filter(later | Q(submitted_at=submitted_at, **{f"id__{step}": last_id}))


def _rows(cases: QuerySet[Claim], newest_first: bool, limit: int) -> QuerySet[Claim, Any]:  # noqa: FBT001
    open_question = InformationRequest.objects.filter(claim=OuterRef("pk"), answered_at=None)
    latest_event = ClaimEvent.objects.filter(claim=OuterRef("pk")).order_by("-occurred_at")
    order = ("-submitted_at", "-id") if newest_first else ("submitted_at", "id")
    annotated = cases.annotate(
        question_due_on=Subquery(open_question.values("due_on")[:1]),
        latest_event=Subquery(latest_event.values("kind")[:1]),
    )
    return annotated.order_by(*order).values_list(
        "id",
        "number",
        "state",
        "insured_person__first_name",
        "insured_person__last_name",
        "partner__name",
        "clerk_id",
        "clerk__first_name",
        "clerk__last_name",
        "submitted_at",
        "question_due_on",
        "latest_event",
        named=True,
    )[:limit]


def _row(row: Any, viewer: Viewer, sums: tuple[Money, ...]) -> CaseRow:
    return CaseRow(
        number=row.number,
        state=row.state,
        person=f"{row.insured_person__first_name} {row.insured_person__last_name}",
        partner=row.partner__name,
        clerk=_clerk(row) if row.clerk_id else None,
        is_mine=row.clerk_id == viewer.account_id,
        has_new_answer=row.state == "in_review" and row.latest_event == "claim.question.answered",
        submitted_at=row.submitted_at,
        question_due_on=row.question_due_on,
        sums=sums,
    )


def _clerk(row: Any) -> str:
    return name_of(row.clerk__first_name, row.clerk__last_name) or gettext(REMOVED_ACCOUNT)


def _sums(claim_ids: list[UUID]) -> dict[UUID, tuple[Money, ...]]:
    """Return each claim's sums, one per currency: they are never mixed."""
    found: dict[UUID, tuple[Money, ...]] = {}
    rows = Invoice.objects.filter(claim_id__in=claim_ids, amount__isnull=False).values("claim_id", "currency")
    for row in rows.annotate(sum=Sum("amount")).order_by("claim_id", "currency"):
        found[row["claim_id"]] = (*found.get(row["claim_id"], ()), Money(row["sum"], row["currency"]))
    return found

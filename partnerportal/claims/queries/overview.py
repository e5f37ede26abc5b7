"""Read what a partner sees first: what waits, four figures, the newest claims, the own logins."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Aggregate, Count, DurationField, Exists, F, OuterRef, Q, Sum

from partnerportal.accounts.queries import UnusualReading, unusual_readings
from partnerportal.claims.models import Claim, InformationRequest, Invoice
from partnerportal.claims.queries.partner import ClaimRow, Counts, claim_counts, newest_rows
from partnerportal.claims.rules.standing import DECIDED
from partnerportal.contracts.queries import ContractFigures, contract_figures
from partnerportal.journal.queries import own_logins
from partnerportal.kernel.clock import BERLIN, berlin_date, plus_months
from partnerportal.kernel.money import Money
from partnerportal.kernel.viewer import Viewer

NEWEST_CLAIMS = 6
MOST_QUESTIONS = 4
MOST_DRAFTS = 2
MEDIAN_WINDOW = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """Hold a question that waits for the partner's answer."""

    number: str
    due_on: date
    person: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class OpenDraft:
    """Hold a draft of the viewer; `about` is the insured person or, before one is chosen, the policy number."""

    id: UUID
    step: int
    about: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class ClaimWork:
    """Hold all that concerns claims; `median` is how long decisions took lately, None without any."""

    questions: tuple[OpenQuestion, ...]
    drafts: tuple[OpenDraft, ...]
    counts: Counts
    newest: tuple[ClaimRow, ...]
    paid: tuple[Money, ...]
    paid_claims: int
    median: timedelta | None


@dataclass(frozen=True, slots=True)
class Login:
    """Hold one login of the viewer."""

    at: datetime
    ip: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Overview:
    """Hold the first page; a part is None where the viewer lacks the right to it."""

    contracts: ContractFigures | None
    ending_until: date
    work: ClaimWork | None
    logins: tuple[Login, ...]
    unusual: tuple[UnusualReading, ...]

    @property
    def records(self) -> int:
        """Return how many records the page shows."""
        work = self.work
        return len(work.newest) + len(work.questions) + len(work.drafts) if work else 0


class Median(Aggregate):
    """Let PostgreSQL find the middle value."""

    function = "PERCENTILE_CONT"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"


def overview_for(*, viewer: Viewer, now: datetime) -> Overview:
    """Return the first page's content in eleven queries; less for an account without all rights."""
    today = berlin_date(now)
    ending_until = plus_months(today.replace(day=1), 2) - timedelta(days=1)
    return Overview(
        contracts=contract_figures(viewer=viewer, today=today, ending_until=ending_until)
        if viewer.may_see_contracts
        else None,
        ending_until=ending_until,
        work=_work(viewer, now) if viewer.may_see_claims else None,
        logins=tuple(Login(entry.occurred_at, entry.ip) for entry in own_logins(viewer=viewer)),
        unusual=unusual_readings(viewer=viewer, today=today),
    )


def _work(viewer: Viewer, now: datetime) -> ClaimWork:
    year_began = datetime(berlin_date(now).year, 1, 1, tzinfo=BERLIN)
    paid_invoices = Invoice.objects.filter(
        partner_id=viewer.partner,
        claim__state__in=DECIDED,
        claim__decided_at__gte=year_began,
        paid_amount__gt=0,
    )
    paid = paid_invoices.order_by("currency").values_list("currency").annotate(Sum("paid_amount"))
    has_payment = Exists(paid_invoices.filter(claim_id=OuterRef("id")))
    figures = Claim.objects.filter(partner_id=viewer.partner, state__in=DECIDED).aggregate(
        paid_claims=Count("id", filter=has_payment),
        median=Median(
            F("decided_at") - F("submitted_at"),
            filter=Q(decided_at__gte=now - MEDIAN_WINDOW),
            output_field=DurationField(),
        ),
    )
    return ClaimWork(
        questions=_questions(viewer),
        drafts=_drafts(viewer),
        counts=claim_counts(viewer=viewer),
        newest=newest_rows(viewer=viewer, limit=NEWEST_CLAIMS),
        paid=tuple(Money(amount, currency) for currency, amount in paid),
        paid_claims=figures["paid_claims"],
        median=figures["median"],
    )


def _questions(viewer: Viewer) -> tuple[OpenQuestion, ...]:
    rows = (
        InformationRequest.objects.filter(partner_id=viewer.partner, answered_at=None)
        .order_by("due_on", "id")
        .values_list(
            "claim__number",
            "due_on",
            "claim__insured_person__first_name",
            "claim__insured_person__last_name",
        )
    )
    return tuple(
        OpenQuestion(number or "", due_on, f"{first} {last}")
        for number, due_on, first, last in rows[:MOST_QUESTIONS]
    )


def _drafts(viewer: Viewer) -> tuple[OpenDraft, ...]:
    own = Claim.objects.filter(author_id=viewer.account, partner_id=viewer.partner, state="draft")
    rows = own.order_by("-saved_at", "id").values_list(
        "id",
        "step",
        "insured_person__first_name",
        "insured_person__last_name",
        "contract__policy_number",
    )
    return tuple(
        OpenDraft(draft_id, step, f"{first} {last}" if first else policy_number)
        for draft_id, step, first, last, policy_number in rows[:MOST_DRAFTS]
    )

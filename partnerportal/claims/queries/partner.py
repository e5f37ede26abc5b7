"""Read the claims a partner has sent, as lists."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.core import signing
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from partnerportal.claims.models import Claim, Invoice
from partnerportal.claims.rules.standing import (
    DECIDED,
    IN_PROGRESS,
    Category,
    Standing,
    standing_of,
    sum_by_currency,
)
from partnerportal.kernel.money import Money
from partnerportal.kernel.viewer import Viewer

PAGE_SIZE = 50
ROWS_OF_CONTRACT = 5
_PLACE_SALT = "claims.list.place"


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """Hold a sent claim as lists show it; `amounts` has one sum for each currency."""

    id: UUID
    number: str
    state: str
    submitted_at: datetime
    person: str = field(repr=False)
    policy_number: str
    standing: Standing
    amounts: tuple[Money, ...]
    paid: tuple[Money, ...]


@dataclass(frozen=True, slots=True)
class ClaimPage:
    """Hold one page of a list; `next_place` is the opaque place the next one begins behind, None on the last."""

    rows: tuple[ClaimRow, ...]
    next_place: str | None


@dataclass(frozen=True, slots=True)
class Counts:
    """Count the viewer's claims by group; `drafts` are the viewer's own."""

    sent: int
    question: int
    in_progress: int
    paid: int
    refused: int
    drafts: int


class UnknownPlace(LookupError):  # noqa: N818 - reads as what it says
    """The place was not given out by this list; the page answers 404."""


def open_task_count(*, viewer: Viewer) -> int:
    """Return how many questions of a department wait for the viewer's partner; one query."""
    return _sent(viewer).filter(state="question").count()


def rows_of_contract(*, viewer: Viewer, contract_id: UUID) -> tuple[ClaimRow, ...]:
    """Return the newest five claims of a contract; two queries."""
    return _rows(_sent(viewer).filter(contract_id=contract_id).order_by(*_ORDER)[:ROWS_OF_CONTRACT])


def newest_rows(*, viewer: Viewer, limit: int) -> tuple[ClaimRow, ...]:
    """Return the newest claims; two queries."""
    return _rows(_sent(viewer).order_by(*_ORDER)[:limit])


def claim_page(
    *,
    viewer: Viewer,
    category: Category | None = None,
    contract_id: UUID | None = None,
    place: str = "",
    limit: int = PAGE_SIZE,
) -> ClaimPage:
    """Return one page of the claims, newest first; two queries. Raises: UnknownPlace."""
    claims = _of_contract(_sent(viewer), contract_id)
    if category is not None:
        claims = _with_payment(claims).filter(_GROUPS[category])
    rows = _rows(_behind(claims, place).order_by(*_ORDER)[: limit + 1])
    shown = rows[:limit]
    return ClaimPage(shown, _place_of(shown[-1]) if len(rows) > limit else None)


def claim_counts(*, viewer: Viewer, contract_id: UUID | None = None) -> Counts:
    """Return the size of each group, in one query."""
    mine = Q(state="draft", author_id=viewer.account)
    seen = Claim.objects.filter(Q(department__isnull=False) | mine, partner_id=viewer.partner)
    found = _with_payment(_of_contract(seen, contract_id)).aggregate(
        sent=Count("id", filter=~Q(state="draft")),
        drafts=Count("id", filter=mine),
        **{category.name.lower(): Count("id", filter=group) for category, group in _GROUPS.items()},
    )
    return Counts(**found)


_ORDER = ("-submitted_at", "id")
_COLUMNS = (
    "id",
    "number",
    "state",
    "submitted_at",
    "insured_person__first_name",
    "insured_person__last_name",
    "contract__policy_number",
)
_GROUPS = {
    Category.QUESTION: Q(state="question"),
    Category.IN_PROGRESS: Q(state__in=IN_PROGRESS),
    Category.PAID: Q(state__in=DECIDED, has_payment=True),
    Category.REFUSED: Q(state__in=DECIDED, has_payment=False),
}


def _sent(viewer: Viewer) -> QuerySet[Claim]:
    return Claim.objects.filter(partner_id=viewer.partner, department__isnull=False)


def _of_contract(claims: QuerySet[Claim], contract_id: UUID | None) -> QuerySet[Claim]:
    return claims if contract_id is None else claims.filter(contract_id=contract_id)


def _with_payment(claims: QuerySet[Claim]) -> QuerySet[Claim]:
    paid = Invoice.objects.filter(claim_id=OuterRef("id"), paid_amount__gt=0)
    return claims.annotate(has_payment=Exists(paid))


def _behind(claims: QuerySet[Claim], place: str) -> QuerySet[Claim]:
    if not place:
        return claims
    try:
        sent_at, last_id = signing.loads(place, salt=_PLACE_SALT)
    except signing.BadSignature:
        raise UnknownPlace from None
    return claims.filter(Q(submitted_at__lt=sent_at) | Q(submitted_at=sent_at, id__gt=last_id))


def _place_of(row: ClaimRow) -> str:
    return signing.dumps([row.submitted_at.isoformat(), str(row.id)], salt=_PLACE_SALT)


def _rows(claims: QuerySet[Claim]) -> tuple[ClaimRow, ...]:
    found = list(claims.values(*_COLUMNS))
    invoices = _invoices(row["id"] for row in found)
    return tuple(
        ClaimRow(
            id=row["id"],
            number=row["number"],
            state=row["state"],
            submitted_at=row["submitted_at"],
            person=f"{row['insured_person__first_name']} {row['insured_person__last_name']}",
            policy_number=row["contract__policy_number"],
            standing=standing_of(row["state"], [outcome for _sum, _paid, outcome in invoices[row["id"]]]),
            amounts=sum_by_currency(amount for amount, _paid, _outcome in invoices[row["id"]]),
            paid=sum_by_currency(paid for _sum, paid, _outcome in invoices[row["id"]] if paid.amount),
        )
        for row in found
    )


def _invoices(claim_ids: Iterable[UUID]) -> dict[UUID, list[tuple[Money, Money, str | None]]]:
    """Return amount, paid amount and outcome of each claim's invoices."""
    found: dict[UUID, list[tuple[Money, Money, str | None]]] = {claim_id: [] for claim_id in claim_ids}
    rows = Invoice.objects.filter(claim_id__in=list(found), amount__isnull=False).order_by("position")
    for claim_id, amount, paid, currency, outcome in rows.values_list(
        "claim_id", "amount", "paid_amount", "currency", "outcome"
    ):
        if amount is not None:
            found[claim_id].append((Money(amount, currency), Money(paid or amount * 0, currency), outcome))
    return found

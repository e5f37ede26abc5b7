"""Read the mailbox of documents: what other apps hold, in one order, with what this account has acknowledged."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Value
from django.db.models.functions import Substr

from partnerportal.api.models import DocumentReceipt
from partnerportal.api.rules.mailbox import DocumentKind, Place
from partnerportal.claims.queries.mailbox import receipts_behind
from partnerportal.kernel.viewer import Viewer
from partnerportal.statements.queries.mailbox import closed_behind

SOURCES = {DocumentKind.RECEIPT: receipts_behind, DocumentKind.STATEMENT: closed_behind}


@dataclass(frozen=True, slots=True)
class MailboxRow:
    """Hold a document as the list shows it."""

    kind: DocumentKind
    number: str
    created_at: datetime
    acknowledged_at: datetime | None

    @property
    def name(self) -> str:
        """Return the name it is fetched by."""
        return f"{self.kind.value}-{self.number}"


@dataclass(frozen=True, slots=True)
class MailboxPage:
    """Hold one page; `next_place` is None on the last one."""

    rows: tuple[MailboxRow, ...]
    next_place: Place | None


def mailbox_page(
    *, viewer: Viewer, kinds: Iterable[DocumentKind], only_new: bool, after: Place | None, limit: int
) -> MailboxPage:
    """Return the documents behind a place, the oldest first; a query for each kind, one for what was acknowledged.

    What the viewer has no right to is left out, and so is what was acknowledged when `only_new`.
    """
    places = sorted(
        Place(at, kind.value, number)
        for kind in kinds
        for number, at in SOURCES[kind](
            viewer=viewer,
            at=after.at if after else None,
            number=_behind(after, kind),
            without=_acknowledged(viewer, kind) if only_new else (),
            limit=limit + 1,
        )
    )
    shown = places[:limit]
    seen = DocumentReceipt.objects.filter(
        account_id=viewer.account, document__in=[place.name for place in shown]
    )
    acknowledged = dict(seen.values_list("document", "acknowledged_at"))
    rows = tuple(
        MailboxRow(DocumentKind(place.kind), place.number, place.at, acknowledged.get(place.name))
        for place in shown
    )
    return MailboxPage(rows, shown[-1] if len(places) > limit else None)


def _behind(after: Place | None, kind: DocumentKind) -> str:
    """Return the number documents of the kind come behind at the very instant of the place."""
    if after is None or kind.value > after.kind:
        return ""
    return after.number if kind.value == after.kind else LAST_NUMBER


LAST_NUMBER = "\U0010ffff"


def _acknowledged(viewer: Viewer, kind: DocumentKind) -> Iterable[str]:
    """Return the numbers the viewer's account has acknowledged, as a query not asked yet."""
    prefix = f"{kind.value}-"
    own = DocumentReceipt.objects.filter(account_id=viewer.account, document__startswith=prefix)
    return own.annotate(number=Substr("document", Value(len(prefix) + 1))).values_list("number", flat=True)

"""Read the tokens of one's own account; none of them can be seen again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from partnerportal.accounts.models import ApiToken
from partnerportal.accounts.rules.api_tokens import SCOPES, effective_scopes
from partnerportal.kernel.viewer import Viewer


@dataclass(frozen=True, slots=True)
class TokenRow:
    """Hold a token as the list shows it; `labels` are German words for what it may do at present."""

    id: UUID
    name: str
    hint: str
    labels: tuple[str, ...]
    created_at: datetime
    ends_on: date
    last_used_at: datetime | None
    is_active: bool


def tokens_of(*, viewer: Viewer, today: date) -> tuple[TokenRow, ...]:
    """Return the viewer's tokens, the newest first; one query."""
    rows = ApiToken.objects.filter(account_id=viewer.account).order_by("-created_at", "id")
    return tuple(
        TokenRow(
            id=row.id,
            name=row.name,
            hint=row.hint,
            labels=tuple(
                SCOPES[key].label for key in SCOPES if key in effective_scopes(viewer, row.scopes.split())
            ),
            created_at=row.created_at,
            ends_on=row.ends_on,
            last_used_at=row.last_used_at,
            is_active=row.revoked_at is None and row.ends_on >= today,
        )
        for row in rows
    )

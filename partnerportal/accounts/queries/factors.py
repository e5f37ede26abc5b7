"""Read an account's second factors."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from allauth.mfa.models import Authenticator

from partnerportal.accounts.queries.factors_data import opened
from partnerportal.accounts.rules.factors import MAIN_KINDS, Factor, FactorKind
from partnerportal.kernel.viewer import Viewer


@dataclass(frozen=True, slots=True)
class FactorRow:
    """Hold one factor for a page; `name` is what the person called a passkey, empty for an app."""

    id: int
    kind: FactorKind
    created_at: datetime
    last_used_at: datetime | None
    name: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Factors:
    """Hold an account's factors; `codes_left` is the number of unused recovery codes."""

    rows: tuple[FactorRow, ...]
    codes_left: int

    @property
    def has_totp(self) -> bool:
        """Say whether an authenticator app is set up."""
        return any(row.kind is FactorKind.TOTP for row in self.rows)


def factors_of(*, viewer: Viewer) -> Factors:
    """Return the viewer's own factors, oldest first."""
    rows = list(Authenticator.objects.filter(user_id=viewer.account).order_by("created_at", "id"))
    contents = list(zip(rows, opened(rows), strict=True))
    return Factors(
        rows=tuple(
            FactorRow(row.id, FactorKind(row.type), row.created_at, row.last_used_at, content.get("name", ""))
            for row, content in contents
            if FactorKind(row.type) in MAIN_KINDS
        ),
        codes_left=sum(len(content.get("hashes", ())) for _row, content in contents),
    )


def main_factors(account_id: UUID) -> tuple[Factor, ...]:
    """Return id and kind of the account's apps and passkeys. For the gate and the account itself."""
    kinds = [kind.value for kind in MAIN_KINDS]
    rows = Authenticator.objects.filter(user_id=account_id, type__in=kinds).order_by("created_at", "id")
    return tuple(Factor(row_id, FactorKind(kind)) for row_id, kind in rows.values_list("id", "type"))


def has_recovery_codes(account_id: UUID) -> bool:
    """Say whether the account was given recovery codes."""
    rows = Authenticator.objects.filter(user_id=account_id, type=FactorKind.RECOVERY_CODES.value)
    return bool(rows.exists())

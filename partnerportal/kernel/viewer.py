"""Say who is looking: the one value every query and every policy is asked with."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class Role(StrEnum):
    """Name the closed list of viewers; the database's policies use the same words."""

    ANONYMOUS = "anonymous"
    GATE = "gate"
    OWNER = "owner"
    STAFF = "staff"
    CLERK = "clerk"
    OFFICER = "officer"
    ADMINISTRATOR = "administrator"
    WORKER = "worker"


PARTNER_ROLES = frozenset({Role.OWNER, Role.STAFF})


@dataclass(frozen=True, slots=True)
class Viewer:
    """Hold the identity and rights a transaction runs with; without one, protected tables are empty."""

    role: Role
    account_id: UUID | None = None
    partner_id: UUID | None = None
    department_id: UUID | None = None
    may_see_statements: bool = False
    may_see_claims: bool = False
    may_see_contracts: bool = False
    display_name: str = ""
    organisation: str = ""
    language: str = "de"

    @property
    def is_signed_in(self) -> bool:
        """Say whether a person stands behind this viewer."""
        return self.account_id is not None

    @property
    def is_partner(self) -> bool:
        """Say whether the viewer belongs to a partner firm."""
        return self.role in PARTNER_ROLES

    @property
    def is_clerk(self) -> bool:
        """Say whether the viewer works in a department."""
        return self.role is Role.CLERK

    @property
    def account(self) -> UUID:
        """Return the account's id. Raises: LookupError when nobody is signed in."""
        return _present(self.account_id)

    @property
    def partner(self) -> UUID:
        """Return the partner firm's id. Raises: LookupError for a viewer without one."""
        return _present(self.partner_id)

    @property
    def department(self) -> UUID:
        """Return the department's id. Raises: LookupError for a viewer without one."""
        return _present(self.department_id)


def _present(value: UUID | None) -> UUID:
    if value is None:
        raise LookupError
    return value


ANONYMOUS = Viewer(role=Role.ANONYMOUS)
GATE = Viewer(role=Role.GATE)
WORKER = Viewer(role=Role.WORKER)

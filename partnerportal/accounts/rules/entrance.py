"""Say what stands between a login and the first page with data (clauses C03 and C06)."""

from __future__ import annotations

from enum import StrEnum

from partnerportal.accounts.terms import NOTICE_VERSION, TERMS_VERSION
from partnerportal.kernel.viewer import Role

# security.md, "Login": required for these, offered to staff.
NEEDS_SECOND_FACTOR = frozenset({Role.OWNER, Role.CLERK, Role.OFFICER, Role.ADMINISTRATOR})


class Step(StrEnum):
    """Name what an account still has to do."""

    SECOND_FACTOR = "second_factor"
    TERMS = "terms"


def open_step(*, role: Role, has_second_factor: bool, terms_version: str, notice_version: str) -> Step | None:
    """Return the first thing still to do, None when every page of the role is open."""
    if role in NEEDS_SECOND_FACTOR and not has_second_factor:
        return Step.SECOND_FACTOR
    if (terms_version, notice_version) != (TERMS_VERSION, NOTICE_VERSION):
        return Step.TERMS
    return None

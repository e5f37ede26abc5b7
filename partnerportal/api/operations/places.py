"""Sign the place a list goes on behind, so that nobody makes one up."""

from __future__ import annotations

from uuid import UUID

from django.core import signing

from partnerportal.api.problems import ProblemError
from partnerportal.kernel.errors import marked_for_translation as _


def sign_place(salt: str, place: object) -> str | None:
    """Return the opaque place, None on the last page; `salt` names the list. It needs no quoting in an address."""
    return signing.dumps(str(place), salt=f"api.{salt}") if place else None


def read_id(salt: str, cursor: str) -> UUID | None:
    """Return the row a list goes on behind, None at the beginning. Raises: ProblemError."""
    text = read_place(salt, cursor)
    return UUID(text) if text else None


def read_place(salt: str, cursor: str) -> str:
    """Return what was signed, "" at the beginning. Raises: ProblemError for a place this list did not give out."""
    if not cursor:
        return ""
    try:
        return str(signing.loads(cursor, salt=f"api.{salt}"))
    except signing.BadSignature:
        raise unknown_place() from None


def unknown_place() -> ProblemError:
    """Return the refusal of a made-up place."""
    return ProblemError(
        422, "list.cursor", _("Diesen „cursor“ kennt die Liste nicht. Bitte beginnen Sie ohne ihn.")
    )

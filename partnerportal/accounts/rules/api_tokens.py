"""Decide what a token of the interface may be and do: never more than its person may just now (clause C38). Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from partnerportal.kernel.errors import Refused
from partnerportal.kernel.errors import marked_for_translation as _
from partnerportal.kernel.viewer import Viewer

PREFIX = "pp_"
HINT_LENGTH = len(PREFIX) + 4
MOST_TOKENS = 10
LONGEST_NAME = 60
LIVES = {90: _("3 Monate"), 180: _("6 Monate"), 365: _("12 Monate")}
"""Days a token may live, at most one year, and the words for them."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Name one thing a token may do, and the right its person needs for it."""

    key: str
    right: str
    label: str


SCOPES: dict[str, Scope] = {
    scope.key: scope
    for scope in (
        Scope("contracts:read", "contracts", _("Verträge und versicherte Personen lesen")),
        Scope("contracts:change", "contracts", _("Änderungen an Verträgen beantragen")),
        Scope("claims:read", "claims", _("Erstattungsanträge und Eingangsbestätigungen lesen")),
        Scope("claims:write", "claims", _("Erstattungsanträge einreichen")),
        Scope("statements:read", "statements", _("Partnerabrechnungen lesen")),
    )
}


def scopes_open_to(viewer: Viewer) -> tuple[Scope, ...]:
    """Return what the viewer may pass on to a token: only what its own rights allow."""
    return tuple(scope for scope in SCOPES.values() if _has_right(viewer, scope.right))


def effective_scopes(viewer: Viewer, given: Iterable[str]) -> frozenset[str]:
    """Return what is left of the given scopes under the person's present rights; unknown words give nothing."""
    return frozenset(given) & {scope.key for scope in scopes_open_to(viewer)}


def narrowed(viewer: Viewer, scopes: Iterable[str]) -> Viewer:
    """Return the viewer a token acts as: its person with no right beyond the scopes."""
    rights = {SCOPES[key].right for key in effective_scopes(viewer, scopes)}
    return replace(
        viewer,
        may_see_statements="statements" in rights,
        may_see_claims="claims" in rights,
        may_see_contracts="contracts" in rights,
    )


def check_wish(viewer: Viewer, *, scopes: Iterable[str], ends_on: date, today: date, active: int) -> None:
    """Refuse a token that could do more than its person, lives too long, or is one too many.

    Raises: Refused (`token.scopes`, `token.too_long`, `token.too_many`).
    """
    wanted = frozenset(scopes)
    if not wanted or wanted != effective_scopes(viewer, wanted):
        raise Refused(
            "token.scopes", _("Bitte wählen Sie, was der Schlüssel darf: höchstens, was Sie dürfen.")
        )
    if not today <= ends_on <= today + timedelta(days=max(LIVES)):
        raise Refused("token.too_long", _("Ein Schlüssel gilt höchstens ein Jahr. Bitte wählen Sie kürzer."))
    if active >= MOST_TOKENS:
        raise Refused(
            "token.too_many", _("Sie haben schon zehn Schlüssel. Bitte widerrufen Sie zuerst einen davon.")
        )


def _has_right(viewer: Viewer, right: str) -> bool:
    return bool(getattr(viewer, f"may_see_{right}"))

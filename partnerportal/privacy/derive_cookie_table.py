"""Derive the cookie table of the notice (clauses C45 and C53)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta

from partnerportal.kernel.errors import marked_for_translation as _
from partnerportal.privacy.catalogue import CATALOGUE, Catalogue
from partnerportal.privacy.periods import Translate


@dataclass(frozen=True, slots=True)
class CookieRow:
    """Be one row of the table, in words."""

    name: str
    title: str
    why: str
    content: str
    lasts: str


def cookie_table(
    names_in_force: Collection[str] | None = None,
    catalogue: Catalogue = CATALOGUE,
    *,
    translate: Translate = str,
) -> tuple[CookieRow, ...]:
    """Return a row per cookie, under the name the settings give it; without settings, its production name."""
    return tuple(
        CookieRow(
            name=next((name for name in cookie.names if name in (names_in_force or ())), cookie.names[0]),
            title=translate(cookie.title),
            why=translate(cookie.why),
            content=translate(cookie.content),
            lasts=_duration(cookie.lasts, translate),
        )
        for cookie in catalogue.cookies
    )


def _duration(lasts: timedelta | None, translate: Translate) -> str:
    if lasts is None:
        return translate(_("bis Sie den Browser schließen"))
    if lasts < timedelta(days=1):
        return translate(_("höchstens {hours} Stunden")).format(hours=lasts // timedelta(hours=1))
    return translate(_("höchstens {days} Tage")).format(days=lasts.days)

"""Fill the frame around every page: navigation, session, viewer. Only links to pages that exist."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from partnerportal.accounts import sessions
from partnerportal.accounts.http import PortalRequest
from partnerportal.claims.queries import open_task_count
from partnerportal.contracts.queries.changes import open_change_count
from partnerportal.exchange.queries.reconciling import conflict_count
from partnerportal.kernel.viewer import Role, Viewer
from partnerportal.messages.queries import waiting_count
from partnerportal.routing.queries import inbox_count
from partnerportal.ui.shell import NavigationItem, Shell


@dataclass(frozen=True, slots=True)
class Link:
    """Declare one place of the navigation."""

    label: str
    url: str
    icon: str
    right: str | None = None
    role: Role | None = None


PARTNER_NAV = (
    Link(gettext_noop("Übersicht"), "/uebersicht", "home"),
    Link(gettext_noop("Verträge"), "/vertraege", "contract", "contracts"),
    Link(gettext_noop("Erstattungen"), "/erstattungen", "claim", "claims"),
    Link(gettext_noop("Abrechnungen"), "/abrechnungen", "wallet", "statements"),
    Link(gettext_noop("Nachrichten"), "/nachrichten", "message", "statements"),
    Link(gettext_noop("Team"), "/team", "users", role=Role.OWNER),
    Link(gettext_noop("Datenschutz"), "/datenschutzerklaerung", "shield"),
    Link(gettext_noop("Hilfe"), "/hilfe", "question"),
)
PARTNER_TABS = (
    Link(gettext_noop("Übersicht"), "/uebersicht", "home"),
    Link(gettext_noop("Verträge"), "/vertraege", "contract", "contracts"),
    Link(gettext_noop("Einreichen"), "/erstattungen/neu", "plus", "claims"),
    Link(gettext_noop("Anträge"), "/erstattungen", "claim", "claims"),
    Link(gettext_noop("Hilfe"), "/hilfe", "question"),
)
CLERK_NAV = (
    Link(gettext_noop("Eingang"), "/eingang", "inbox"),
    Link(gettext_noop("Meine Fälle"), "/faelle", "claim"),
    Link(gettext_noop("Verträge"), "/vertraege", "contract", "contracts"),
    Link(gettext_noop("Änderungen"), "/aenderungen", "pen", "contracts"),
    Link(gettext_noop("Abrechnungen"), "/abrechnungen", "wallet", "statements"),
    Link(gettext_noop("Nachrichten"), "/nachrichten", "message", "statements"),
    Link(gettext_noop("Abgleich"), "/abgleich", "alert", "contracts"),
    Link(gettext_noop("Datenschutz"), "/datenschutzerklaerung", "shield"),
    Link(gettext_noop("Hilfe"), "/hilfe", "question"),
)
# A phone has room for five; the rest stands in the menu of the account.
CLERK_TABS = tuple(link for link in CLERK_NAV if link.right is None)
KEEPER_TABS = tuple(
    link
    for link in CLERK_NAV
    if link.url in {"/eingang", "/vertraege", "/aenderungen", "/nachrichten", "/hilfe"}
)
OFFICER_NAV = (
    Link(gettext_noop("Datenschutz"), "/datenschutzerklaerung", "shield"),
    Link(gettext_noop("Protokoll"), "/protokoll", "lock"),
    Link(gettext_noop("Hilfe"), "/hilfe", "question"),
)
ADMINISTRATOR_TABS = (
    Link(gettext_noop("Übersicht"), "/verwaltung/", "home"),
    Link(gettext_noop("Registrierungen"), "/verwaltung/registrierungen", "inbox"),
    Link(gettext_noop("Partner"), "/verwaltung/partner", "contract"),
    Link(gettext_noop("Benutzer"), "/verwaltung/benutzer", "users"),
)
ADMINISTRATOR_NAV = (
    *ADMINISTRATOR_TABS,
    Link(gettext_noop("Abteilungen"), "/verwaltung/abteilungen", "folder"),
    Link(gettext_noop("Datenaustausch"), "/verwaltung/datenaustausch", "upload"),
    Link(gettext_noop("Datenschutz"), "/datenschutzerklaerung", "shield"),
    Link(gettext_noop("Hilfe"), "/hilfe", "question"),
)
# In the menu of the account; what a phone's few tabs have no room for stands there too.
ACCOUNT_MENU = (
    Link(gettext_noop("Mein Konto"), "/konto", "user"),
    Link(gettext_noop("Sicherheit"), "/konto/sicherheit", "lock"),
    Link(gettext_noop("Abrechnungen"), "/abrechnungen", "wallet", "statements"),
    Link(gettext_noop("Nachrichten"), "/nachrichten", "message", "statements"),
    Link(gettext_noop("Meine Fälle"), "/faelle", "claim", "contracts", Role.CLERK),
    Link(gettext_noop("Abgleich"), "/abgleich", "alert", "contracts", Role.CLERK),
    Link(gettext_noop("Team"), "/team", "users", role=Role.OWNER),
    Link(gettext_noop("Abteilungen"), "/verwaltung/abteilungen", "folder", role=Role.ADMINISTRATOR),
    Link(gettext_noop("Datenaustausch"), "/verwaltung/datenaustausch", "upload", role=Role.ADMINISTRATOR),
)


def shell(request: HttpRequest) -> dict[str, Any]:
    """Return the frame as `shell` (context processor)."""
    asked: PortalRequest = request  # type: ignore[assignment]
    viewer = getattr(asked, "viewer", None)
    operator = settings.CONTROLLER.operator
    if viewer is None or not viewer.is_signed_in:
        return {
            "shell": Shell(
                operator_name=operator.name, operator_short=operator.short_name, is_demo=settings.IS_DEMO
            )
        }
    nav, tabs = _links(viewer)
    counts = _counts(viewer)
    place = getattr(asked, "place", asked.path)
    row = getattr(asked.session, "row", None)
    return {
        "shell": Shell(
            operator_name=operator.name,
            operator_short=operator.short_name,
            viewer=viewer,
            initials="".join(part[0] for part in viewer.display_name.split()[:2]),
            nav=_items(nav, viewer, place, counts),
            tabs=_items(tabs, viewer, place, {}),
            account_menu=_items(ACCOUNT_MENU, viewer, place, {}),
            session_ends_at=sessions.ends_at(row) if row else None,
            idle_seconds=int(settings.SESSION_IDLE.total_seconds()),
            search_url="/vertraege/suche" if viewer.may_see_contracts else None,
            scheme=asked.user.appearance,  # type: ignore[union-attr]
            is_demo=settings.IS_DEMO,
        )
    }


def _links(viewer: Viewer) -> tuple[tuple[Link, ...], tuple[Link, ...]]:
    if viewer.is_partner:
        return PARTNER_NAV, PARTNER_TABS
    if viewer.is_clerk:
        return CLERK_NAV, KEEPER_TABS if viewer.may_see_contracts else CLERK_TABS
    if viewer.role is Role.OFFICER:
        return OFFICER_NAV, OFFICER_NAV
    return ADMINISTRATOR_NAV, ADMINISTRATOR_TABS


def _counts(viewer: Viewer) -> dict[str, int]:
    if viewer.is_partner and viewer.may_see_claims:
        return {"/erstattungen": open_task_count(viewer=viewer)}
    if not viewer.is_clerk:
        return {}
    # Whoever keeps no contracts has no such place, and pays no query for it.
    inbox = {"/eingang": inbox_count(viewer=viewer)}
    if not viewer.may_see_contracts:
        return inbox
    return {
        **inbox,
        "/aenderungen": open_change_count(viewer=viewer),
        "/abgleich": conflict_count(viewer=viewer),
        "/nachrichten": waiting_count(viewer=viewer),
    }


def _items(
    links: tuple[Link, ...], viewer: Viewer, path: str, counts: dict[str, int]
) -> tuple[NavigationItem, ...]:
    allowed = [link for link in links if _is_for(link, viewer)]
    current = max(
        (link.url for link in allowed if path == link.url or path.startswith(f"{link.url}/")),
        key=len,
        default="",
    )
    return tuple(
        NavigationItem(_(link.label), link.url, link.icon, counts.get(link.url, 0), link.url == current)
        for link in allowed
    )


def _is_for(link: Link, viewer: Viewer) -> bool:
    has_right = link.right is None or bool(getattr(viewer, f"may_see_{link.right}"))
    return has_right and link.role in {None, viewer.role}

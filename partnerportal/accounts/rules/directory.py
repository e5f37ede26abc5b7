"""Decide about people's accounts: their state, their rights, and that nobody is left without a leader. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from partnerportal.kernel.errors import Refused
from partnerportal.kernel.errors import marked_for_translation as _
from partnerportal.kernel.marked_word import MarkedWord
from partnerportal.kernel.viewer import Role, Viewer

REMOVED_ACCOUNT = _("Entferntes Konto")

ROLE_NAMES = {
    Role.OWNER: _("Leitung"),
    Role.STAFF: _("Mitarbeit"),
    Role.CLERK: _("Sachbearbeitung"),
    Role.OFFICER: _("Datenschutz"),
    Role.ADMINISTRATOR: _("Verwaltung"),
}
# Whoever stays in the same house may be given the other role; a clerk's department is chosen at the department.
ROLE_CHOICES = {
    Role.OWNER: (Role.OWNER, Role.STAFF),
    Role.STAFF: (Role.OWNER, Role.STAFF),
    Role.CLERK: (Role.OFFICER, Role.ADMINISTRATOR),
    Role.OFFICER: (Role.OFFICER, Role.ADMINISTRATOR),
    Role.ADMINISTRATOR: (Role.OFFICER, Role.ADMINISTRATOR),
}
LEADERS = frozenset({Role.OWNER, Role.ADMINISTRATOR})


@dataclass(frozen=True, slots=True)
class Rights:
    """Say what staff of a partner may see; an owner always sees everything of the firm."""

    statements: bool = False
    claims: bool = False
    contracts: bool = False


class Standing(MarkedWord):
    """Name the state of an account."""

    ACTIVE = _("Aktiv"), "ok", "check"
    WAITING = _("Wartet auf Passwort"), "info", "clock"
    BLOCKED = _("Gesperrt"), "bad", "lock"
    REMOVED = _("Entfernt"), "calm", "trash"


def standing_of(*, is_active: bool, blocked_at: datetime | None, removed_at: datetime | None) -> Standing:
    """Return the state of an account."""
    if removed_at is not None:
        return Standing.REMOVED
    if blocked_at is not None:
        return Standing.BLOCKED
    return Standing.ACTIVE if is_active else Standing.WAITING


def name_of(first_name: str | None, last_name: str | None) -> str:
    """Return a person's full name, empty once it was taken away: then pages say REMOVED_ACCOUNT."""
    return f"{first_name or ''} {last_name or ''}".strip()


def check_leads_others(actor: Viewer, account_id: object) -> None:
    """Let nobody change their own role, rights or block. Raises: Refused ("account.own")."""
    if actor.account_id == account_id:
        raise Refused(
            "account.own",
            _(
                "Das eigene Konto können Sie hier nicht ändern. Bitten Sie eine andere Person mit dieser Rolle."
            ),
        )


def check_keeps_leader(*, role: Role, others: int) -> None:
    """Keep one active owner in each firm, one active administrator in the portal; `others` are those besides.

    Raises: Refused ("account.last_owner", "account.last_administrator"). Source: issue 4, section 2.
    """
    if others or role not in LEADERS:
        return
    if role is Role.OWNER:
        raise Refused(
            "account.last_owner",
            _(
                "Das ist die letzte aktive Leitung des Büros. Sonst könnte niemand mehr das Team verwalten. "
                "Laden Sie zuerst eine weitere Person als Leitung ein."
            ),
        )
    raise Refused(
        "account.last_administrator",
        _(
            "Das ist die letzte aktive Verwaltung des Portals. Sonst könnte niemand mehr Konten freigeben. "
            "Laden Sie zuerst eine weitere Person ein."
        ),
    )


def check_role(*, role: Role, wanted: Role) -> None:
    """Let a person change only to a role of the same house. Raises: Refused ("account.role")."""
    if wanted not in ROLE_CHOICES[role]:
        raise Refused(
            "account.role", _("Diese Rolle gibt es für dieses Konto nicht. Bitte wählen Sie eine der Liste.")
        )

"""Decide which address a request came from, when a month of the journal is due, and who may look into it why."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address

from partnerportal.kernel.clock import berlin_date, plus_months
from partnerportal.kernel.errors import Refused
from partnerportal.kernel.errors import marked_for_translation as _
from partnerportal.kernel.viewer import Role, Viewer
from partnerportal.privacy.retention_classes import due_on, retention_class

READING_LASTS = timedelta(minutes=15)
"""So long the database opens the journal after a reason was given; the policy of journal_entry says the same."""

SHORTEST_REASON = 10
LONGEST_REASON = 300

PURPOSES = {
    "misuse": _("Verdacht auf Missbrauch"),
    "incident": _("Sicherheitsvorfall"),
    "request": _("Anfrage einer betroffenen Person"),
    "authority": _("Anordnung einer Behörde"),
    "check": _("Regelmäßige Prüfung"),
}


def client_address(peer: str, forwarded_for: str, trusted: Iterable[IPv4Network | IPv6Network]) -> str:
    """Return the address of the client as text.

    `peer` is the socket's address. Only when it is a declared proxy is `X-Forwarded-For` read, from the right: the
    first hop that is not a declared proxy is the client. What a client writes itself further left is never believed.
    """
    networks = tuple(trusted)
    address = _clean(peer)
    for hop in reversed([part.strip() for part in forwarded_for.split(",") if part.strip()]):
        if not _is_trusted(address, networks):
            break
        if _clean(hop) == UNKNOWN:
            break
        address = _clean(hop)
    return address


UNKNOWN = "0.0.0.0"  # noqa: S104 - the "no address" value of the column, nothing is bound to it


def _clean(text: str) -> str:
    """Return the address in its short form; an IPv4 address in IPv6 clothes as IPv4, a zone (%eth0) left out."""
    try:
        address = ip_address(text.partition("%")[0])
    except ValueError:
        return UNKNOWN
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return str(mapped or address)


def _is_trusted(address: str, networks: tuple[IPv4Network | IPv6Network, ...]) -> bool:
    return any(ip_address(address) in network for network in networks)


def stored_address(text: str) -> str:
    """Return an address in the one form the journal stores: what the MAC covers must come back unchanged."""
    return _clean(text)


def is_due(month: date, instant: datetime) -> bool:
    """Say whether the whole month (its first day is given) may go at that instant (R-PROTOKOLL).

    A partition goes as one: when the last day kept of its last line is over.
    """
    last_day = plus_months(month, 1) - timedelta(days=1)
    return berlin_date(instant) > due_on(retention_class("R-PROTOKOLL"), last_day)


def may_read(viewer: Viewer, purpose: str, reason: str) -> str:
    """Return the reason without blanks around it. Raises: Refused unless an officer names a purpose and a reason."""
    if viewer.role is not Role.OFFICER:
        raise Refused("journal.reading.role", _("Das Protokoll lesen nur Datenschutzbeauftragte."))
    if purpose not in PURPOSES or not SHORTEST_REASON <= len(reason.strip()) <= LONGEST_REASON:
        raise Refused(
            "journal.reading.reason",
            _("Ohne Anlass und Begründung bleibt das Protokoll zu. Bitte geben Sie beides an."),
        )
    return reason.strip()

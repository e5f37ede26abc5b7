"""Name the additional services: none runs for an account that has not switched it on (clause C38). Pure.

A new service is a new line here, its addresses guarded by `requires_service`, and data of its own in the catalogue.
"""

from __future__ import annotations

from dataclasses import dataclass

from partnerportal.kernel.errors import Refused
from partnerportal.kernel.errors import marked_for_translation as _


@dataclass(frozen=True, slots=True)
class Service:
    """Describe a service: what it does, what the person agrees to (by version), and the addresses that need that."""

    key: str
    name: str
    what: str
    wording: str
    wording_version: str
    routes: frozenset[str]
    page: str


LOG_CSV = Service(
    key="anmeldeprotokoll",
    name=_("Anmeldeprotokoll als CSV-Datei"),
    what=_("Sie laden Ihre Anmeldungen und Fehlversuche als Datei für eine Tabellenkalkulation."),
    wording=_(
        "Ich willige ein, dass meine Anmeldedaten mit IP-Adressen für mich als Datei aufbereitet werden. "
        "Ich kann das jederzeit wieder ausschalten."
    ),
    wording_version="2026-11",
    routes=frozenset({"accounts:own_log_csv"}),
    page="accounts:own_log",
)
API_ACCESS = Service(
    key="api-zugang",
    name=_("API-Zugang für Ihre Software"),
    what=_(
        "Ihr Verwaltungsprogramm liest Verträge, Anträge und Abrechnungen und reicht Anträge ein. "
        "Sie erzeugen dafür Schlüssel mit festem Zweck und Ende."
    ),
    wording=_(
        "Ich willige ein, dass Software mit meinen Schlüsseln in meinem Namen auf das Portal zugreift. "
        "Ich kann das jederzeit wieder ausschalten. Dann enden alle Schlüssel sofort."
    ),
    wording_version="2026-11",
    routes=frozenset({"accounts:token_new"}),
    page="accounts:tokens",
)
GDV_DOWNLOAD = Service(
    key="gdv-download",
    name=_("Abrechnungen als GDV-Datei"),
    what=_(
        "Sie laden Ihre Abrechnungen als GDV-Datei (Satzarten 0400, 0410, 0430) für Ihr Verwaltungsprogramm."
    ),
    wording=_(
        "Ich willige ein, dass meine Abrechnungen für mich als GDV-Datei aufbereitet werden. "
        "Ich kann das jederzeit wieder ausschalten."
    ),
    wording_version="2026-11",
    routes=frozenset({"exchange:statement_gdv"}),
    page="statements:list",
)
SERVICES: dict[str, Service] = {service.key: service for service in (LOG_CSV, API_ACCESS, GDV_DOWNLOAD)}


def service_of(key: str) -> Service | None:
    """Return the service of that key, None for a word that names none."""
    return SERVICES.get(key)


def not_switched_on() -> Refused:
    """Return the refusal of a service that is not switched on."""
    return Refused(
        "service.off",
        _("Diesen Service haben Sie nicht eingeschaltet. Unter „Zusätzliche Services“ schalten Sie ihn ein."),
    )

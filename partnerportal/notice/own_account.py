"""Prove C36 and C38: change a password with and without a login, and use services with and without consent."""

from __future__ import annotations

from collections.abc import Iterator

from django.contrib.auth.hashers import check_password
from django.test import Client
from django.urls import reverse

from partnerportal.accounts.rules.services_registry import SERVICES, Service
from partnerportal.notice.address_table import addresses
from partnerportal.notice.clause import Verdict, verdict
from partnerportal.notice.context import ProofContext
from partnerportal.notice.software_trial import runs_with_consent_only, software_addresses
from partnerportal.notice.stage import PASSWORD, Party, set_stage, signed_in

ANOTHER_PASSWORD = "Sieben-Kraniche-ziehen-1871"  # noqa: S105 - of an account that never leaves its transaction
CHANGE, OWN_PAGE = "/konto/sicherheit/passwort", "/konto/sicherheit"
_HASH = "SELECT password FROM accounts_account WHERE id = %s"
_SESSIONS = "SELECT count(*) FROM accounts_session WHERE account_id = %s"
_CONSENTS = "SELECT count(*) FROM accounts_serviceoptin WHERE account_id = %s"


def changes_password_after_login_only(context: ProofContext) -> Verdict:
    """Change a password as a stranger, with a wrong old one, and rightly; then look at the other session."""
    account = set_stage(context).near.owner
    here, there = signed_in(context, account, "198.51.100.36"), signed_in(context, account, "198.51.100.37")
    findings = []

    def is_changed(client: Client, current: str) -> bool:
        client.post(CHANGE, {"current": current, "password": ANOTHER_PASSWORD})
        return check_password(ANOTHER_PASSWORD, context.rows(_HASH, [account.id])[0][0])

    if context.client().get(CHANGE).status_code == 200 or is_changed(context.client(), PASSWORD):
        findings.append("Ohne Anmeldung lässt sich das Passwort ändern.")
    if is_changed(here, "falsch"):
        findings.append("Das bisherige Passwort wird nicht verlangt.")
    if not is_changed(here, PASSWORD):
        findings.append("Nach der Anmeldung lässt sich das Passwort nicht ändern.")
    left = context.number(_SESSIONS, [account.id])
    if here.get(OWN_PAGE).status_code != 200:
        findings.append("Die eigene Sitzung endet mit der Änderung.")
    if there.get(OWN_PAGE).status_code == 200 or left > 1:
        findings.append("Eine andere Sitzung überlebt die Änderung.")
    return verdict(
        findings,
        "Ohne Anmeldung und mit falschem Passwort blieb alles gleich. "
        "Die richtige Änderung beendete die andere Sitzung.",
    )


def runs_services_with_consent_only(context: ProofContext) -> Verdict:
    """Open every address of every service without consent, with it, and after its withdrawal."""
    near = set_stage(context).near
    guarded = {address.name: address.service for address in addresses() if address.service}
    promised = {route: service.key for service in SERVICES.values() for route in service.routes}
    findings = [
        *(
            f"Adresse ohne Eintrag in der Liste der Services: {name}."
            for name in guarded.keys() - promised.keys()
        ),
        *(f"Service ohne Schutz: {name}." for name in promised if guarded.get(name) != promised[name]),
    ]
    for service in SERVICES.values():
        findings += _run(context, near, service)
    findings += runs_with_consent_only(context, near)
    return verdict(
        findings,
        f"{len(SERVICES)} Services mit {len(promised)} Adressen und {len(software_addresses())} der Schnittstelle "
        "geprüft: ohne Einwilligung und nach Widerruf gesperrt.",
    )


def _run(context: ProofContext, near: Party, service: Service) -> Iterator[str]:
    client = signed_in(context, near.owner, "198.51.100.38")
    client.post("/konto/bestaetigen", {"password": PASSWORD})
    if context.number(_CONSENTS, [near.owner.id]):
        yield "Ein neuer Zugang hat schon eine Einwilligung."
    if opened := _open(client, service):
        yield f"Ohne Einwilligung geöffnet: {opened}."
    client.post(reverse("accounts:service_on", args=[service.key]))
    if context.number(_CONSENTS, [near.owner.id]) != 1:
        yield f"Die Einwilligung ist nicht festgehalten: {service.key}."
    if not _open(client, service):
        yield f"Mit Einwilligung gesperrt: {service.key}."
    client.post(reverse("accounts:service_off", args=[service.key]))
    if opened := _open(client, service):
        yield f"Nach Widerruf geöffnet: {opened}."


def _open(client: Client, service: Service) -> str:
    """Return the routes that answer, as one text; one that names a thing nobody has is open when it says so."""
    paths = {
        each.name: each.path({"str": "unbekannt"}) for each in addresses() if each.name in service.routes
    }
    opened = [route for route in sorted(paths) if client.get(paths[route]).status_code in (200, 404)]
    return ", ".join(opened)

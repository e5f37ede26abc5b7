"""Examine the database with counts and its own catalogue; no row of a person is read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.db import DatabaseError, OperationalError, connection

from partnerportal.config.doctor.finding import Finding, error, ok, warning
from partnerportal.config.doctor.queue import examine_figures
from partnerportal.config.doctor.versions import judged
from partnerportal.config.figures import figures
from partnerportal.config.health import pending_migrations
from partnerportal.database.keys import key_ring
from partnerportal.database.roles import OWNER, READ, RETENTION, ROLES, WEB, WORKER
from partnerportal.database.unprotected import UNPROTECTED

AREA = "database"
AS_READ = f"role={READ}"

MIGHTY = (
    "SELECT rolname FROM pg_roles WHERE rolname = ANY (%s) AND (rolsuper OR rolbypassrls OR rolcreaterole)"
)
MIGHTY_LOGIN = "SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = session_user"
ABSENT = "SELECT unnest(%s::text[]) EXCEPT SELECT rolname FROM pg_roles"
OPEN_TABLES = """
SELECT relname FROM pg_class
WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition
  AND NOT (relrowsecurity AND relforcerowsecurity) AND NOT relname = ANY (%s)
"""
PLAIN_OVER_NETWORK = """
SELECT inet_server_addr() IS NOT NULL AND NOT inet_server_addr() <<= ANY ('{127.0.0.0/8,::1/128}'::inet[]) AND NOT ssl
FROM pg_stat_ssl WHERE pid = pg_backend_pid()
"""


def examine_database(today: date) -> list[Finding]:
    """Return what is to say about the database, or that it cannot be reached."""
    try:
        _connect()
        with connection.cursor() as cursor:
            cursor.execute("SHOW server_version")
            version = str(cursor.fetchone()[0]).split()[0]
        findings = [judged("PostgreSQL", version, today), *_roles(), _encryption()]
        findings += [
            *_migrations(),
            *_if_migrated(lambda: examine_figures(figures())),
            *_if_migrated(_key_versions),
            *_if_migrated(_contract_department),
        ]
    except OperationalError:
        return [
            error(
                AREA,
                "Die Datenbank ist nicht erreichbar oder nimmt die Anmeldung nicht an.",
                "PORTAL_DATABASE_URL prüfen und ob PostgreSQL läuft.",
            )
        ]
    finally:
        connection.close()
    return findings


def _connect() -> None:
    """Connect as portal_read; a login that may not become it stays what it is."""
    try:
        connection.ensure_connection()
    except OperationalError:
        options = connection.settings_dict["OPTIONS"]
        options["options"] = str(options.get("options", "")).replace(f"-c {AS_READ}", "")
        connection.ensure_connection()


def _roles() -> list[Finding]:
    findings = []
    roles = [OWNER, WEB, WORKER, RETENTION, READ]
    if absent := _names(ABSENT, [roles]):
        findings.append(
            error("roles", f"Rollen fehlen: {', '.join(absent)}.", "deploy/database.sh ausführen.")
        )
    if mighty := _names(MIGHTY, [list(ROLES)]):
        findings.append(
            error(
                "roles",
                f"Rollen dürfen zu viel: {', '.join(mighty)}.",
                "deploy/database.sh erneut ausführen.",
            )
        )
    if _truth(MIGHTY_LOGIN):
        findings.append(
            error(
                "roles",
                "Diese Anmeldung umgeht den Zeilenschutz.",
                "Als portal_web oder portal_owner anmelden.",
            )
        )
    if open_tables := _names(OPEN_TABLES, [list(UNPROTECTED)]):
        findings.append(
            error("roles", f"Ohne Zeilenschutz: {', '.join(sorted(open_tables))}.", "./portal migrate")
        )
    return findings or [ok("roles", "Keine Rolle umgeht den Zeilenschutz; er gilt für jede Tabelle.")]


def _encryption() -> Finding:
    if _truth(PLAIN_OVER_NETWORK):
        return error(
            "tls",
            "Die Verbindung zur Datenbank ist unverschlüsselt.",
            "sslmode=require in PORTAL_DATABASE_URL",
        )
    return ok("tls", "Die Verbindung zur Datenbank ist verschlüsselt oder bleibt auf dem Rechner.")


def _migrations() -> list[Finding]:
    pending = pending_migrations()
    if pending:
        return [error("migrations", f"{len(pending)} Schritte stehen aus.", "./portal migrate")]
    return [ok("migrations", "Die Datenbank ist auf dem Stand des Programms.")]


def _if_migrated(examine: Callable[[], list[Finding]]) -> list[Finding]:
    """Return nothing where a function is missing or forbidden to this login: migrations say so already."""
    try:
        return examine()
    except OperationalError:
        raise
    except DatabaseError:
        connection.close()
        return []


def _key_versions() -> list[Finding]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT version, keys FROM portal_key_versions()")
        used = dict(cursor.fetchall())
    ring = key_ring()
    if missing := sorted(set(used) - set(ring.versions)):
        named = ", ".join(map(str, missing))
        return [
            error(
                "keys",
                f"Schlüsselversion {named} fehlt in PORTAL_KEY_FILE; Daten sind unlesbar.",
                "Die Sicherung der Schlüsseldatei einspielen (docs/operations/keys.md).",
            )
        ]
    if old := sum(count for version, count in used.items() if version != ring.current_version):
        return [warning("keys", f"{old} Schlüssel hängen an einer alten Version.", "./portal keys rotate")]
    return [ok("keys", f"{sum(used.values())} Schlüssel, alle mit Version {ring.current_version}.")]


def _contract_department() -> list[Finding]:
    if _truth("SELECT portal_contract_departments() > 0"):
        return [ok("departments", "Eine Abteilung führt die Verträge.")]
    return [
        warning(
            "departments",
            "Keine Abteilung führt die Verträge; Änderungswünsche werden abgewiesen.",
            "Verwaltung, Abteilungen: „Führt die Verträge“ ankreuzen.",
        )
    ]


def _names(query: str, parameters: list[list[str]]) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(query, parameters)
        return [row[0] for row in cursor.fetchall()]


def _truth(query: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(query)
        row = cursor.fetchone()
    return bool(row and row[0])

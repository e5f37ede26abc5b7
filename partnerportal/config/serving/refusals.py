"""Say why production does not start, in German and English, each with the next step."""

from __future__ import annotations

from pathlib import Path

from partnerportal.config.lacking import Lacking

INSTALL = "docs/operations/install.md"


def no_tls() -> Lacking:
    """Return the refusal of a start without encryption."""
    return Lacking(
        "Ohne Verschlüsselung startet das Portal nicht; nennen Sie PORTAL_TLS_CERT und PORTAL_TLS_KEY, "
        "oder in PORTAL_TRUSTED_PROXIES den Proxy, der verschlüsselt.",
        "The portal does not start without encryption; name PORTAL_TLS_CERT and PORTAL_TLS_KEY, "
        "or in PORTAL_TRUSTED_PROXIES the proxy that encrypts.",
    )


def half_a_certificate() -> Lacking:
    """Return the refusal of a certificate without key, or the reverse."""
    return Lacking(
        "Zu einem Zertifikat gehört ein Schlüssel; nennen Sie PORTAL_TLS_CERT und PORTAL_TLS_KEY.",
        "A certificate needs its key; name both PORTAL_TLS_CERT and PORTAL_TLS_KEY.",
    )


def everybody_is_proxy() -> Lacking:
    """Return the refusal of a proxy declaration that lets everybody choose the logged address."""
    return Lacking(
        "PORTAL_TRUSTED_PROXIES vertraut jedem Absender; nennen Sie nur die Adresse Ihres Proxys.",
        "PORTAL_TRUSTED_PROXIES trusts every sender; name the address of your proxy only.",
    )


def unusable_certificate(path: Path, german: str, english: str) -> Lacking:
    """Return the refusal of a certificate or key that the server cannot use; the reason holds the next step."""
    return Lacking(f"„{path}“ ist nicht brauchbar: {german}", f"“{path}” cannot be used: {english}")


def no_controller() -> Lacking:
    """Return the refusal of a start that does not know who operates the portal."""
    return Lacking(
        "Die Betreiberdatei fehlt; legen Sie sie an, und nennen Sie ihren Ort in PORTAL_CONTROLLER "
        f"(Muster: {INSTALL}).",
        f"The controller file is missing; write it and name its place in PORTAL_CONTROLLER (see {INSTALL}).",
    )


def wrong_controller(sentence: str) -> Lacking:
    """Return the refusal of a controller file with a wrong value; `sentence` names key, expectation, example."""
    return Lacking(
        f"{sentence} Berichtigen Sie die Datei, und starten Sie erneut.",
        "The controller file has a wrong value, named above; correct it and start again.",
    )


def demo_keys() -> Lacking:
    """Return the refusal of keys that lay about unguarded."""
    return Lacking(
        "PORTAL_KEY_FILE enthält die Schlüssel der Vorführung; legen Sie eigene an: ./portal keys create",
        "PORTAL_KEY_FILE holds the keys of the demo; make your own: ./portal keys create",
    )


def unusable_keys(reason: str) -> Lacking:
    """Return the refusal of a key file that is missing, damaged or open to others."""
    return Lacking(
        f"Die Schlüsseldatei ist nicht brauchbar ({reason}); neue entstehen mit: ./portal keys create",
        f"The key file cannot be used ({reason}); ./portal keys create makes a new one.",
    )


def no_database() -> Lacking:
    """Return the refusal of a start without a database of its own."""
    return Lacking(
        "PORTAL_DATABASE_URL fehlt; nennen Sie die Datenbank, die deploy/database.sh angelegt hat.",
        "PORTAL_DATABASE_URL is missing; name the database that deploy/database.sh created.",
    )


def database_refuses() -> Lacking:
    """Return the refusal of a database that does not let us in; its own message may hold names, so it stays away."""
    return Lacking(
        "Die Datenbank nimmt die Anmeldung als portal_web nicht an; prüfen Sie PORTAL_DATABASE_URL und ob sie läuft.",
        "The database does not accept the login as portal_web; check PORTAL_DATABASE_URL and whether it runs.",
    )


def mighty_login() -> Lacking:
    """Return the refusal of a login that row-level security does not hold."""
    return Lacking(
        "Diese Datenbank-Anmeldung darf mehr als die Webseiten brauchen; melden Sie sich als portal_web an.",
        "This database login may do more than the pages need; log in as portal_web.",
    )


def pending_migrations(count: int) -> Lacking:
    """Return the refusal of a database older than the program."""
    return Lacking(
        f"Die Datenbank ist {count} Schritte älter als das Programm; führen Sie aus: ./portal migrate",
        f"The database is {count} steps older than the program; run: ./portal migrate",
    )


def cannot_listen(place: str) -> Lacking:
    """Return the refusal of an address that is taken, absent or forbidden."""
    return Lacking(
        f"Auf {place} kann das Portal nicht lauschen; nennen Sie in PORTAL_LISTEN eine freie, erlaubte Adresse.",
        f"The portal cannot listen on {place}; name a free, permitted address in PORTAL_LISTEN.",
    )

"""Prove C39: start production for a moment and try to talk to it unencrypted or with outdated encryption."""

from __future__ import annotations

import http.client
import re
import socket
import ssl
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from partnerportal.kernel.crypto.certificate import HOST
from partnerportal.notice.clause import Verdict, verdict
from partnerportal.notice.context import ProofContext
from partnerportal.notice.production_trial import Trial, production_on_trial
from partnerportal.notice.tls_hello import OUTDATED, TlsVersion, takes

TIMEOUT_SECONDS = 10
A_YEAR_SECONDS = 365 * 24 * 3600
CERTIFICATE_DAYS = timedelta(days=14)
TELLING_ADDRESS = "/erstattungen/EA-2026-000123-7?name=Brandt"


def transfers_encrypted_only(context: ProofContext) -> Verdict:
    """Try outdated TLS, plain HTTP and the cookies at production's server; with --live at the running one too."""
    with production_on_trial(context) as trial:
        if trial is None:
            return verdict(["Der Server des Betriebs antwortet nicht."], "")
        findings = [*_outdated(HOST, trial.port), *_pages(trial), *_cookies(trial), *_plain(trial)]
    findings += _live(context) if context.base_url else []
    return verdict(
        findings,
        "Probestart des Betriebs: TLS 1.0 und 1.1 abgelehnt, 1.2 und 1.3 möglich. Unverschlüsselte Aufrufe führen "
        "nur zur Startseite. Jeder Cookie ist nur verschlüsselt und nur für den Server lesbar.",
    )


def _outdated(host: str, port: int) -> list[str]:
    findings = [
        f"Eine Verbindung mit {version.name.replace('_', ' ', 1).replace('_', '.')} kommt zustande."
        for version in OUTDATED
        if takes(host, port, version)
    ]
    if not takes(host, port, TlsVersion.TLS_1_2):
        findings.append("Die Gegenprobe scheitert: Auch mit TLS 1.2 kommt keine Verbindung zustande.")
    return findings


def _pages(trial: Trial) -> list[str]:
    """Fetch a page with TLS 1.3 and look at what it sets."""
    newest = ssl.create_default_context(cafile=str(trial.chain))
    newest.minimum_version = ssl.TLSVersion.TLSv1_3
    connection = http.client.HTTPSConnection(HOST, trial.port, timeout=TIMEOUT_SECONDS, context=newest)
    try:
        connection.request("GET", "/anmelden")
        response = connection.getresponse()
    except (OSError, http.client.HTTPException) as error:
        return [f"Die Anmeldeseite ist über TLS 1.3 nicht erreichbar ({type(error).__name__})."]
    finally:
        connection.close()
    findings = []
    age = re.search(r"max-age=(\d+)", response.getheader("Strict-Transport-Security") or "")
    if age is None or int(age[1]) < A_YEAR_SECONDS:
        findings.append("Der Browser erfährt nicht, dass er nur verschlüsselt anfragen darf (HSTS).")
    for cookie in response.msg.get_all("Set-Cookie") or ["ohne="]:
        findings += _attributes(cookie)
    return findings


def _attributes(cookie: str) -> list[str]:
    name, *_ = cookie.strip().partition("=")
    given = {part.strip().lower() for part in cookie.split(";")[1:]}
    is_complete = {"secure", "httponly", "path=/"} <= given and {"samesite=lax", "samesite=strict"} & given
    if name.startswith("__Host-") and is_complete and not any(part.startswith("domain=") for part in given):
        return []
    return [f"Dem Cookie {name} fehlt ein Schutz."]


def _cookies(trial: Trial) -> list[str]:
    """Look at every cookie production's settings name, also those a page without login does not set."""
    values = trial.cookie_settings
    kinds = sorted(name.removesuffix("_NAME") for name in values if name.endswith("_COOKIE_NAME"))
    wanted = {"SECURE": {"True"}, "HTTPONLY": {"True"}, "SAMESITE": {"Lax", "Strict"}, "DOMAIN": {"None"}}
    wanted["PATH"] = {"/"}
    findings = [] if kinds else ["Die Einstellungen des Betriebs nennen keinen Cookie."]
    for kind in kinds:
        is_safe = all(values.get(f"{kind}_{part}") in allowed for part, allowed in wanted.items())
        if not is_safe or not values[f"{kind}_NAME"].startswith("__Host-"):
            findings.append(f"Dem Cookie {values[f'{kind}_NAME']} fehlt ein Schutz.")
    return findings


def _plain(trial: Trial) -> list[str]:
    """Announce a body and never send it: the answer must come anyway and repeat nothing."""
    answer = _plain_answer(HOST, trial.http_port)
    status, _, rest = answer.partition("\r\n")
    findings = []
    if " 301 " not in status or f"Location: https://{HOST}/\r\n" not in rest:
        findings.append("Ein unverschlüsselter Aufruf wird nicht umgeleitet.")
    if "EA-2026" in answer or "Brandt" in answer or not answer.endswith("\r\n\r\n"):
        findings.append("Die Antwort auf einen unverschlüsselten Aufruf verrät etwas.")
    if " 200 " in _plain_answer(HOST, trial.port).partition("\r\n")[0]:
        findings.append("Der verschlüsselte Eingang beantwortet auch unverschlüsselte Aufrufe.")
    return findings


def _plain_answer(host: str, port: int) -> str:
    request = f"POST {TELLING_ADDRESS} HTTP/1.1\r\nHost: {host}\r\nContent-Length: 9\r\n\r\n"
    try:
        with socket.create_connection((host, port), TIMEOUT_SECONDS) as connection:
            connection.sendall(request.encode())
            parts = iter(lambda: connection.recv(4096), b"")
            return b"".join(parts).decode("latin-1")
    except OSError:
        return ""


def _live(context: ProofContext) -> list[str]:
    """Ask the running server; a demo on this very machine is not encrypted and never leaves it."""
    url = urlsplit(context.base_url or "")
    host = url.hostname or ""
    if url.scheme != "https":
        return [] if _is_this_machine(host) else ["Der laufende Server ist unverschlüsselt erreichbar."]
    port = url.port or 443
    try:
        findings = [*_outdated(host, port), *_expiry(host, port, context.now)]
    except OSError as error:
        return [f"Der laufende Server ist nicht sicher erreichbar ({type(error).__name__})."]
    answer = _plain_answer(host, 80) if port == 443 else ""
    if answer and f"location: https://{host}/\r\n" not in answer.lower():
        findings.append("Der laufende Server beantwortet unverschlüsselte Aufrufe.")
    return findings


def _expiry(host: str, port: int, now: datetime, chain: Path | None = None) -> list[str]:
    """Return a finding when the certificate ends too soon. Raises: OSError, also for one nobody trusts."""
    trusting = ssl.create_default_context(cafile=str(chain) if chain else None)
    with (
        socket.create_connection((host, port), TIMEOUT_SECONDS) as connection,
        trusting.wrap_socket(connection, server_hostname=host) as encrypted,
    ):
        certificate = encrypted.getpeercert() or {}
    ends_at = datetime.fromtimestamp(ssl.cert_time_to_seconds(str(certificate["notAfter"])), UTC)
    return ["Das Zertifikat läuft in weniger als 14 Tagen ab."] if ends_at - now < CERTIFICATE_DAYS else []


def _is_this_machine(host: str) -> bool:
    if host == HOST:
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False

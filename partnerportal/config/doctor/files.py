"""Examine what lies on the machine: controller, keys, certificate, disk."""

from __future__ import annotations

import shutil
import stat
from datetime import datetime
from pathlib import Path

from partnerportal.config.doctor.finding import Finding, error, graded, ok, warning
from partnerportal.config.environment import Environment, Mode
from partnerportal.config.lacking import Lacking
from partnerportal.config.serving.certificates import check_certificate, valid_until
from partnerportal.config.serving.files_at_hand import check_controller
from partnerportal.config.serving.listening import Listening, listening_of
from partnerportal.kernel.connections import noted_refusals
from partnerportal.kernel.crypto import CryptoError, KeyRing

CERTIFICATE_ERROR_DAYS, CERTIFICATE_WARNING_DAYS = 14, 30
DISK_WARNING, DISK_ERROR = 0.80, 0.90
OPEN_TO_OTHERS = stat.S_IWGRP | stat.S_IRWXO


def examine_files(environment: Environment, now: datetime) -> list[Finding]:
    """Return what is to say about the files; a demo needs neither controller nor certificate."""
    findings = [*_keys(environment), _disk(environment.data_dir), _connections(environment.data_dir)]
    if environment.mode is Mode.PRODUCTION:
        findings += [_controller(environment), *_encryption(environment, now)]
    return findings


def _connections(folder: Path) -> Finding:
    """Say whether the guard of web and worker refused a connection (clause C44)."""
    file = folder / "refused_connections"
    if count := noted_refusals(file):
        return warning(
            "outgoing",
            f"{count} Verbindungen zu nicht genannten Orten wurden abgewiesen.",
            f"Ursache suchen (Zeit und Art: {file}), danach die Datei löschen.",
        )
    return ok("outgoing", "Keine Verbindung zu einem nicht genannten Ort wurde versucht.")


def _controller(environment: Environment) -> Finding:
    try:
        check_controller(environment)
    except Lacking as lacking:
        return _lacking("controller", lacking)
    return ok("controller", "Die Betreiberdatei ist vollständig.")


def _keys(environment: Environment) -> list[Finding]:
    try:
        ring = KeyRing.load(environment.key_file)
    except CryptoError:
        return [
            error(
                "keys",
                "PORTAL_KEY_FILE fehlt, ist beschädigt oder für andere offen.",
                "Ort und Rechte (0600) prüfen; Näheres in docs/operations/keys.md.",
            )
        ]
    findings = [ok("keys", f"Schlüsselversionen in der Datei: {', '.join(map(str, ring.versions))}.")]
    if ring.is_demo and environment.mode is Mode.PRODUCTION:
        findings = [
            error("keys", "PORTAL_KEY_FILE enthält die Schlüssel der Vorführung.", "./portal keys create")
        ]
    if _is_open(environment.secret_key_file):
        findings.append(
            error(
                "keys",
                "PORTAL_SECRET_KEY_FILE ist für andere lesbar.",
                f"chmod 600 {environment.secret_key_file}",
            )
        )
    return findings


def _is_open(path: Path) -> bool:
    return path.exists() and bool(path.stat().st_mode & OPEN_TO_OTHERS)


def _disk(folder: Path) -> Finding:
    if not folder.is_dir():
        return error(
            "disk", "Der Ordner in PORTAL_DATA_DIR fehlt.", "Ordner anlegen (docs/operations/install.md)."
        )
    usage = shutil.disk_usage(folder)
    share = 1 - usage.free / usage.total
    return graded(
        "disk", share, warn=DISK_WARNING, fail=DISK_ERROR,
        message=f"Der Datenträger ist zu {share:.0%} belegt.",
        next_step="Platz schaffen oder den Datenträger vergrößern.",
    )  # fmt: skip


def _encryption(environment: Environment, now: datetime) -> list[Finding]:
    try:
        listening = listening_of(environment)
        if listening.certificate is not None:
            check_certificate(listening.certificate, now)
    except Lacking as lacking:
        return [_lacking("tls", lacking)]
    return [_way_in(listening), *_expiry(listening, now)]


def _way_in(listening: Listening) -> Finding:
    if listening.is_plain_on_network:
        return warning(
            "tls",
            "Der Weg vom Proxy zum Portal ist unverschlüsselt und verlässt den Rechner.",
            "PORTAL_TLS_CERT und PORTAL_TLS_KEY auch hinter dem Proxy nennen, oder nur lokal lauschen.",
        )
    return ok("tls", "Aufrufe kommen nur verschlüsselt an.")


def _expiry(listening: Listening, now: datetime) -> list[Finding]:
    if listening.certificate is None:
        return []
    days = (valid_until(listening.certificate.chain) - now).days
    message, next_step = (
        f"Das Zertifikat gilt noch {days} Tage.",
        "Zertifikat erneuern, dann: systemctl reload portal-web",
    )
    if days >= CERTIFICATE_WARNING_DAYS:
        return [ok("certificate", message)]
    grave = days < CERTIFICATE_ERROR_DAYS
    return [(error if grave else warning)("certificate", message, next_step)]


def _lacking(area: str, lacking: Lacking) -> Finding:
    message, _, next_step = lacking.german.partition("; ")
    return error(area, message, next_step or "docs/operations/install.md")

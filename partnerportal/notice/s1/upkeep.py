"""Keep C10 and C11: what runs here is maintained, and every measure is looked at again in time."""

from __future__ import annotations

import platform
import ssl
from datetime import date, timedelta
from importlib import metadata

import django
from django.contrib.auth.hashers import Argon2PasswordHasher, get_hasher

from partnerportal.kernel.clock import berlin_date
from partnerportal.kernel.support_dates import supported_until
from partnerportal.notice.advisories import (
    Advisories,
    AdvisoriesUnreadable,
    loaded_advisories,
    locked_versions,
)
from partnerportal.notice.attested import missing_or_expired
from partnerportal.notice.clause import Evidence, Findings, Verdict, verdict
from partnerportal.notice.context import ProofContext
from partnerportal.notice.s0.passwords import LEAST_MEMORY, LEAST_PASSES

REVIEW, REVIEW_TITLE = "security_review", "Jährliche Sicherheitsprüfung"
LIST_AGE = timedelta(days=35)
LETTERS_OF_ARTICLE_32 = ("a", "b", "c", "d")


def is_state_of_the_art(context: ProofContext) -> Verdict:
    """Compare what runs with the dates of its makers, the lock file with known weaknesses, and see the last review."""
    today = berlin_date(context.now)
    versions = _versions(context)
    locked = locked_versions()
    findings = [
        *(sentence for name, version in versions.items() for sentence in _support(name, version, today)),
        *_tls(),
        *_password_hashing(),
        *_differs_from_lock(locked),
    ]
    try:
        advisories = loaded_advisories(context.data_dir, locked)
    except AdvisoriesUnreadable:
        return Findings((*findings, "Die Liste bekannter Schwachstellen ist nicht lesbar."))
    findings += _weaknesses(advisories, today, context.controller.advisory_days)
    if findings:
        return Findings(tuple(findings))
    return _outdated(context, advisories, today) or Evidence(_evidence(context, versions, locked, advisories))


def adapts_its_measures(context: ProofContext) -> Verdict:
    """Look at the register of measures (Art. 32): each reviewed in time, and none of its letters without one."""
    today, measures = berlin_date(context.now), context.controller.measures
    overdue = [each for each in measures if each.review_due_on < today]
    unserved = [
        letter for letter in LETTERS_OF_ARTICLE_32 if not any(letter in each.serves for each in measures)
    ]
    findings = [
        *([] if measures else ["Die Betreiberdatei nennt keine Maßnahmen."]),
        *(f"Ohne Maßnahme: Art. 32 Abs. 1 Buchst. {letter} DSGVO." for letter in unserved if measures),
        *(f"Geprüft in der Zukunft: {each.title}" for each in measures if each.reviewed_on > today),
    ]
    if not findings and overdue:
        late = (f"Prüfung überfällig seit {each.review_due_on:%d.%m.%Y}: {each.title}" for each in overdue)
        return Findings(tuple(late), expired=True)
    next_due = min((each.review_due_on for each in measures), default=today)
    return verdict(
        findings,
        f"{len(measures)} Maßnahmen, keine Prüfung überfällig. Die nächste ist am {next_due:%d.%m.%Y} fällig.",
    )


def _versions(context: ProofContext) -> dict[str, str]:
    """Return the versions that answer now; PostgreSQL's as the server says it."""
    server = str(context.rows("SHOW server_version")[0][0]).split()[0]
    return {"Python": platform.python_version(), "PostgreSQL": server, "Django": django.get_version()}


def _support(name: str, version: str, today: date) -> list[str]:
    until = supported_until(name, version)
    if until is None:
        return [f"{name} {version} steht nicht in der Liste der gepflegten Versionen."]
    return [f"{name} {version} wird seit {until:%d.%m.%Y} nicht mehr gepflegt."] if today > until else []


def _tls() -> list[str]:
    """Look at what the program's own connections would agree to; what the server takes is C39."""
    outgoing = ssl.create_default_context()
    is_checked = outgoing.verify_mode is ssl.CERT_REQUIRED and outgoing.check_hostname
    findings = [] if is_checked else ["Ausgehende Verbindungen prüfen kein Zertifikat."]
    if outgoing.minimum_version < ssl.TLSVersion.TLSv1_2:
        findings.append("Ausgehende Verbindungen lassen TLS unter 1.2 zu.")
    return findings


def _password_hashing() -> list[str]:
    hasher = get_hasher()
    is_strong = (
        isinstance(hasher, Argon2PasswordHasher)
        and hasher.memory_cost >= LEAST_MEMORY
        and hasher.time_cost >= LEAST_PASSES
    )
    return [] if is_strong else ["Passwörter werden schwächer gespeichert als mit Argon2id und 19 MiB."]


def _differs_from_lock(locked: dict[str, str]) -> list[str]:
    """Compare what is installed with the lock file; packages of other systems are not installed here."""
    findings = []
    for name, version in locked.items():
        try:
            installed = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
        if installed != version:
            findings.append(f"Installiert ist {name} {installed}, festgeschrieben {version}.")
    return findings


def _weaknesses(advisories: Advisories | None, today: date, allowed: int) -> list[str]:
    return [
        f"{each.package} {each.version}: {each.advisory} ist seit {(today - each.published_on).days} Tagen bekannt, "
        f"erlaubt sind {allowed}."
        for each in (advisories.weaknesses if advisories else ())
        if (today - each.published_on).days > allowed
    ]


def _outdated(context: ProofContext, advisories: Advisories | None, today: date) -> Findings | None:
    if advisories and today - advisories.loaded_on > LIST_AGE:
        return Findings(("Die Liste bekannter Schwachstellen ist älter als 35 Tage.",), expired=True)
    return missing_or_expired(context, REVIEW, REVIEW_TITLE, today)


def _evidence(
    context: ProofContext, versions: dict[str, str], locked: dict[str, str], advisories: Advisories | None
) -> str:
    parts = ", ".join(f"{name} {version}" for name, version in versions.items())
    review = context.controller.attestation(REVIEW)
    held = f" Die letzte Sicherheitsprüfung gilt bis {review.expires_on:%d.%m.%Y}." if review else ""
    known = (
        f"{advisories.records} Meldungen verglichen, {len(advisories.weaknesses)} betreffen uns, keine zu lange."
        if advisories
        else "Eine Liste bekannter Schwachstellen ist hier nicht geladen."
    )
    return f"{parts}: alle gepflegt. {len(locked)} Bausteine wie festgeschrieben. {known}{held}"

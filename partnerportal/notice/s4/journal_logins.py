"""Prove C46 and C47: sign in by every way there is, fail at every one, and count the lines."""

from __future__ import annotations

from django.conf import settings

from partnerportal.notice.clause import Verdict, verdict
from partnerportal.notice.context import ProofContext
from partnerportal.notice.stage import set_stage
from partnerportal.notice.ways_in import UNKNOWN_NAME, Guest, failures, guest, password, ways_in

KNOWN_BACKENDS = frozenset({"allauth.account.auth_backends.AuthenticationBackend"})
ADDRESS, OTHER_ADDRESS = "198.51.100.46", "198.51.100.47"
_LOGINS = "SELECT count(*) FROM journal_entry WHERE kind = 'login' AND account_id = %s"
_FAILED = "SELECT count(*) FROM journal_entry WHERE kind = 'failed_login'"
_HASHLESS = """
SELECT count(*) FROM journal_entry
WHERE kind = 'failed_login' AND (account_id IS NOT NULL OR name_hash IS NULL OR octet_length(name_hash) <> 32)
"""
_IN_CLEAR = "SELECT count(*) FROM journal_entry WHERE name_hash = %s OR position(%s::bytea IN name_hash) > 0"
# A session is made at the login it belongs to; the interval covers how long one request may take.
_WITHOUT_LINE = """
SELECT count(*) FROM accounts_session AS session
WHERE session.account_id IS NOT NULL AND NOT EXISTS (
    SELECT FROM journal_entry AS line
    WHERE line.kind = 'login' AND line.account_id = session.account_id
      AND line.occurred_at BETWEEN session.created_at - interval '1 minute' AND session.created_at + interval '1 minute'
)
"""


def logs_every_login(context: ProofContext) -> Verdict:
    """Look for running sessions nobody logged; then sign in by every way there is and count the lines."""
    unlogged = context.number(_WITHOUT_LINE)
    findings = [
        f"Unbekannter Weg der Anmeldung: {backend}."
        for backend in settings.AUTHENTICATION_BACKENDS
        if backend not in KNOWN_BACKENDS
    ]
    if unlogged:
        findings.append(f"{unlogged} laufende Sitzungen stehen nicht im Protokoll.")
    partner, ways = set_stage(context).near.partner, ways_in()
    for name, way in ways.items():
        visitor = guest(context, partner, ADDRESS, factors=way is not password)
        way(visitor)
        findings += _login(context, visitor, name)
    findings += _half_way(context, guest(context, partner, ADDRESS, factors=True))
    return verdict(
        findings, f"Geprüfte Wege der Anmeldung: {', '.join(ways)}. Jeder schreibt genau eine Zeile."
    )


def logs_every_failed_login(context: ProofContext) -> Verdict:
    """Fail at every way, with a known and with an unknown name, and look for the typed name."""
    partner, ways = set_stage(context).near.partner, failures()
    findings = []
    for name, way in ways.items():
        visitor = guest(context, partner, OTHER_ADDRESS, factors=True)
        before = context.number(_FAILED)
        way(visitor)
        if (written := context.number(_FAILED) - before) != 1 or visitor.is_in:
            findings.append(f"Fehlversuch ({name}): {written} Zeilen statt einer.")
    if hashless := context.number(_HASHLESS):
        findings.append(f"{hashless} Zeilen tragen keinen Prüfwert.")
    clear = UNKNOWN_NAME.encode()
    if context.number(_IN_CLEAR, [clear, clear]):
        findings.append("Ein unbekannter Name steht im Klartext.")
    return verdict(
        findings,
        f"{len(ways)} Fehlversuche schrieben je eine Zeile ({', '.join(ways)}). "
        "Namen stehen nur als Prüfwert darin.",
    )


def _login(context: ProofContext, visitor: Guest, way: str) -> list[str]:
    if not visitor.is_in:
        return [f"Die Gegenprobe scheitert: {way} meldet niemanden an."]
    written = context.number(_LOGINS, [visitor.account.id])
    return [] if written == 1 else [f"Die Anmeldung über {way} schreibt {written} Zeilen statt einer."]


def _half_way(context: ProofContext, visitor: Guest) -> list[str]:
    """Give the password only, where a second factor is set up: nobody is in, and nothing is logged as a login."""
    password(visitor)
    is_logged = context.number(_LOGINS, [visitor.account.id])
    return ["Ein Passwort allein gilt trotz zweitem Faktor."] if visitor.is_in or is_logged else []

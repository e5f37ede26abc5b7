"""Prove C52: try to change the journal, tamper with it as the database's owner, look into it without a reason."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import connection, transaction

from partnerportal.database.context import acting_as
from partnerportal.database.keys import index_key
from partnerportal.journal.breaks import Break, BreakKind
from partnerportal.journal.lines import month_of
from partnerportal.journal.queries import own_log
from partnerportal.journal.rules import is_due
from partnerportal.journal.sealing import seal, sealable_months, trusted_keys
from partnerportal.journal.services import Asked, open_reading, record_failed_login, record_login
from partnerportal.journal.verification import verify
from partnerportal.kernel.crypto import SigningKey
from partnerportal.kernel.viewer import Role, Viewer
from partnerportal.notice.attempt import refusal
from partnerportal.notice.clause import Verdict, verdict
from partnerportal.notice.context import ProofContext

ROLES = ("portal_web", "portal_worker", "portal_retention")
TABLES = ("journal_entry", "journal_sealed_line", "journal_head", "journal_dropped_month")
CHANGES = {
    "journal_entry": "UPDATE journal_entry SET ip = '10.0.0.1'",
    "journal_sealed_line": "UPDATE journal_sealed_line SET leaf_hash = sha256('x')",
    "journal_head": "UPDATE journal_head SET size = size + 1",
    "journal_dropped_month": "UPDATE journal_dropped_month SET size = size + 1",
    "journal_reading": "UPDATE journal_reading SET reason = reason",
}
LINES = 6
_GRACE = timedelta(days=1)  # deletion follows within 24 hours
_IDS = "SELECT id FROM journal_entry WHERE account_id = %s ORDER BY id"
_SEEN = "SELECT count(*) FROM journal_entry"
_COPY = """
INSERT INTO journal_entry (kind, account_id, name_hash, occurred_at, ip, mac)
SELECT kind, account_id, name_hash, occurred_at, ip, mac FROM journal_entry WHERE id = %s
"""
_CUT = """
DELETE FROM journal_entry WHERE id IN (
    SELECT entry_id FROM journal_sealed_line WHERE month = %s ORDER BY leaf_index DESC LIMIT 2
)
"""


@dataclass(frozen=True, slots=True)
class Tampering:
    """Be one thing the database's owner could do, and what `journal verify` must call it."""

    name: str
    expected: BreakKind
    act: Callable[[], None]


def is_sealed_and_read_for_a_reason(context: ProofContext) -> Verdict:
    """Recompute the real journal; then write, seal and tamper with some lines; then look into them."""
    real = verify(now=context.now, mac_key=index_key(), trusted=trusted_keys())
    if real.first_break is not None:
        return verdict([f"Das Protokoll ist nicht unversehrt. {real.first_break.german}"], "")
    account = uuid.uuid4()
    key = _written_and_sealed(context, account)
    ids = [int(row[0]) for row in context.rows(_IDS, [account])]
    tamperings = _tamperings(context, ids)
    refused, allowed = _attempts(context)
    findings = [
        *_overdue(context),
        *allowed,
        *(found for tampering in tamperings if (found := _unnoticed(context, tampering, key))),
        *_closed_to_the_curious(context, account),
    ]
    return verdict(
        findings,
        f"{real.entries} Zeilen sind nachgerechnet und unversehrt. {len(tamperings)} Eingriffe des "
        f"Datenbankeigentümers wurden benannt, {refused} Versuche der Dienste abgewiesen. "
        "Ohne Grund sieht niemand das Protokoll.",
    )


def _written_and_sealed(context: ProofContext, account: uuid.UUID) -> SigningKey:
    """Write lines and seal them with a key of this proof alone; the rollback removes both."""
    for number in range(LINES):
        record_login(account_id=account, now=context.now + timedelta(microseconds=number), ip="2001:db8::52")
    record_failed_login(name=f"{account}@probe.invalid", now=context.now, ip="198.51.100.52")
    key = SigningKey.generate()
    seal(now=context.now, key=key)
    return key


def _overdue(context: ProofContext) -> list[str]:
    """Find months that should be gone."""
    late = [month for month in sealable_months() if is_due(month, context.now - _GRACE)]
    return [f"Der Monat {month:%Y-%m} ist fällig und noch nicht gelöscht." for month in late]


def _attempts(context: ProofContext) -> tuple[int, list[str]]:
    """Let each role change or remove what only grows; return the number of refusals, and what was not refused."""
    statements = [
        (role, table, f"{verb} {table}")
        for role in ROLES
        for table in TABLES
        for verb in ("DELETE FROM", "TRUNCATE")
    ]
    statements += [(role, table, change) for role in ROLES for table, change in CHANGES.items()]
    allowed = [
        f"Die Rolle {role} darf die Tabelle {table} ändern."
        for role, table, statement in statements
        if refusal(context, lambda role=role, statement=statement: _as_role(context, role, statement)) is None  # type: ignore[misc]
    ]
    return len(statements) - len(allowed), list(dict.fromkeys(allowed))


def _as_role(context: ProofContext, role: str, statement: str) -> None:
    context.execute(f"SET LOCAL ROLE {role}")
    context.execute(statement)


def _tamperings(context: ProofContext, ids: list[int]) -> tuple[Tampering, ...]:
    month = month_of(context.now)
    altered = "UPDATE journal_entry SET ip = '10.0.0.1' WHERE id = %s"
    removed = "DELETE FROM journal_entry WHERE id = %s"
    head = "UPDATE journal_head SET sealed_at = sealed_at - interval '1 hour' WHERE number = %s"
    last = context.number("SELECT max(number) FROM journal_head")
    return (
        Tampering("veränderte Zeile", BreakKind.ALTERED, lambda: context.execute(altered, [ids[1]])),
        Tampering("entfernte Zeile", BreakKind.REMOVED, lambda: context.execute(removed, [ids[1]])),
        Tampering("eingefügte Zeile", BreakKind.INSERTED, lambda: context.execute(_COPY, [ids[1]])),
        Tampering("vertauschte Zeile", BreakKind.SWAPPED, lambda: _swap(context, ids[1], ids[4])),
        Tampering("abgeschnittene letzte Zeile", BreakKind.CUT_OFF, lambda: context.execute(_CUT, [month])),
        Tampering("veränderte Unterschrift", BreakKind.HEAD_ALTERED, lambda: context.execute(head, [last])),
    )


def _swap(context: ProofContext, first: int, second: int) -> None:
    for old, new in ((first, -1), (second, first), (-1, second)):
        context.execute("UPDATE journal_entry SET id = %s WHERE id = %s", [new, old])


def _unnoticed(context: ProofContext, tampering: Tampering, key: SigningKey) -> str | None:
    """Tamper, verify, undo; return a finding when the break is not found under its name."""
    with transaction.atomic():
        tampering.act()
        found = _first_break(context, key, month_of(context.now))
        transaction.set_rollback(True)
    if found is None:
        return f"Eine {tampering.name} wird nicht gefunden."
    return None if found.kind is tampering.expected else f"Eine {tampering.name} wird falsch benannt."


def _first_break(context: ProofContext, key: SigningKey, month: date) -> Break | None:
    trusted = {*trusted_keys(), key.public}
    return verify(now=context.now, mac_key=index_key(), trusted=trusted, only=month).first_break


def _closed_to_the_curious(context: ProofContext, account: uuid.UUID) -> list[str]:
    """Look into the journal as officer without and with a reason, as administrator, and as the account itself."""
    officer = Viewer(role=Role.OFFICER, account_id=uuid.uuid4())
    findings = []
    if _seen_by(officer) or _seen_by(Viewer(role=Role.ADMINISTRATOR, account_id=officer.account_id)):
        findings.append("Ohne Grund ist das Protokoll lesbar.")
    with acting_as(officer):
        today = context.now.date()
        asked = Asked(today, today)
        open_reading(
            actor=officer, purpose="check", reason="Nachweis der Zusage C52", asked=asked, now=context.now
        )
    if not _seen_by(officer):
        findings.append("Mit Grund bleibt das Protokoll zu.")
    if _seen_by(Viewer(role=Role.ADMINISTRATOR, account_id=officer.account_id)):
        findings.append("Die Verwaltung kann das Protokoll lesen.")
    if context.number("SELECT count(*) FROM journal_reading WHERE account_id = %s", [officer.account]) != 1:
        findings.append("Die Einsicht wird nicht festgehalten.")
    context.execute("UPDATE journal_reading SET opened_at = opened_at - interval '16 minutes'")
    if _seen_by(officer):
        findings.append("Nach 15 Minuten bleibt das Protokoll offen.")
    return [*findings, *_own_log_is_wrong(account)]


def _seen_by(viewer: Viewer) -> int:
    with acting_as(viewer), connection.cursor() as cursor:
        cursor.execute(_SEEN)
        return int(cursor.fetchone()[0])


def _own_log_is_wrong(account: uuid.UUID) -> list[str]:
    viewer = Viewer(role=Role.STAFF, account_id=account)
    with acting_as(viewer):
        page = own_log(viewer=viewer, name=f"{account}@probe.invalid")
    kinds = sorted(line.kind for line in page.lines)
    if kinds == ["failed_login", *["login"] * LINES]:
        return []
    return ["Ein Zugang sieht nicht genau die eigenen Zeilen."]

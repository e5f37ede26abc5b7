"""Prove C48 to C50: change something, compare columns, forge a header, and read what was written."""

from __future__ import annotations

import uuid

from partnerportal.notice.attempt import refusal
from partnerportal.notice.browsing import sign_in
from partnerportal.notice.clause import Verdict, verdict
from partnerportal.notice.context import ProofContext
from partnerportal.notice.schema import columns_of
from partnerportal.notice.stage import set_stage, signed_in

JOURNAL_COLUMNS = {
    "id": "bigint",
    "kind": "text",
    "account_id": "uuid",
    "name_hash": "bytea",
    "occurred_at": "timestamp with time zone",
    "ip": "inet",
    "mac": "bytea",
}
LATEST_COLUMNS = {
    "account_id": "uuid",
    "kind": "character varying",
    "object_ref": "character varying",
    "occurred_at": "timestamp with time zone",
    "ip": "inet",
}
REAL_ADDRESS, FORGED_ADDRESS = "198.51.100.50", "203.0.113.66"
_LATEST = "SELECT count(*), max(kind), max(occurred_at) FROM journal_latesttransaction WHERE account_id = %s"
_TWICE = "SELECT count(*) - count(DISTINCT account_id) FROM journal_latesttransaction"
_SECOND = """
INSERT INTO journal_latesttransaction
SELECT * FROM journal_latesttransaction WHERE account_id = %s
"""
_ADDRESSES = "SELECT DISTINCT host(ip) FROM journal_entry WHERE ip IN (%s, %s)"


def keeps_the_latest_transaction(context: ProofContext) -> Verdict:
    """Change something twice and see one row that follows; then try to write a second one."""
    account = set_stage(context).near.owner
    client = signed_in(context, account, "198.51.100.48")
    findings = []
    client.post("/darstellung", {"appearance": "dark", "scheme": "dark", "next": "/"})
    first = context.rows(_LATEST, [account.id])[0]
    client.post("/sprache", {"language": "de", "next": "/"})
    second = context.rows(_LATEST, [account.id])[0]
    if first[0] != 1 or second[0] != 1:
        findings.append("Ein Vorgang hinterlässt nicht genau eine Zeile.")
    elif second[1] == first[1] or second[2] <= first[2]:
        findings.append("Ein Vorgang lässt die Zeile unberührt.")
    if context.number(_TWICE):
        findings.append("Ein Zugang hat zwei Zeilen.")
    if second[0] and refusal(context, lambda: context.execute(_SECOND, [account.id])) is None:
        findings.append("Die Datenbank nimmt eine zweite Zeile an.")
    return verdict(
        findings, "2 Vorgänge hinterließen 1 Zeile mit dem zweiten. Eine zweite Zeile wurde abgewiesen."
    )


def stores_account_and_instant(context: ProofContext) -> Verdict:
    """Compare the columns of both tables with the closed lists."""
    findings = [
        *_differences("journal_entry", columns_of(context, "journal_entry"), JOURNAL_COLUMNS),
        *_differences(
            "journal_latesttransaction", columns_of(context, "journal_latesttransaction"), LATEST_COLUMNS
        ),
    ]
    return verdict(
        findings,
        f"Beide Tabellen haben genau die {len(JOURNAL_COLUMNS)} und {len(LATEST_COLUMNS)} genannten Spalten.",
    )


def stores_the_real_address(context: ProofContext) -> Verdict:
    """Send a forged forwarding header from an address that is no declared proxy."""
    account = set_stage(context).near.owner
    client = context.client()
    client.defaults["REMOTE_ADDR"] = REAL_ADDRESS
    for header in ("HTTP_X_FORWARDED_FOR", "HTTP_X_REAL_IP", "HTTP_FORWARDED"):
        client.defaults[header] = FORGED_ADDRESS
    sign_in(client, account)
    sign_in(client, account, name=f"{uuid.uuid4().hex}@probe.invalid", password="falsch")  # noqa: S106
    stored = {str(row[0]) for row in context.rows(_ADDRESSES, [REAL_ADDRESS, FORGED_ADDRESS])}
    findings = []
    if FORGED_ADDRESS in stored:
        findings.append("Eine gefälschte Kopfzeile ändert die Adresse.")
    if REAL_ADDRESS not in stored:
        findings.append("Die Adresse der Verbindung fehlt.")
    return verdict(findings, "3 gefälschte Kopfzeilen blieben wirkungslos, gespeichert ist die Verbindung.")


def _differences(table: str, found: dict[str, str], promised: dict[str, str]) -> list[str]:
    return [
        *(f"{table}: Spalte {name} fehlt." for name in promised if name not in found),
        *(f"{table}: Spalte {name} ist nicht genannt." for name in found if name not in promised),
        *(
            f"{table}: Spalte {name} hat den Typ {found[name]}."
            for name in promised
            if name in found and not found[name].startswith(promised[name])
        ),
    ]

"""Prove C51: guess twenty passwords through the real sign-in page, for a name that exists and one that does not."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.test import Client

from partnerportal.accounts.rules.brakes import FREE_FAILURES, LOCK_AFTER
from partnerportal.accounts.rules.occasions import UNLOCK
from partnerportal.accounts.services.links import make_link
from partnerportal.database.context import acting_as
from partnerportal.kernel.viewer import WORKER
from partnerportal.notice.browsing import sign_in
from partnerportal.notice.clause import Verdict, verdict
from partnerportal.notice.context import ProofContext
from partnerportal.notice.schema import columns_of
from partnerportal.notice.stage import set_stage

TRIES = 20
HELD_BACK, LET_IN = 429, 302
WRONG = "ein-falsches-Probewort"
COLUMNS = frozenset({"key_hash", "failures", "last_failed_at", "blocked_until", "locked_at"})
_WAITED = """
UPDATE accounts_signinbrake SET blocked_until = last_failed_at WHERE locked_at IS NULL AND last_failed_at >= %s
"""
_IN_CLEAR = """
SELECT count(*) FROM accounts_signinbrake WHERE octet_length(key_hash) <> 32 OR position(%s::bytea IN key_hash) > 0
"""
_MAILS = """
SELECT count(*) FROM accounts_letter
WHERE occasion = 'account.locked' AND created_at >= %s AND account_id IS NOT DISTINCT FROM %s
"""


def brakes_guessing(context: ProofContext) -> Verdict:
    """Guess at once, guess with patience, read what is stored, then unlock by mail and sign in."""
    account = set_stage(context).near.owner
    unknown, impatient = (f"{uuid.uuid4().hex}@probe.invalid" for _name in range(2))
    findings = []
    if (looked_at := _guess(context, account, impatient, patient=False)) > FREE_FAILURES + 1:
        findings.append(f"{looked_at} von {TRIES} falschen Passwörtern wurden ohne Wartezeit geprüft.")
    for which, name, account_id in (
        ("Bekannter Name", account.email, account.id),
        ("Unbekannter Name", unknown, None),
    ):
        findings += [f"{which}: {finding}" for finding in _locking(context, account, name, account_id)]
    if columns_of(context, "accounts_signinbrake").keys() != COLUMNS:
        findings.append("Die Bremse speichert andere Spalten als genannt.")
    findings += _unlocking(context, account)
    return verdict(
        findings,
        f"Von {TRIES} falschen Passwörtern wurden ohne Wartezeit {FREE_FAILURES + 1}, mit Geduld {LOCK_AFTER} geprüft. "
        "Danach war gesperrt, mit Nachricht. Der Link darin öffnete wieder.",
    )


def _locking(context: ProofContext, account: Any, name: str, account_id: Any) -> Iterator[str]:
    if (looked_at := _guess(context, account, name, patient=True)) > LOCK_AFTER:
        yield f"{looked_at} von {TRIES} falschen Passwörtern wurden geprüft, ohne Sperre."
    if context.number(_MAILS, [context.now, account_id]) != 1:
        yield "Die Sperre veranlasst nicht genau eine Nachricht."
    if context.number(_IN_CLEAR, [name.encode()]):
        yield "Er steht im Klartext."


def _guess(context: ProofContext, account: Any, name: str, *, patient: bool) -> int:
    """Send wrong passwords for a name and return how many were looked at; who is patient waits out each pause."""
    client, looked_at = _client(context), 0
    for _try in range(TRIES):
        answer = sign_in(client, account, name=name, password=WRONG)
        looked_at += answer.status_code != HELD_BACK
        if patient:
            context.execute(_WAITED, [context.now])
    return looked_at


def _unlocking(context: ProofContext, account: Any) -> list[str]:
    client, findings = _client(context), []
    if sign_in(client, account).status_code != HELD_BACK:
        findings.append("Das richtige Passwort öffnet trotz der Sperre.")
    letter = apps.get_model("accounts.Letter")(account_id=account.id, occasion="account.locked")
    with acting_as(WORKER):
        _link, token = make_link(letter=letter, link=UNLOCK, now=context.now)
    client.post(f"/entsperren/{token}")
    if sign_in(client, account).status_code != LET_IN:
        findings.append("Der Link der Nachricht hebt die Sperre nicht auf.")
    return findings


def _client(context: ProofContext) -> Client:
    client = context.client()
    client.defaults["REMOTE_ADDR"] = "198.51.100.51"
    return client

"""Keep C31 to C33: the session ends, nothing stays behind, data are shown in the portal only."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.test import Client

from partnerportal.notice.browsing import SIGN_OUT, data_addresses, visit
from partnerportal.notice.clause import Clause, Kind, Verdict, verdict
from partnerportal.notice.context import ProofContext
from partnerportal.notice.mail_seen import mails_with_data
from partnerportal.notice.network import headers_over_network
from partnerportal.notice.scripts_seen import scripts_with_storage
from partnerportal.notice.stage import set_stage, signed_in

CLEANED_WITHIN = timedelta(minutes=5)
_LEFT_OVER = "SELECT count(*) FROM accounts_session WHERE expires_at < %s OR last_seen_at < %s"
_OWN = "SELECT count(*) FROM accounts_session WHERE account_id = %s"
_FOREIGN = re.compile(r"""(?:<(?:link|script|img|iframe)[^>]*(?:src|href)|action)=["']?(?:https?:)?//""")


def ends_the_session(context: ProofContext) -> Verdict:
    """Open a session, end it in all three ways, and come back with the old cookie."""
    account = set_stage(context).near.owner
    findings = [
        finding
        for way, end in _ways_to_end(context, account)
        for finding in _survival(context, account, way, end)
    ]
    grace = context.now - CLEANED_WITHIN
    if left := context.number(_LEFT_OVER, [grace, grace - settings.SESSION_IDLE]):
        findings.append(f"{left} Sitzungen sind über ihr Ende hinaus gespeichert.")
    return verdict(
        findings,
        "Nach Abmeldung, Leerlauf und Höchstdauer öffnet der alte Cookie nichts mehr. "
        "0 Sitzungen sind über ihr Ende hinaus gespeichert.",
    )


def leaves_nothing_behind(context: ProofContext) -> Verdict:
    """Ask every data address for its headers, sign out, and look into the scripts for stored data."""
    stage = set_stage(context)
    asked, findings = 0, []
    for account in (stage.near.owner, stage.clerk):
        client = signed_in(context, account, "198.51.100.32")
        for path in _plain_paths():
            asked += 1
            if "no-store" not in visit(client, path).headers.get("Cache-Control", ""):
                findings.append(f"Ohne „no-store“: {path}.")
    cleared = (
        signed_in(context, stage.near.owner, "198.51.100.32")
        .post(SIGN_OUT)
        .headers.get("Clear-Site-Data", "")
    )
    if '"cache"' not in cleared or '"storage"' not in cleared:
        findings.append("Die Abmeldung leert den Browser nicht.")
    findings += [f"Das Skript {name} speichert im Browser." for name in scripts_with_storage()]
    findings += _kept_over_the_network(context)
    return verdict(
        findings,
        f"{asked} Abrufe verbieten dem Browser das Speichern. Die Abmeldung leert ihn, kein Skript speichert dort.",
    )


def shows_data_in_the_portal_only(context: ProofContext) -> Verdict:
    """Read the mails that went out, and look at every page for addresses outside the portal."""
    client = signed_in(context, set_stage(context).near.owner, "198.51.100.33")
    findings, pages = [], 0
    for path in (*_plain_paths(), "/datenschutzerklaerung", "/impressum", "/hilfe"):
        response = client.get(path)
        pages += response.status_code == 200
        if _FOREIGN.search(response.content.decode(errors="replace")):
            findings.append(f"Die Seite lädt etwas von fremden Servern: {path}.")
        policy = response.headers.get("Content-Security-Policy", "")
        if "default-src 'none'" not in policy or "http" in policy or "*" in policy:
            findings.append(f"Die Seite erlaubt fremde Server: {path}.")
    mails, with_data = mails_with_data(context)
    if with_data:
        findings.append(f"{with_data} E-Mails enthalten Daten.")
    return verdict(
        findings,
        f"{pages} Seiten laden nichts von fremden Servern. {mails} E-Mails geprüft, 0 enthalten Daten.",
    )


def _kept_over_the_network(context: ProofContext) -> list[str]:
    if context.base_url is None:
        return []
    headers = headers_over_network(context.base_url, "/anmelden")
    if headers is None:
        return ["Der laufende Server antwortet nicht."]
    is_kept = "no-store" not in headers.get("cache-control", "")
    return ["Der laufende Server lässt den Browser speichern."] if is_kept else []


def _plain_paths() -> list[str]:
    return [address.path({}) for address in data_addresses() if not address.parameters]


def _ways_to_end(context: ProofContext, account: Any) -> list[tuple[str, Callable[[Client], object]]]:
    idle = "UPDATE accounts_session SET last_seen_at = last_seen_at - %s WHERE account_id = %s"
    absolute = "UPDATE accounts_session SET expires_at = %s WHERE account_id = %s"
    return [
        ("der Abmeldung", lambda client: client.post(SIGN_OUT)),
        ("dem Leerlauf", lambda _client: context.execute(idle, [settings.SESSION_IDLE, account.id])),
        ("der Höchstdauer", lambda _client: context.execute(absolute, [context.now, account.id])),
    ]


def _survival(context: ProofContext, account: Any, way: str, end: Callable[[Client], object]) -> list[str]:
    client = signed_in(context, account, "198.51.100.31")
    path = next((path for path in _plain_paths() if client.get(path).status_code == 200), None)
    if path is None:
        return ["Die Gegenprobe scheitert: Auch eine gültige Sitzung öffnet nichts."]
    cookies = {name: morsel.value for name, morsel in client.cookies.items()}
    end(client)
    returning = context.client()
    for name, value in cookies.items():
        returning.cookies[name] = value
    is_open = returning.get(path).status_code == 200 or context.number(_OWN, [account.id])
    return [f"Der alte Cookie öffnet nach {way} noch das Portal."] if is_open else []


CLAUSES = (
    Clause(
        id="C31",
        section=2,
        kinds=(Kind.ENFORCED,),
        sentence=(
            "Eine Sitzung endet mit der Abmeldung oder durch Ablauf: "
            "nach {idle_minutes} Minuten ohne Eingabe, spätestens nach {absolute_hours} Stunden."
        ),
        sentence_en=(
            "A session ends when you log out or when it expires: "
            "after {idle_minutes} minutes without input, after {absolute_hours} hours at the latest."
        ),
        implementation=(
            "Die Sitzung liegt auf dem Server und wird dort gelöscht. "
            "Vor dem Ablauf warnen wir und bieten eine Verlängerung an."
        ),
        implementation_en=(
            "The session is kept on the server and deleted there. "
            "We warn before it ends and offer to extend it."
        ),
        legal_basis="Art. 5 Abs. 1 Buchst. e und Art. 32 DSGVO",
        proof=ends_the_session,
    ),
    Clause(
        id="C32",
        section=2,
        kinds=(Kind.ENFORCED,),
        sentence="Danach stehen die verwendeten Daten im Browser nicht mehr zur Verfügung.",
        sentence_en="Afterwards the data used are no longer available in the browser.",
        implementation=(
            "Seiten mit Daten darf der Browser nicht speichern. "
            "Bei der Abmeldung löscht er alles, was er vom Portal hatte."
        ),
        implementation_en=(
            "The browser must not store pages with data. "
            "On logout it deletes everything it had from the portal."
        ),
        legal_basis="Art. 5 Abs. 1 Buchst. f und Art. 32 DSGVO",
        proof=leaves_nothing_behind,
    ),
    Clause(
        id="C33",
        section=2,
        kinds=(Kind.ENFORCED, Kind.OBSERVED),
        sentence="Daten zeigen wir ausschließlich im Portal.",
        sentence_en="We show data in the portal only.",
        implementation=(
            "E-Mails sagen nur, dass es Neues im Portal gibt. Die Seiten laden nichts von fremden Servern."
        ),
        implementation_en=(
            "Mails only say that there is news in the portal. Pages load nothing from other servers."
        ),
        legal_basis="Art. 5 Abs. 1 Buchst. f und Art. 32 DSGVO",
        proof=shows_data_in_the_portal_only,
    ),
)

"""Keep C06: no secret in mail, log, address, job or row; one account per person, in a few places, new ones told."""

from __future__ import annotations

import logging
import re
import secrets
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core import mail
from django.test import Client

from partnerportal.accounts.models import Letter
from partnerportal.accounts.services.letters import order_letter, send_letter
from partnerportal.accounts.terms import NOTICE_VERSION, TERMS_VERSION
from partnerportal.database.context import acting_as
from partnerportal.kernel.viewer import WORKER
from partnerportal.notice.attempt import refusal
from partnerportal.notice.browsing import sign_in
from partnerportal.notice.clause import Verdict, verdict
from partnerportal.notice.context import ProofContext
from partnerportal.notice.stage import made_up_account, set_stage
from partnerportal.notice.traces import mails_kept, sessions_with, tables_with, text_of_mail, written_log
from partnerportal.notice.ways_in import Guest, app, guest, recovery_code

ADDRESS = "198.51.100.6"
BROWSERS = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:150.0) Gecko/20100101 Firefox/150.0",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 15_0) AppleWebKit/605.1.15 Version/19.0 Safari/605.1.15",
)
LETTERS = 2
NEWCOMER = {
    "first_name": "Probe",
    "last_name": "Gast",
    "street": "Probeweg 1",
    "postal_code": "00000",
    "city": "Probe",
    "born_on_day": "1",
    "born_on_month": "1",
    "born_on_year": "1980",
    "terms": TERMS_VERSION,
    "notice": NOTICE_VERSION,
}
_LINK = re.compile(r"https?://\S+?(/\S+/([A-Za-z0-9_-]{20,}))\s")
_CROWDED = """
SELECT count(*) FROM (
    SELECT FROM accounts_session WHERE account_id IS NOT NULL AND expires_at > %s AND last_seen_at > %s
    GROUP BY account_id HAVING count(*) > %s
) AS crowd
"""
_OF_ACCOUNT = "SELECT count(*) FROM accounts_session WHERE account_id = %s"
_TOLD = "SELECT count(*) FROM accounts_letter WHERE occasion = 'device.new' AND account_id = %s"
_TWICE = (
    "SELECT count(*) FROM (SELECT FROM accounts_account GROUP BY lower(email) HAVING count(*) > 1) AS twice"
)
_SAME_ADDRESS = """
INSERT INTO accounts_account SELECT (jsonb_populate_record(account, jsonb_build_object('id', gen_random_uuid()))).*
FROM accounts_account AS account WHERE id = %s
"""


@dataclass(slots=True, repr=False)
class Trail:
    """Collect secrets and tokens that were used, and what answers and mails said meanwhile."""

    secrets: list[str] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)
    mails: list[str] = field(default_factory=list)
    tokens: list[str] = field(default_factory=list)
    refused: int = 0

    def new_password(self) -> str:
        """Return a strong password nobody has, and remember it."""
        self.secrets.append("-".join(secrets.token_hex(3) for _group in range(4)))
        return self.secrets[-1]

    def note(self, answer: Any) -> Any:
        """Remember where an answer leads and what it shows."""
        self.answers.append(answer.headers.get("Location", "") + answer.content.decode(errors="replace"))
        return answer

    def expect(self, answer: Any) -> None:
        """Remember an answer that must lead on: the secret in the form was right."""
        self.refused += self.note(answer).status_code != 302


def keeps_credentials_secret(context: ProofContext) -> Verdict:
    """Use marked secrets everywhere one is typed and look for them; then crowd one account with sign-ins."""
    limits = [context.now, context.now - settings.SESSION_IDLE, settings.SESSIONS_PER_ACCOUNT]
    crowded, twice = context.number(_CROWDED, limits), context.number(_TWICE)
    stage = set_stage(context)
    trail = Trail()
    with written_log() as log, mails_kept() as outbox:
        for step in (_fail, _reset, _accept_invitation, _use_factors, _report_an_error):
            step(context, stage, trail)
        trail.mails += [text_of_mail(message) for message in outbox]
        lines = log.getvalue()
    findings = [
        *([f"{crowded} Zugänge sind an mehr Orten angemeldet als erlaubt."] if crowded else []),
        *([f"{twice} E-Mail-Adressen gehören zu mehreren Zugängen."] if twice else []),
        *_found(context, trail, lines),
        *_one_each(context, stage.near.owner),
        *_places(context, made_up_account(context.now, role="owner", partner=stage.near.partner)),
    ]
    return verdict(
        findings,
        f"{len(trail.secrets)} Geheimnisse benutzt: 0 davon in {len(trail.mails)} E-Mails, "
        f"{len(lines.splitlines())} Protokollzeilen, {len(trail.answers)} Antworten und allen Tabellen. "
        f"Ein Zugang bleibt an höchstens {settings.SESSIONS_PER_ACCOUNT} Orten angemeldet, "
        "ein neues Gerät wird gemeldet.",
    )


def _fail(context: ProofContext, stage: Any, trail: Trail) -> None:
    """Type a password wrongly, and type one where the name belongs; only rows and log must not know that one."""
    client = _client(context)
    trail.note(sign_in(client, stage.near.owner, password=trail.new_password()))
    sign_in(client, stage.near.owner, name=f"{trail.new_password()}@probe.invalid", password="falsch")  # noqa: S106


def _reset(context: ProofContext, stage: Any, trail: Trail) -> None:
    """Forget the password, follow the mail's link, set a new one and sign in with it."""
    account, client = made_up_account(context.now, role="staff", partner=stage.near.partner), _client(context)
    trail.expect(client.post("/passwort-vergessen", {"email": account.email}))
    for path in _links_sent(context, trail):
        password = trail.new_password()
        trail.note(client.get(path))
        trail.expect(client.post(path, {"password": password}))
        trail.expect(sign_in(client, account, password=password))


def _accept_invitation(context: ProofContext, stage: Any, trail: Trail) -> None:
    """Follow an invitation and choose the first password."""
    invitation = apps.get_model("accounts.Invitation")._default_manager.create(
        email=f"{uuid.uuid4().hex}@probe.invalid",
        role="staff",
        partner=stage.near.partner,
        invited_by=stage.near.owner,
        created_at=context.now,
        expires_at=context.now + timedelta(hours=72),
    )
    order_letter(occasion="invitation", invitation_id=invitation.id, now=context.now)
    for path in _links_sent(context, trail):
        client = _client(context)
        trail.note(client.get(path))
        trail.expect(client.post(path, {**NEWCOMER, "password": trail.new_password()}))


def _use_factors(context: ProofContext, stage: Any, trail: Trail) -> None:
    """Sign in with an app and with a recovery code."""
    for way in (app, recovery_code):
        visitor: Guest = guest(context, stage.near.partner, ADDRESS, factors=True)
        trail.secrets += [visitor.secret, *visitor.codes]
        trail.expect(way(visitor))


def _report_an_error(_context: ProofContext, _stage: Any, trail: Trail) -> None:
    """Report a defect whose message holds a secret, as a failing library might."""
    try:
        raise ValueError(trail.new_password())
    except ValueError:
        logging.getLogger("django.request").exception("Internal Server Error: %s", trail.secrets[-1])


def _links_sent(context: ProofContext, trail: Trail) -> Iterator[str]:
    """Send what is ordered as the worker does and return the paths of the links; their tokens are secrets too."""
    before = len(mail.outbox)
    for letter_id in list(
        Letter.objects.filter(sent_at__isnull=True, created_at__gte=context.now).values_list("id", flat=True)
    ):
        with acting_as(WORKER):
            send_letter(letter_id=letter_id, now=context.now, origin=settings.PORTAL_ORIGIN)
    for message in mail.outbox[before:]:
        if found := _LINK.search(str(message.body)):
            trail.tokens.append(found[2])
            yield found[1]


def _found(context: ProofContext, trail: Trail, lines: str) -> list[str]:
    """Return a finding for each place a secret was left in."""
    hidden = [*trail.secrets, *trail.tokens]
    tables = tables_with(context, hidden)
    in_sessions = sessions_with(trail.secrets)
    return [
        *(f"Ein Geheimnis steht in der Tabelle {table}." for table in tables),
        *(["Ein Geheimnis steht in den Daten einer Sitzung."] if in_sessions else []),
        *(["Ein Geheimnis steht im Serverprotokoll."] if _holds(lines, hidden) else []),
        *(["Das Serverprotokoll wurde nicht gelesen."] if not lines else []),
        *(["Ein Passwort steht in einer E-Mail."] if _holds("\n".join(trail.mails), trail.secrets) else []),
        *(
            ["Ein Passwort steht in einer Antwort."]
            if _holds("\n".join(trail.answers), trail.secrets)
            else []
        ),
        *([] if len(trail.tokens) == LETTERS else ["Die Gegenprobe scheitert: eine E-Mail kam nicht an."]),
        *(["Die Gegenprobe scheitert: ein Geheimnis wurde nicht angenommen."] if trail.refused else []),
    ]


def _holds(text: str, words: list[str]) -> bool:
    return any(word in text for word in words)


def _one_each(context: ProofContext, account: Any) -> list[str]:
    is_refused = refusal(context, lambda: context.execute(_SAME_ADDRESS, [account.id])) is not None
    return [] if is_refused else ["Zwei Zugänge dürfen dieselbe E-Mail-Adresse haben."]


def _places(context: ProofContext, account: Any) -> list[str]:
    """Sign in once more than allowed, the last time with another browser."""
    clients = []
    for number in range(settings.SESSIONS_PER_ACCOUNT + 1):
        client = _client(context, BROWSERS[number == settings.SESSIONS_PER_ACCOUNT])
        sign_in(client, account)
        clients.append(client)
    places, told = context.number(_OF_ACCOUNT, [account.id]), context.number(_TOLD, [account.id])
    return [
        *(
            [f"Ein Zugang ist an {places} Orten zugleich angemeldet."]
            if places > settings.SESSIONS_PER_ACCOUNT
            else []
        ),
        *(
            []
            if places and clients[-1].get("/sitzung/stand").json()["seconds_left"]
            else ["Niemand ist angemeldet."]
        ),
        *([] if told == 1 else ["Ein neues Gerät wird nicht gemeldet."]),
    ]


def _client(context: ProofContext, browser: str = BROWSERS[0]) -> Client:
    client = context.client()
    client.defaults |= {"REMOTE_ADDR": ADDRESS, "HTTP_USER_AGENT": browser}
    return client

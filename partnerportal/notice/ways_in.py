"""Sign a made-up account in by every way there is, and fail at every one of them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from html import unescape
from typing import Any

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client

from partnerportal.accounts import demo_door
from partnerportal.accounts.services.factors_codes import make_codes
from partnerportal.accounts.services.factors_passkeys import add_passkey, begin_adding
from partnerportal.accounts.services.factors_totp import NEVER, PERIOD_SECONDS, new_secret, store_totp
from partnerportal.kernel.clock import utc_now
from partnerportal.notice.browsing import sign_in
from partnerportal.notice.context import ProofContext
from partnerportal.notice.software_key import SoftwareKey
from partnerportal.notice.stage import made_up_account

SECOND_FACTOR, PASSKEY, DOOR = "/anmelden/zweiter-faktor", "/anmelden/passkey", "/demo/anmelden"
WRONG_PASSWORD = "ein-falsches-Probewort"  # noqa: S105 - wrong on purpose
UNKNOWN_NAME = "ein-vertipptes-geheimwort"
_OPTIONS = re.compile(r'data-options="([^"]+)"')


@dataclass(frozen=True, slots=True, repr=False)
class Guest:
    """Be a made-up account at the door, with all it could prove itself by; `has_factors` while they are stored."""

    account: Any
    client: Client
    secret: str = ""
    codes: tuple[str, ...] = ()
    key: SoftwareKey | None = None

    @property
    def is_in(self) -> bool:
        """Say whether the browser has a session of an account."""
        return bool(self.client.get("/sitzung/stand").json()["seconds_left"])


Way = Callable[[Guest], Any]


def guest(context: ProofContext, partner: Any, address: str, *, factors: bool) -> Guest:
    """Write an owner of the partner, with app, recovery codes and passkey or with a password alone."""
    account = made_up_account(context.now, role="owner", partner=partner)
    client = context.client()
    client.defaults["REMOTE_ADDR"] = address
    if not factors:
        return Guest(account, client)
    secret, now = new_secret(), context.now
    store_totp(account_id=account.id, secret=secret, used_step=NEVER, now=now)
    return Guest(account, client, secret, make_codes(account_id=account.id, now=now), _passkey(account, now))


def password(visitor: Guest) -> Any:
    """Sign in with name and password."""
    return sign_in(visitor.client, visitor.account)


def app(visitor: Guest) -> Any:
    """Sign in with password and the code of an app."""
    step = int(utc_now().timestamp()) // PERIOD_SECONDS
    return _second(visitor, {"code": format_hotp_value(hotp_value(visitor.secret, step))})


def recovery_code(visitor: Guest) -> Any:
    """Sign in with password and a recovery code."""
    return _second(visitor, {"recovery_code": visitor.codes[0]})


def passkey_second(visitor: Guest) -> Any:
    """Sign in with password and passkey."""
    return _passkey_second(visitor, visitor.key)


def passkey_alone(visitor: Guest) -> Any:
    """Sign in with a passkey instead of a password."""
    return _passkey_alone(visitor, visitor.key)


def demo(visitor: Guest) -> Any:
    """Go through the demo's one-click door."""
    return visitor.client.post(DOOR, {"email": visitor.account.email, "next": "/"})


def ways_in() -> Mapping[str, Way]:
    """Return every way by its German name; the first needs an account without second factor."""
    ways: dict[str, Way] = {
        "Passwort": password,
        "Passwort und App": app,
        "Passwort und Wiederherstellungscode": recovery_code,
        "Passwort und Passkey": passkey_second,
        "Passkey allein": passkey_alone,
    }
    return ways | {"Vorführtür": demo} if demo_door.is_open() else ways


def failures() -> Mapping[str, Way]:
    """Return every way to fail by its German name."""
    return {
        "falsches Passwort": lambda each: sign_in(each.client, each.account, password=WRONG_PASSWORD),
        "unbekannter Name": lambda each: sign_in(
            each.client, each.account, name=f"{UNKNOWN_NAME}@probe.invalid", password=WRONG_PASSWORD
        ),
        "falscher Code": lambda each: _second(each, {"code": "000000"}),
        "falscher Wiederherstellungscode": lambda each: _second(each, {"recovery_code": "AAAAA-AAAAA"}),
        "fremder Passkey nach dem Passwort": lambda each: _passkey_second(each, SoftwareKey(each.account.id)),
        "fremder Passkey allein": lambda each: _passkey_alone(each, SoftwareKey(each.account.id)),
    }


def _second(visitor: Guest, proof: dict[str, str]) -> Any:
    password(visitor)
    return visitor.client.post(SECOND_FACTOR, proof)


def _passkey_second(visitor: Guest, key: SoftwareKey | None) -> Any:
    password(visitor)
    found = _OPTIONS.search(visitor.client.get(SECOND_FACTOR).content.decode())
    return visitor.client.post(SECOND_FACTOR, _credential(key, unescape(found[1]) if found else ""))


def _passkey_alone(visitor: Guest, key: SoftwareKey | None) -> Any:
    return visitor.client.post(PASSKEY, _credential(key, visitor.client.get(PASSKEY).content.decode()))


def _credential(key: SoftwareKey | None, options: str) -> dict[str, str]:
    return {"credential": json.dumps(key.used(options)) if key and options else "", "next": "/"}


def _passkey(account: Any, now: datetime) -> SoftwareKey:
    key, ceremony = SoftwareKey(account.id), begin_adding(account=account)
    add_passkey(
        account_id=account.id, name="Probe", answer=key.made(ceremony.options), state=ceremony.state, now=now
    )
    return key

"""What accounts can name of their own in the matrix: factors, sessions, recoveries, services."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from uuid import uuid4

from allauth.mfa.models import Authenticator
from django.conf import settings

from partnerportal.accounts.models import Account, ApiToken, FactorRecovery, Session
from partnerportal.accounts.rules.services_registry import SERVICES
from partnerportal.accounts.services.api_tokens import create_token
from partnerportal.accounts.services.factors_passkeys import add_passkey, begin_adding
from partnerportal.accounts.services.recovery import ask_for_recovery
from partnerportal.database.context import acting_as
from partnerportal.kernel.clock import berlin_date
from partnerportal.kernel.viewer import GATE, Viewer
from partnerportal.partners.models import Partner
from tests.accounts.software_key import SoftwareKey
from tests.cast import AccountMaker, House, signed_in_client

NOBODY: frozenset[str] = frozenset()
Row = tuple[str, dict[str, object], frozenset[str]]


def own_things(house: House, viewers: dict[str, Viewer], now: datetime) -> dict[str, list[Row]]:
    """Give everybody two passkeys, and two owners a session elsewhere and a colleague who lost a factor."""
    for viewer in viewers.values():
        if viewer.is_signed_in:
            _two_passkeys(viewer, now)
    owners = {"lindner": house.lindner, "petersen": house.petersen}
    lost = {"lindner": house.voss, "petersen": _colleague(house.petersen)}
    return {
        "factor": _each("factor_id", {name: _newest_factor(viewer) for name, viewer in owners.items()}, 0),
        "session": _each("handle", {name: _session(viewer) for name, viewer in owners.items()}, uuid4()),
        "recovery": _recoveries({name: _recovery(viewer, now) for name, viewer in lost.items()}),
        "token": _each("token_id", {name: _token(viewer, now) for name, viewer in owners.items()}, uuid4()),
        "service": [
            ("known", {"service": next(iter(SERVICES))}, frozenset(viewers)),
            ("unknown", {"service": "gibt-es-nicht"}, NOBODY),
        ],
    }


def _each(name: str, things: dict[str, object], unknown: object) -> list[Row]:
    own: list[Row] = [(f"{member}'s", {name: thing}, frozenset({member})) for member, thing in things.items()]
    return [*own, ("unknown", {name: unknown}, NOBODY)]


def _token(owner: Viewer, now: datetime) -> object:
    with acting_as(owner):
        create_token(
            actor=owner,
            name="Verwaltungsprogramm",
            scopes=["contracts:read"],
            ends_on=berlin_date(now) + timedelta(days=90),
            now=now,
        )
        return ApiToken.objects.get(account_id=owner.account).id


def _recoveries(things: dict[str, object]) -> list[Row]:
    own: list[Row] = [
        ("of a colleague", {"recovery_id": things["lindner"]}, frozenset({"lindner", "administrator"})),
        ("elsewhere", {"recovery_id": things["petersen"]}, frozenset({"petersen", "administrator"})),
    ]
    return [*own, ("unknown", {"recovery_id": uuid4()}, NOBODY)]


def _colleague(owner: Viewer) -> Viewer:
    partner = Partner.objects.get(id=owner.partner)
    return AccountMaker("!")(f"{uuid4()}@portal.example", "Meike", "Boysen", "staff", partner=partner)


def _two_passkeys(viewer: Viewer, now: datetime) -> None:
    account = Account.objects.get(id=viewer.account)
    for name in ("Laptop", "Telefon"):
        ceremony = begin_adding(account=account)
        made = json.loads(SoftwareKey(settings.PORTAL_ORIGIN).made(ceremony.options))
        add_passkey(account_id=account.id, name=name, answer=made, state=ceremony.state, now=now)


def _newest_factor(viewer: Viewer) -> object:
    return Authenticator.objects.filter(user_id=viewer.account).latest("id").id


def _session(viewer: Viewer) -> object:
    signed_in_client(viewer)
    return Session.objects.filter(account_id=viewer.account).latest("created_at").handle


def _recovery(viewer: Viewer, now: datetime) -> object:
    with acting_as(GATE):
        ask_for_recovery(account_id=viewer.account, now=now)
    return FactorRecovery.objects.get(account_id=viewer.account).id

"""Add and check passkeys (WebAuthn Level 3) for the portal's own origin."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar
from urllib.parse import urlsplit
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction
from fido2.server import Fido2Server
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from partnerportal.accounts.models import Account
from partnerportal.accounts.queries.factors_data import opened
from partnerportal.accounts.rules.factors import FactorKind, passkey_refused
from partnerportal.accounts.services.factors_data import add_row, note_use

Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Ceremony:
    """Hold what a browser is asked (`options`, JSON) and what the session keeps until it answers (`state`)."""

    options: str
    state: dict[str, Any]


def begin_adding(*, account: Account) -> Ceremony:
    """Ask a browser for a new passkey; those the account has are named, so none is added twice."""
    person = PublicKeyCredentialUserEntity(
        id=account.id.bytes, name=account.email, display_name=f"{account.first_name} {account.last_name}"
    )
    options, state = _server().register_begin(
        person,
        credentials=[known.credential for known in _known(account.id)],
        resident_key_requirement=ResidentKeyRequirement.PREFERRED,
        user_verification=UserVerificationRequirement.PREFERRED,
    )
    return Ceremony(json.dumps(dict(options)), dict(state))


def add_passkey(
    *, account_id: UUID, name: str, answer: dict[str, Any], state: dict[str, Any] | None, now: datetime
) -> None:
    """Store the passkey a browser made. Raises: Refused."""
    made = _attempt(lambda: _server().register_complete(state or {}, answer))
    content = {
        "name": name,
        "credential": b64encode(made.credential_data or b"").decode(),
        "uses": made.counter,
    }
    add_row(account_id=account_id, kind=FactorKind.PASSKEY, content=content, now=now)


def begin_using(*, account_id: UUID | None) -> Ceremony:
    """Ask a browser for a passkey: of this account after its password, of any account instead of a password.

    Instead of a password the device must have verified its person (PIN, finger, face).
    """
    needs = UserVerificationRequirement.PREFERRED if account_id else UserVerificationRequirement.REQUIRED
    credentials = [known.credential for known in _known(account_id)] if account_id else None
    options, state = _server().authenticate_begin(credentials, user_verification=needs)
    return Ceremony(json.dumps(dict(options)), dict(state))


def account_named_by(answer: dict[str, Any]) -> UUID | None:
    """Return the account a passkey says it belongs to; nothing is proven by that."""
    try:
        return UUID(bytes=AuthenticationResponse.from_dict(answer).response.user_handle or b"")
    except (ValueError, TypeError, KeyError):
        return None


@transaction.atomic
def use_passkey(
    *, account_id: UUID, answer: dict[str, Any], state: dict[str, Any] | None, now: datetime
) -> None:
    """Check that one of the account's passkeys signed the challenge of this session. Raises: Refused.

    A counter that does not grow tells of a copied device (WebAuthn 7.2, step 22); most passkeys do not count.
    """
    known = _known(account_id, lock=True)
    credentials = [one.credential for one in known]
    used = _attempt(lambda: _server().authenticate_complete(state or {}, credentials, answer))
    row, content = next(
        (one.row, one.content) for one in known if one.credential.credential_id == used.credential_id
    )
    uses = AuthenticationResponse.from_dict(answer).response.authenticator_data.counter
    if (uses or content["uses"]) and uses <= content["uses"]:
        raise passkey_refused()
    note_use(row, content | {"uses": uses}, now)


@dataclass(frozen=True, slots=True)
class _Passkey:
    row: Authenticator
    content: dict[str, Any]
    credential: AttestedCredentialData


def _known(account_id: UUID, *, lock: bool = False) -> list[_Passkey]:
    rows = Authenticator.objects.filter(user_id=account_id, type=FactorKind.PASSKEY.value).order_by("id")
    found = list(rows.select_for_update() if lock else rows)
    return [
        _Passkey(row, content, AttestedCredentialData(b64decode(content["credential"])))
        for row, content in zip(found, opened(found), strict=True)
    ]


def _server() -> Fido2Server:
    """Return the checks for the portal's own host and origin; another origin of the same host is refused."""
    host = urlsplit(settings.PORTAL_ORIGIN).hostname
    portal = PublicKeyCredentialRpEntity(name=settings.CONTROLLER.operator.short_name, id=host)
    return Fido2Server(portal, verify_origin=lambda origin: origin == settings.PORTAL_ORIGIN)


def _attempt(ceremony: Callable[[], Answer]) -> Answer:
    """Run the library's check. Raises: Refused for an answer that is wrong or cannot be read."""
    try:
        return ceremony()
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise passkey_refused() from error

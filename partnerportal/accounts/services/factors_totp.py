"""Set up and check codes of an authenticator app (RFC 6238: SHA-1, six digits, 30 seconds)."""

from __future__ import annotations

from datetime import datetime
from hmac import compare_digest
from uuid import UUID

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, generate_totp_secret, hotp_value
from django.db import transaction

from partnerportal.accounts.queries.factors_data import opened
from partnerportal.accounts.rules.factors import FactorKind, totp_digits, wrong_code
from partnerportal.accounts.services.factors_data import add_row, locked_row, note_use, sealed

PERIOD_SECONDS = 30
NEVER = -1


def new_secret() -> str:
    """Return a fresh random secret of 160 bits, in base 32 as apps take it."""
    return str(generate_totp_secret())


def sealed_secret(*, account_id: UUID, secret: str, now: datetime) -> dict[str, str]:
    """Return a secret as the session keeps it until the app is confirmed."""
    return sealed(account_id, {"secret": secret}, now)


def opened_secret(*, account_id: UUID, box: dict[str, str]) -> str:
    """Return the secret the session kept. Raises: CryptoError."""
    [content] = opened([Authenticator(user_id=account_id, data=box)])
    return str(content["secret"])


def check_first_code(*, secret: str, code: str, now: datetime) -> int:
    """Return the time step of the code that confirms a new app. Raises: Refused."""
    step = _step_of(secret, totp_digits(code), now, NEVER)
    if step is None:
        raise wrong_code()
    return step


def store_totp(*, account_id: UUID, secret: str, used_step: int, now: datetime) -> None:
    """Store the app of an account; the step that confirmed it counts as used."""
    content = {"secret": secret, "used_step": used_step}
    add_row(account_id=account_id, kind=FactorKind.TOTP, content=content, now=now)


@transaction.atomic
def use_totp(*, account_id: UUID, code: str, now: datetime) -> bool:
    """Say whether the code fits, and use it up: no code of its step or an earlier one fits again (RFC 6238, 5.2).

    The step is kept in the row, not in a cache: every process of the portal knows it.
    """
    row = locked_row(account_id, FactorKind.TOTP)
    if row is None:
        return False
    [content] = opened([row])
    step = _step_of(content["secret"], totp_digits(code), now, content["used_step"])
    if step is None:
        return False
    note_use(row, content | {"used_step": step}, now)
    return True


def _step_of(secret: str, code: str, now: datetime, used_step: int) -> int | None:
    """Return the time step the code belongs to: the running one or a neighbour, and later than the one used."""
    running = int(now.timestamp()) // PERIOD_SECONDS
    found = None
    for step in range(running - 1, running + 2):
        is_right = compare_digest(format_hotp_value(hotp_value(secret, step)), code)
        if is_right and step > used_step:
            found = step
    return found

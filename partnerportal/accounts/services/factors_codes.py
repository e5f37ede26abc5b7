"""Make and use recovery codes; only their hashes are stored, each code opens once."""

from __future__ import annotations

import secrets
from datetime import datetime
from hmac import compare_digest
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.db import transaction

from partnerportal.accounts.hashing import PortalArgon2Hasher
from partnerportal.accounts.queries.factors_data import opened
from partnerportal.accounts.rules.factors import (
    RECOVERY_CODE_COUNT,
    FactorKind,
    new_recovery_code,
    recovery_code_key,
)
from partnerportal.accounts.services.factors_data import locked_row, note_use, sealed


def make_codes(*, account_id: UUID, now: datetime) -> tuple[str, ...]:
    """Replace the account's recovery codes and return the new ones, to be shown this once."""
    codes = tuple(new_recovery_code() for _number in range(RECOVERY_CODE_COUNT))
    # One salt for the ten random codes of an account: a typed code is hashed once, not ten times.
    salt = secrets.token_hex(16)
    content = {"salt": salt, "hashes": [_hash(code, salt) for code in codes]}
    Authenticator.objects.filter(user_id=account_id, type=FactorKind.RECOVERY_CODES.value).delete()
    Authenticator.objects.create(
        user_id=account_id,
        type=FactorKind.RECOVERY_CODES.value,
        data=sealed(account_id, content, now),
        created_at=now,
    )
    return codes


@transaction.atomic
def use_recovery_code(*, account_id: UUID, code: str, now: datetime) -> bool:
    """Say whether the code is one of the account's, and use it up."""
    row = locked_row(account_id, FactorKind.RECOVERY_CODES)
    if row is None:
        return False
    [content] = opened([row])
    typed = _hash(code, content["salt"])
    left = [stored for stored in content["hashes"] if not compare_digest(stored, typed)]
    if len(left) == len(content["hashes"]):
        return False
    note_use(row, content | {"hashes": left}, now)
    return True


def _hash(code: str, salt: str) -> str:
    return PortalArgon2Hasher().encode(recovery_code_key(code), salt)

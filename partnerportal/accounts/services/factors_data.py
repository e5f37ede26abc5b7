"""Seal what is stored of second factors: secrets, codes and the names of passkeys."""

from __future__ import annotations

import json
from base64 import b64encode
from datetime import datetime
from typing import Any
from uuid import UUID

from allauth.mfa.models import Authenticator

from partnerportal.accounts.models import Account
from partnerportal.accounts.queries.factors_data import COLUMN, SEALED
from partnerportal.accounts.rules.factors import MAIN_KINDS, FactorKind
from partnerportal.database.keys import vault_for_writing


def sealed(account_id: UUID, content: dict[str, Any], now: datetime) -> dict[str, str]:
    """Return the content as it is stored: sealed with the account's own key, made now if there is none yet."""
    vault = vault_for_writing(subjects=[account_id], partner_id=None, now=now)
    box = vault.seal(account_id, COLUMN, account_id, json.dumps(content))
    return {SEALED: b64encode(box).decode()}


def add_row(*, account_id: UUID, kind: FactorKind, content: dict[str, Any], now: datetime) -> Authenticator:
    """Store a factor and note at the account that it has one."""
    row = Authenticator.objects.create(
        user_id=account_id, type=kind.value, data=sealed(account_id, content, now), created_at=now
    )
    note_second_factor(account_id)
    return row


def locked_row(account_id: UUID, kind: FactorKind) -> Authenticator | None:
    """Return the account's one row of this kind; who uses it at the same instant waits."""
    return Authenticator.objects.select_for_update().filter(user_id=account_id, type=kind.value).first()


def note_use(row: Authenticator, content: dict[str, Any], now: datetime) -> None:
    """Store what a use changed, and when it was."""
    row.data, row.last_used_at = sealed(row.user_id, content, now), now
    row.save(update_fields=["data", "last_used_at"])


def note_second_factor(account_id: UUID) -> None:
    """Keep the account's mark in step with the factors it has."""
    kinds = [kind.value for kind in MAIN_KINDS]
    has_one = Authenticator.objects.filter(user_id=account_id, type__in=kinds).exists()
    Account.objects.filter(id=account_id).update(has_second_factor=has_one)

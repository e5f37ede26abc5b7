"""Take the proof of a second factor, and hold back who guesses."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from partnerportal.accounts.models import Account
from partnerportal.accounts.queries.accounts import may_enter
from partnerportal.accounts.rules.factors import (
    FactorKind,
    passkey_refused,
    wrong_code,
    wrong_recovery_code,
)
from partnerportal.accounts.services import brakes
from partnerportal.accounts.services.factors_codes import use_recovery_code
from partnerportal.accounts.services.factors_passkeys import account_named_by, use_passkey
from partnerportal.accounts.services.factors_totp import use_totp
from partnerportal.journal.services import record_failed_login
from partnerportal.kernel.clock import berlin_date
from partnerportal.kernel.errors import Refused


@dataclass(frozen=True, slots=True, repr=False)
class Proof:
    """Hold what a person gave as proof: the `text` of a code, or a passkey's `answer` to the challenge in `state`."""

    kind: FactorKind
    text: str = ""
    answer: dict[str, Any] | None = None
    state: dict[str, Any] | None = None


def prove_factor(*, account: Account, proof: Proof, now: datetime, ip: str) -> None:
    """Check a proof and use it up; failures count like those of passwords (clause C51). For the gate.

    Raises: Refused, also while the account is held back.
    """
    brakes.check_sign_in(name=account.email, ip=ip, now=now)
    try:
        _use(account.id, proof, now)
    except Refused:
        brakes.note_failure(name=account.email, ip=ip, now=now)
        raise


def prove_at_sign_in(*, account: Account, proof: Proof, now: datetime, ip: str) -> None:
    """Check the second proof of a login; a wrong one is a failed login (clause C47). For the gate. Raises: Refused."""
    try:
        prove_factor(account=account, proof=proof, now=now, ip=ip)
    except Refused:
        record_failed_login(name=account.email, now=now, ip=ip)
        raise


def account_of_passkey(*, proof: Proof, now: datetime, ip: str) -> Account:
    """Return the account whose passkey stands for name, password and second factor. For the gate. Raises: Refused."""
    named = account_named_by(proof.answer or {})
    account = Account.objects.filter(id=named).first() if named else None
    if account is None or not may_enter(account, berlin_date(now)):
        record_failed_login(name="", now=now, ip=ip)
        raise passkey_refused()
    prove_at_sign_in(account=account, proof=proof, now=now, ip=ip)
    return account


def _use(account_id: UUID, proof: Proof, now: datetime) -> None:
    if proof.kind is FactorKind.PASSKEY:
        use_passkey(account_id=account_id, answer=proof.answer or {}, state=proof.state, now=now)
    elif proof.kind is FactorKind.TOTP:
        if not use_totp(account_id=account_id, code=proof.text, now=now):
            raise wrong_code()
    elif not use_recovery_code(account_id=account_id, code=proof.text, now=now):
        raise wrong_recovery_code()

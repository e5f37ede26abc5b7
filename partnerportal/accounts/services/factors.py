"""Set up, renew and remove the second factors of an account."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.db import transaction

from partnerportal.accounts.models import Account
from partnerportal.accounts.queries.factors import has_recovery_codes, main_factors
from partnerportal.accounts.rules.factors import FactorKind, check_removal, check_room
from partnerportal.accounts.services import factors_passkeys
from partnerportal.accounts.services.factors_codes import make_codes
from partnerportal.accounts.services.factors_data import note_second_factor
from partnerportal.accounts.services.factors_totp import NEVER, check_first_code, store_totp
from partnerportal.accounts.services.letters import order_letter
from partnerportal.kernel.viewer import Viewer

CHANGED = "factor.changed"


class UnknownFactor(LookupError):  # noqa: N818 - reads as what it says
    """The account has no factor of that id."""


@transaction.atomic
def set_up_totp(*, actor: Viewer, secret: str, code: str, now: datetime) -> tuple[str, ...]:
    """Store the app once its first code fits; return ten recovery codes when there were none yet.

    Raises: Refused.
    """
    check_room(_kinds(actor.account), FactorKind.TOTP)
    step = check_first_code(secret=secret, code=code, now=now)
    store_totp(account_id=actor.account, secret=secret, used_step=step, now=now)
    return _first_codes(actor, now)


@transaction.atomic
def set_up_passkey(
    *, actor: Viewer, name: str, answer: dict[str, Any], state: dict[str, Any] | None, now: datetime
) -> tuple[str, ...]:
    """Store the passkey the browser made; return ten recovery codes when there were none yet. Raises: Refused."""
    check_room(_kinds(actor.account), FactorKind.PASSKEY)
    factors_passkeys.add_passkey(account_id=actor.account, name=name, answer=answer, state=state, now=now)
    return _first_codes(actor, now)


@transaction.atomic
def remove_factor(*, actor: Viewer, factor_id: int, now: datetime) -> None:
    """Remove one app or passkey; with the last one the recovery codes go too. Raises: UnknownFactor, Refused."""
    Account.objects.select_for_update().filter(id=actor.account).first()  # two removals at once: one waits
    factors = main_factors(actor.account)
    if factor_id not in {factor.id for factor in factors}:
        raise UnknownFactor
    check_removal(actor.role, factors, factor_id)
    going = Authenticator.objects.filter(user_id=actor.account)
    (going.filter(id=factor_id) if len(factors) > 1 else going).delete()
    note_second_factor(actor.account)
    order_letter(occasion=CHANGED, account_id=actor.account, now=now)


@transaction.atomic
def renew_codes(*, actor: Viewer, now: datetime) -> tuple[str, ...]:
    """Return ten new recovery codes; the old ones open nothing any more. Raises: UnknownFactor without a factor."""
    if not main_factors(actor.account):
        raise UnknownFactor
    codes = make_codes(account_id=actor.account, now=now)
    order_letter(occasion=CHANGED, account_id=actor.account, now=now)
    return codes


def reset_factors(*, account_id: UUID) -> None:
    """Take every factor and recovery code off an account. For the worker, at the end of a recovery."""
    Authenticator.objects.filter(user_id=account_id).delete()
    note_second_factor(account_id)


def enrol_for_seed(*, account_id: UUID, secret: str, now: datetime) -> None:
    """Give an account of the demo or of a test an app with a known secret."""
    store_totp(account_id=account_id, secret=secret, used_step=NEVER, now=now)


def _first_codes(actor: Viewer, now: datetime) -> tuple[str, ...]:
    order_letter(occasion=CHANGED, account_id=actor.account, now=now)
    return () if has_recovery_codes(actor.account) else make_codes(account_id=actor.account, now=now)


def _kinds(account_id: UUID) -> list[FactorKind]:
    return [factor.kind for factor in main_factors(account_id)]

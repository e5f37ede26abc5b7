"""Recover an account whose second factor is lost: two people agree, a day passes, then the factor is taken off."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F, Q

from partnerportal.accounts.models import Account, FactorRecovery
from partnerportal.accounts.queries.recovery import deciders
from partnerportal.accounts.rules.recovery import check_decider
from partnerportal.accounts.services.factors import reset_factors
from partnerportal.accounts.services.letters import order_letter
from partnerportal.kernel.errors import Refused
from partnerportal.kernel.errors import marked_for_translation as _
from partnerportal.kernel.viewer import Role, Viewer


class UnknownRecovery(LookupError):  # noqa: N818 - reads as what it says
    """There is no recovery of that id the actor decides about."""


@transaction.atomic
def ask_for_recovery(*, account_id: UUID, now: datetime) -> None:
    """Note that the factor is lost; tell those who decide, and the person, for somebody else may know the password.

    For the gate; asking again changes nothing.
    """
    account = Account.objects.select_for_update().get(id=account_id)
    if FactorRecovery.objects.filter(account_id=account_id).exists():
        return
    FactorRecovery.objects.create(account=account, partner_id=account.partner_id, asked_at=now)
    order_letter(occasion="recovery.reported", account_id=account_id, now=now)
    for decider in deciders(account):
        order_letter(occasion="recovery.asked", account_id=decider, now=now)


@transaction.atomic
def agree_to_recovery(*, actor: Viewer, recovery_id: UUID, now: datetime) -> None:
    """Agree as the first or the second person; with the second the waiting time begins and the person is told.

    Raises: UnknownRecovery, Refused.
    """
    recovery = _locked(actor, recovery_id)
    if recovery.opens_at is not None:
        raise Refused(
            "recovery.agreed", _("Zwei Personen haben schon zugestimmt. Jetzt läuft die Wartezeit.")
        )
    first = recovery.first_by_id
    _check_was_there(actor, recovery)
    check_decider(actor, account_id=recovery.account_id, partner_id=recovery.partner_id, first=first)
    if first is None:
        recovery.first_by_id, recovery.first_at = actor.account, now
        recovery.save(update_fields=["first_by", "first_at"])
        return
    recovery.second_by_id, recovery.second_at = actor.account, now
    recovery.opens_at = now + settings.FACTOR_RECOVERY_WAIT
    recovery.save(update_fields=["second_by", "second_at", "opens_at"])
    order_letter(occasion="recovery.opened", account_id=recovery.account_id, now=now)


@transaction.atomic
def refuse_recovery(*, actor: Viewer, recovery_id: UUID) -> None:
    """End a recovery; one person is enough for that. Raises: UnknownRecovery, Refused."""
    recovery = _locked(actor, recovery_id)
    check_decider(actor, account_id=recovery.account_id, partner_id=recovery.partner_id, first=None)
    recovery.delete()


def call_off_recovery(*, actor: Viewer) -> None:
    """End the recovery of the actor's own account: the factor is found, or somebody else asked."""
    FactorRecovery.objects.filter(account_id=actor.account).delete()


def finish_recoveries(*, now: datetime) -> int:
    """Take the factors off every account whose waiting time is over and return how many. For the worker.

    Whoever asked may have been somebody else with the password: all sessions end, and the person is told. An
    agreement counts only while who gave it still decides; without it the recovery is over.
    """
    due = FactorRecovery.objects.filter(opens_at__lte=now).order_by("opens_at")
    return sum(_finish(recovery_id, now) for recovery_id in list(due.values_list("id", flat=True)))


@transaction.atomic
def _finish(recovery_id: UUID, now: datetime) -> bool:
    waiting = FactorRecovery.objects.filter(id=recovery_id, opens_at__lte=now)
    agreed = waiting.filter(_still_decides("first_by"), _still_decides("second_by"))
    account_id = agreed.values_list("account_id", flat=True).first()
    if not waiting.delete()[0] or account_id is None:
        return False
    reset_factors(account_id=account_id)
    with connection.cursor() as cursor:
        cursor.execute("SELECT portal_end_sessions(%s, NULL)", [account_id])
    order_letter(occasion="recovery.done", account_id=account_id, now=now)
    return True


def _check_was_there(actor: Viewer, recovery: FactorRecovery) -> None:
    """Refuse somebody who came only after the loss was reported: one person could invite the second pair of eyes."""
    if Account.objects.filter(id=actor.account, created_at__gt=recovery.asked_at).exists():
        raise Refused(
            "recovery.too_new",
            _("Ihr Zugang ist jünger als diese Meldung. Bitte lassen Sie eine andere Person entscheiden."),
        )


def _still_decides(name: str) -> Q:
    """Return the condition that this person was neither blocked nor removed nor given another role meanwhile."""
    is_owner = Q(**{f"{name}__role": Role.OWNER.value, f"{name}__partner": F("partner")})
    return Q(**{f"{name}__is_active": True}) & (is_owner | Q(**{f"{name}__role": Role.ADMINISTRATOR.value}))


def _locked(actor: Viewer, recovery_id: UUID) -> FactorRecovery:
    rows = FactorRecovery.objects.select_for_update(of=("self",)).filter(id=recovery_id)
    if actor.role is not Role.ADMINISTRATOR:
        rows = rows.filter(partner_id=actor.partner)
    recovery = rows.first()
    if recovery is None:
        raise UnknownRecovery
    return recovery

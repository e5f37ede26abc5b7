"""Restrict values of a contract (Art. 18 GDPR), so that no file overwrites them, and lift that again."""

from __future__ import annotations

from datetime import date, datetime, time
from uuid import UUID, uuid4

from django.db import transaction

from partnerportal.contracts.models import Contract, DataGuard
from partnerportal.contracts.rules.changes import check_not_restricted
from partnerportal.contracts.services.changes import UnknownChange
from partnerportal.kernel.clock import BERLIN
from partnerportal.kernel.viewer import Viewer


@transaction.atomic
def restrict_contract(*, actor: Viewer, contract_id: UUID, fields: str, since: date, now: datetime) -> None:
    """Note that these values of a contract are restricted since that day (Berlin); `fields` as in DataGuard.FIELDS.

    Raises: UnknownChange; Refused with guard.restricted where they are already.
    """
    contract = _contract(actor, contract_id)
    in_force = DataGuard.objects.filter(
        contract_id=contract_id, reason="restriction", fields__in=(fields, "all"), lifted_at__isnull=True
    )
    check_not_restricted(is_restricted=in_force.exists())
    DataGuard(
        id=uuid4(),
        partner_id=contract.partner_id,
        contract_id=contract_id,
        reason="restriction",
        fields=fields,
        set_at=min(datetime.combine(since, time(), BERLIN), now),
    ).save(force_insert=True)


@transaction.atomic
def lift_restriction(*, actor: Viewer, guard_id: UUID, now: datetime) -> UUID:
    """End a restriction and return its contract; lifting it twice changes nothing. Raises: UnknownChange."""
    _check_keeps_contracts(actor)
    guard = DataGuard.objects.filter(id=guard_id, reason="restriction").first()
    if guard is None:
        raise UnknownChange
    DataGuard.objects.filter(id=guard_id, lifted_at__isnull=True).update(lifted_at=now)
    return guard.contract_id


def _contract(actor: Viewer, contract_id: UUID) -> Contract:
    _check_keeps_contracts(actor)
    contract = Contract.objects.filter(id=contract_id).first()
    if contract is None:
        raise UnknownChange
    return contract


def _check_keeps_contracts(actor: Viewer) -> None:
    if not (actor.is_clerk and actor.may_see_contracts):
        raise UnknownChange

"""Ask for a change of a contract, and take the request back; the department has it in the same transaction."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction

from partnerportal.contracts.models import ChangeRequest, Contract
from partnerportal.contracts.queries.changes import NOTE, PROPOSED, changes_of, values_now
from partnerportal.contracts.rules.changes import (
    UNDECIDED,
    Kind,
    changed_fields,
    check_may_withdraw,
    check_nothing_open,
)
from partnerportal.database.keys import vault_for_writing
from partnerportal.kernel.errors import Refused
from partnerportal.kernel.errors import marked_for_translation as _
from partnerportal.kernel.viewer import Viewer
from partnerportal.routing.queries import contract_department
from partnerportal.routing.services import notify_department


class UnknownChange(LookupError):  # noqa: N818 - reads as what it says
    """No such request, contract or person is within the actor's reach; the page answers 404."""


@transaction.atomic
def ask_for_change(
    *,
    actor: Viewer,
    contract_id: UUID,
    kind: Kind,
    wished: Mapping[str, str],
    now: datetime,
    person_id: UUID | None = None,
    note: str = "",
) -> UUID:
    """Send a request to the department that keeps contracts and return its id.

    `wished` holds values by field as in `queries.changes.wished`; only what differs from now is kept, sealed with
    the policyholder's key. A bank account is asked for as a whole.

    Raises: UnknownChange; Refused with change.nothing_new, change.open_already or change.no_department.
    """
    contract = _own_contract(actor, contract_id)
    known = values_now(viewer=actor, contract_id=contract_id, kind=kind, person_id=person_id)
    if known is None:
        raise UnknownChange
    changed = changed_fields(known, wished)
    asked = dict(wished) if kind is Kind.BANK_ACCOUNT else changed
    _check_nothing_open(contract_id, kind, person_id)
    department_id, change_id = _department(), uuid4()
    ChangeRequest(
        id=change_id,
        partner_id=actor.partner,
        department_id=department_id,
        contract_id=contract_id,
        insured_person_id=person_id,
        author_id=actor.account,
        kind=kind,
        requested_at=now,
        **_sealed(contract, change_id, asked, note.strip(), now),
    ).save(force_insert=True)
    notify_department(department_id=department_id, occasion="contract.change.requested", now=now)
    return change_id


@transaction.atomic
def withdraw_change(*, actor: Viewer, change_id: UUID, now: datetime) -> None:
    """Take a request back; doing so twice changes nothing. Raises: UnknownChange; Refused once it is decided."""
    change = changes_of(actor).filter(id=change_id).first() if actor.is_partner else None
    if change is None:
        raise UnknownChange
    if change.state == "withdrawn":
        return
    check_may_withdraw(state=change.state)
    undecided = ChangeRequest.objects.filter(id=change_id, state__in=UNDECIDED)
    if not undecided.update(state="withdrawn", decided_at=now):
        check_may_withdraw(state="done")


NOBODY_THERE = _(
    "Zurzeit nimmt keine Abteilung Änderungen entgegen. Bitte versuchen Sie es morgen noch einmal."
)


def _own_contract(actor: Viewer, contract_id: UUID) -> Contract:
    if not (actor.is_partner and actor.may_see_contracts):
        raise UnknownChange
    contract = Contract.objects.filter(id=contract_id, partner_id=actor.partner).first()
    if contract is None:
        raise UnknownChange
    return contract


def _check_nothing_open(contract_id: UUID, kind: Kind, person_id: UUID | None) -> None:
    waiting = ChangeRequest.objects.filter(
        contract_id=contract_id, kind=kind, insured_person_id=person_id, state__in=UNDECIDED
    )
    check_nothing_open(is_open=waiting.exists())


def _sealed(
    contract: Contract, change_id: UUID, asked: Mapping[str, str], note: str, now: datetime
) -> dict[str, bytes | None]:
    subject = contract.policyholder_id
    vault = vault_for_writing(subjects=[subject], partner_id=contract.partner_id, now=now)
    text = json.dumps(dict(asked), ensure_ascii=False)
    return {
        "proposed": vault.seal(subject, PROPOSED, change_id, text),
        "note": vault.seal(subject, NOTE, change_id, note) if note else None,
    }


def _department() -> UUID:
    department_id = contract_department()
    if department_id is None:
        raise Refused("change.no_department", NOBODY_THERE)
    return department_id

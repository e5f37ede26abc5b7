"""Decide on change requests: check, carry over, refuse. Every decision is told to the partner at once."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID, uuid4

from django.db import connection, transaction

from partnerportal.contracts.models import ChangeRequest, Contract, InsuredPerson
from partnerportal.contracts.queries.changes import REASON_NOTE, changes_of, wished
from partnerportal.contracts.rules import holder_sort_key_of, search_text_of
from partnerportal.contracts.rules.changes import (
    UNDECIDED,
    Kind,
    check_may_carry_over,
    check_may_check,
    check_may_refuse,
)
from partnerportal.contracts.services.changes import UnknownChange
from partnerportal.database.keys import Vault, index_key, open_vault
from partnerportal.kernel.crypto import keyed_hash
from partnerportal.kernel.iban import parse_iban
from partnerportal.kernel.viewer import Viewer
from partnerportal.routing.services import notify_account

NAMES = frozenset({Kind.NAME, Kind.INSURED_PERSON})


@transaction.atomic
def check_change(*, actor: Viewer, change_id: UUID, now: datetime) -> None:
    """Be the first pair of eyes of a new bank account.

    Raises: UnknownChange; Refused with change.decided, change.no_second_pair or change.checked.
    """
    change = _in_hand(actor, change_id)
    check_may_check(kind=change.kind, state=change.state, checked_by=change.checked_by_id)
    change.state, change.checked_by_id, change.checked_at = "checked", actor.account, now
    change.save(update_fields=["state", "checked_by", "checked_at"])


@transaction.atomic
def carry_over_change(*, actor: Viewer, change_id: UUID, now: datetime) -> None:
    """Write what was asked for into the contract, note it in its history and keep files from overwriting it.

    A bank account only after somebody else has checked it. The database does it and refuses by itself
    (migration 0009); from then on searches find the new name.

    Raises: UnknownChange; Refused with change.decided, change.not_checked or change.same_eyes, or `iban.…` from
    `kernel.iban.parse_iban` should the registry no longer know the bank.
    """
    change = _in_hand(actor, change_id)
    check_may_carry_over(
        kind=change.kind, state=change.state, checked_by=change.checked_by_id, clerk=actor.account
    )
    vault = open_vault([change.contract.policyholder_id])
    asked = wished(change, vault)
    new = _sealed_account(change, vault, asked) if change.kind == Kind.BANK_ACCOUNT else asked
    found_by = _found_by(change, asked) if change.kind in NAMES else {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT contracts_carry_over(%s, %s::jsonb, %s::jsonb, %s)",
            [change.id, json.dumps(new), json.dumps(found_by), now],
        )
    _tell_author(change, "contract.change.done", now)


@transaction.atomic
def refuse_change(*, actor: Viewer, change_id: UUID, reason: str, note: str, now: datetime) -> None:
    """Refuse a request for a reason of the list, with a word to the partner where the reason needs one.

    Raises: UnknownChange; Refused with change.decided, change.reason or change.note.
    """
    change = _in_hand(actor, change_id)
    check_may_refuse(state=change.state, reason=reason, note=note)
    change.state, change.reason, change.reason_note = "refused", reason, _sealed_note(change, note.strip())
    change.decided_by_id, change.decided_at = actor.account, now
    change.save(update_fields=["state", "reason", "reason_note", "decided_by", "decided_at"])
    _tell_author(change, "contract.change.refused", now)


def _in_hand(actor: Viewer, change_id: UUID) -> ChangeRequest:
    """Return the request, locked until the commit unless it is decided; the rules say no to those."""
    if not actor.is_clerk:
        raise UnknownChange
    changes = changes_of(actor).filter(id=change_id)
    change = changes.filter(state__in=UNDECIDED).select_for_update(of=("self",)).first() or changes.first()
    if change is None:
        raise UnknownChange
    return change


def _found_by(change: ChangeRequest, asked: Mapping[str, str]) -> dict[str, list[str]]:
    """Return by contract how it is found once the names are new: search text and sort key."""
    holder = change.contract.policyholder
    if change.kind == Kind.NAME:
        holder.first_name, holder.last_name = (
            asked.get(name, getattr(holder, name)) for name in ("first_name", "last_name")
        )
        contracts = Contract.objects.filter(policyholder_id=holder.id)
    else:
        contracts = Contract.objects.filter(id=change.contract_id)
    sort_key = holder_sort_key_of(last_name=holder.last_name, first_name=holder.first_name)
    names = {
        row: [f"{holder.first_name} {holder.last_name}"] for row in contracts.values_list("id", flat=True)
    }
    for person in InsuredPerson.objects.filter(contract_id__in=names).order_by("born_on", "id"):
        said = asked if person.id == change.insured_person_id else {}
        first, last = said.get("first_name", person.first_name), said.get("last_name", person.last_name)
        names[person.contract_id].append(f"{first} {last}")
    return {str(row): [search_text_of(names=listed), sort_key] for row, listed in names.items()}


def _sealed_account(change: ChangeRequest, vault: Vault, asked: Mapping[str, str]) -> dict[str, str]:
    """Return the columns of a new bank account, sealed for its row, bytes as hexadecimal."""
    row_id, subject, iban = uuid4(), change.contract.policyholder_id, parse_iban(asked["iban"])
    plain = {
        "holder": asked["holder"],
        "iban": iban.value,
        "bic": iban.bic or "",
        "bank_name": iban.bank_name or "",
    }
    sealed = {
        name: vault.seal(subject, f"contracts_bankaccount.{name}", row_id, text).hex()
        for name, text in plain.items()
    }
    found_by = keyed_hash(index_key(), "iban", iban.value.encode()).hex()
    return {
        **sealed,
        "id": str(row_id),
        "iban_hash": found_by,
        "last_four": iban.last_four,
        "country": iban.country,
    }


def _sealed_note(change: ChangeRequest, note: str) -> bytes | None:
    subject = change.contract.policyholder_id
    return open_vault([subject]).seal(subject, REASON_NOTE, change.id, note) if note else None


def _tell_author(change: ChangeRequest, occasion: str, now: datetime) -> None:
    if change.author_id is not None:
        notify_account(account_id=change.author_id, occasion=occasion, now=now)

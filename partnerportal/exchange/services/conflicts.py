"""Note what a file says otherwise about somebody under a guard, and carry out what was decided (Art. 16, 18 GDPR)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import connection, transaction
from procrastinate.contrib.django import app

from partnerportal.contracts.rules import holder_sort_key_of, search_text_of
from partnerportal.database.keys import Vault, fresh_key, index_key, opened_key
from partnerportal.exchange.models import ImportConflict, ImportRun
from partnerportal.exchange.queries.conflicts import VALUE_COLUMN
from partnerportal.exchange.rules.runs import check_decision
from partnerportal.exchange.services.runs import QUEUE
from partnerportal.exchange.services.staging import SEALED_COLUMNS, copy_into
from partnerportal.kernel.crypto import keyed_hash
from partnerportal.kernel.viewer import Viewer

TAKE = "exchange.take_conflict"
BANK_ACCOUNT = "bank_account"
_FOUND = """
SELECT f.field, f.contract_id, f.person_id, f.holder_id, f.partner_id, f.value, a.account_id, x.holder, x.iban, x.bic,
       x.bank_name
  FROM pg_temp.staged_conflict f
  LEFT JOIN pg_temp.staged_account a ON a.n = f.n AND f.field = 'bank_account'
  LEFT JOIN pg_temp.staged_sealed x ON x.n = a.n
 ORDER BY f.n, f.p, f.field
"""


class UnknownConflict(LookupError):  # noqa: N818 - reads as what it says
    """No such conflict, or the actor does not keep contracts; the page answers 404."""


@transaction.atomic
def decide_conflict(*, actor: Viewer, conflict_id: UUID, decision: str, now: datetime) -> None:
    """Keep what we have ("kept"), or take what the file says ("taken"); the worker writes it at once.

    Raises: UnknownConflict; Refused (import.decided, import.unknown_decision).
    """
    if not (actor.is_clerk and actor.may_see_contracts):
        raise UnknownConflict
    conflict = ImportConflict.objects.select_for_update().filter(id=conflict_id).first()
    if conflict is None:
        raise UnknownConflict
    check_decision(decision, state=conflict.state)
    conflict.state, conflict.decided_by_id, conflict.decided_at = decision, actor.account_id, now
    conflict.save(update_fields=["state", "decided_by", "decided_at"])
    if decision == "taken":
        app.configure_task(TAKE, queue=QUEUE).defer(conflict_id=str(conflict_id))


def count_conflicts() -> int:
    """Return how many conflicts the staged file would make."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_temp.staged_conflict")
        return int(cursor.fetchone()[0])


def note_conflicts(*, run: ImportRun, now: datetime) -> None:
    """Store the conflicts of the staged file, sealed; one that says the same as an earlier one is not repeated."""
    vault = _vault_of_conflicts()
    with connection.cursor() as cursor:
        cursor.execute(_FOUND)
        found = [_found(row, vault) for row in cursor.fetchall()]
    for each in found:
        _note(run, each, vault, now)


@transaction.atomic
def take_conflict(*, conflict_id: UUID, now: datetime) -> None:
    """Write the value a clerk decided to take; doing it again changes nothing more. Run by the worker."""
    conflict = ImportConflict.objects.select_for_update().get(id=conflict_id)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT exchange_key_of_conflict(%s), (SELECT exchange_holder_of(%s))", [conflict_id, conflict_id]
        )
        wrapped, holder_id = cursor.fetchone()
        vault = Vault({holder_id: opened_key(holder_id, wrapped)})
        value = vault.unseal(holder_id, VALUE_COLUMN, conflict_id, conflict.value)
        new = _columns(conflict.field, value, vault, holder_id)
        cursor.execute("SELECT exchange_take_conflict(%s, %s, %s)", [conflict_id, json.dumps(new), now])
        cursor.execute("SELECT * FROM exchange_names_of(%s)", [conflict.contract_id])
        first_name, last_name, people = cursor.fetchone()
        text = search_text_of(names=[f"{first_name} {last_name}".strip(), *people])
        key = holder_sort_key_of(last_name=last_name, first_name=first_name)
        cursor.execute("SELECT exchange_find_by(%s, %s, %s)", [conflict.contract_id, text, key])


@dataclass(frozen=True, slots=True, repr=False)
class _Found:
    field: str
    contract_id: UUID
    person_id: UUID | None
    holder_id: UUID
    partner_id: UUID
    staged: str
    account: str

    @property
    def value(self) -> str:
        """Return what the file says; a bank account as JSON."""
        return self.account if self.field == BANK_ACCOUNT else self.staged


def _found(row: tuple[Any, ...], vault: Vault) -> _Found:
    field, contract_id, person_id, holder_id, partner_id, staged = row[:6]
    return _Found(field, contract_id, person_id, holder_id, partner_id, staged, _account(vault, row))


def _vault_of_conflicts() -> Vault:
    """Open the keys of the policyholders concerned; those without one get their first."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM exchange_keys_of_conflicts()")
        keys = {subject: opened_key(subject, wrapped) for subject, wrapped in cursor.fetchall()}
        cursor.execute("SELECT DISTINCT holder_id, partner_id FROM pg_temp.staged_conflict")
        missing = [row for row in cursor.fetchall() if row[0] not in keys]
    made = []
    for holder_id, partner_id in missing:
        keys[holder_id], wrapped = fresh_key(holder_id)
        made.append((holder_id, partner_id, wrapped))
    if made:
        _store_keys(made)
    return Vault(keys)


def _store_keys(made: list[tuple[UUID, UUID, bytes]]) -> None:
    copy_into("staged_key", "subject_id partner_id wrapped", made)
    with connection.cursor() as cursor:
        cursor.execute("SELECT exchange_take_keys()")


def _account(vault: Vault, row: tuple[Any, ...]) -> str:
    """Return a staged account as JSON, for a conflict about a bank account."""
    holder_id, account_id, sealed = row[3], row[6], row[7:]
    if account_id is None:
        return ""
    plain = {
        name: vault.unseal(holder_id, f"contracts_bankaccount.{name}", account_id, value)
        for name, value in zip(SEALED_COLUMNS, sealed, strict=True)
    }
    return json.dumps(plain, ensure_ascii=False)


def _note(run: ImportRun, found: _Found, vault: Vault, now: datetime) -> None:
    value_hash = keyed_hash(index_key(), "conflict", found.value.encode())
    known = ImportConflict.objects.filter(
        contract_id=found.contract_id, insured_person_id=found.person_id, field=found.field
    )
    if known.filter(state__in=("open", "kept"), value_hash=value_hash).exists():
        return
    conflict = known.filter(state="open").first() or ImportConflict(id=uuid4(), state="open")
    conflict.run, conflict.field, conflict.found_at = run, found.field, now
    conflict.partner_id, conflict.contract_id = found.partner_id, found.contract_id
    conflict.insured_person_id, conflict.value_hash = found.person_id, value_hash
    conflict.value = vault.seal(found.holder_id, VALUE_COLUMN, conflict.id, found.value)
    conflict.save()


def _columns(field: str, value: str, vault: Vault, holder_id: UUID) -> Mapping[str, Any]:
    """Return what is to be written, by column."""
    if field == "insured_person":
        return dict(json.loads(value))
    if field != BANK_ACCOUNT:
        return {field.removeprefix("insured_person."): value}
    plain, row_id = json.loads(value), uuid4()
    sealed = {
        name: vault.seal(holder_id, f"contracts_bankaccount.{name}", row_id, plain[name]).hex()
        for name in SEALED_COLUMNS
    }
    iban = plain["iban"]
    return sealed | {
        "id": str(row_id),
        "iban_hash": keyed_hash(index_key(), "iban", iban.encode()).hex(),
        "last_four": iban[-4:],
        "country": iban[:2],
    }

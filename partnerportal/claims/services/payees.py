"""Choose the account a claim is paid to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from partnerportal.claims.models import Claim, Payee
from partnerportal.claims.rules.steps import Step
from partnerportal.claims.services.own_draft import UnknownDraft, forget_typed, lock_draft, vault_of
from partnerportal.contracts.queries import bank_account_plain
from partnerportal.database.keys import Vault, index_key
from partnerportal.kernel.crypto import keyed_hash
from partnerportal.kernel.iban import Iban, parse_iban
from partnerportal.kernel.viewer import Viewer


@dataclass(frozen=True, slots=True, repr=False)
class NewAccount:
    """Hold an account typed for this claim only; the contract keeps its own."""

    holder: str
    iban: Iban


@transaction.atomic
def choose_bank_account(*, actor: Viewer, draft_id: UUID, account: NewAccount | None, now: datetime) -> None:
    """Copy the contract's account into the draft (None), or keep another one, sealed with the policyholder's key.

    Raises: UnknownDraft, also when the contract has no account.
    """
    draft = lock_draft(actor=actor, draft_id=draft_id)
    vault = vault_of(draft, now)
    chosen = account or _account_of_contract(actor, draft)
    payee = Payee.objects.filter(claim=draft).first() or Payee(
        claim=draft, partner_id=draft.partner_id, author_id=draft.author_id
    )
    payee.is_from_contract = account is None
    _seal_into(payee, draft.contract.policyholder_id, vault, chosen)
    payee.save()
    forget_typed(draft, vault, "bank")
    _leave_step(draft, now)


@transaction.atomic
def keep_bank_account(*, actor: Viewer, draft_id: UUID, now: datetime) -> None:
    """Leave the account chosen earlier as it is. Raises: UnknownDraft, also when there is none."""
    draft = lock_draft(actor=actor, draft_id=draft_id)
    if not Payee.objects.filter(claim=draft).exists():
        raise UnknownDraft
    forget_typed(draft, vault_of(draft, now), "bank")
    _leave_step(draft, now)


def _leave_step(draft: Claim, now: datetime) -> None:
    draft.step, draft.saved_at = Step.REVIEW, now
    draft.save(update_fields=["typed", "step", "saved_at"])


def _account_of_contract(actor: Viewer, draft: Claim) -> NewAccount:
    plain = bank_account_plain(viewer=actor, contract_id=draft.contract_id)
    if plain is None:
        raise UnknownDraft
    return NewAccount(plain.holder, parse_iban(plain.iban))


def _seal_into(payee: Payee, subject: UUID, vault: Vault, account: NewAccount) -> None:
    iban = account.iban
    payee.holder = vault.seal(subject, "claims_payee.holder", payee.id, account.holder)
    payee.iban = vault.seal(subject, "claims_payee.iban", payee.id, iban.value)
    payee.bic = vault.seal(subject, "claims_payee.bic", payee.id, iban.bic or "")
    payee.bank_name = vault.seal(subject, "claims_payee.bank_name", payee.id, iban.bank_name or "")
    payee.iban_hash = keyed_hash(index_key(), "iban", iban.value.encode())
    payee.last_four, payee.country = iban.last_four, iban.country

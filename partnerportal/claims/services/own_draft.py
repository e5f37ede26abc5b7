"""Lock a draft of the actor, and keep what was typed in it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from partnerportal.claims.models import Claim
from partnerportal.claims.rules.steps import TYPED
from partnerportal.database.keys import Vault, vault_for_writing
from partnerportal.kernel.viewer import Viewer

TYPED_COLUMN = "claims_claim.typed"
Typed = dict[str, dict[str, str]]


class UnknownDraft(LookupError):  # noqa: N818 - reads as what it says
    """No draft of that id belongs to the actor, or it has been sent; the page answers 404."""


def lock_draft(*, actor: Viewer, draft_id: UUID) -> Claim:
    """Return the actor's draft, locked until the transaction ends. Raises: UnknownDraft."""
    own = Claim.objects.filter(author_id=actor.account, partner_id=actor.partner, state="draft")
    draft = own.select_for_update(of=("self",)).select_related("contract").filter(id=draft_id).first()
    if draft is None:
        raise UnknownDraft
    return draft


def vault_of(draft: Claim, now: datetime) -> Vault:
    """Return the keys of the persons the draft is about."""
    subjects = {draft.contract.policyholder_id, subject_of(draft)}
    return vault_for_writing(subjects=subjects, partner_id=draft.partner_id, now=now)


def subject_of(draft: Claim) -> UUID:
    """Return whose key seals what is typed: the insured person's; the policyholder's until a person is chosen."""
    return draft.insured_person_id or draft.contract.policyholder_id


def read_typed(draft: Claim, vault: Vault) -> Typed:
    """Return the unfinished input of each step, {} when there is none."""
    if draft.typed is None:
        return {}
    typed: Typed = json.loads(vault.unseal(subject_of(draft), TYPED_COLUMN, draft.id, draft.typed))
    return typed


def write_typed(draft: Claim, vault: Vault, typed: Mapping[str, Mapping[str, str]]) -> None:
    """Put the unfinished input into the draft, sealed; the caller saves the row."""
    kept = {step: values for step, values in typed.items() if step in TYPED and values}
    text = json.dumps(kept, ensure_ascii=False)
    draft.typed = vault.seal(subject_of(draft), TYPED_COLUMN, draft.id, text) if kept else None


def forget_typed(draft: Claim, vault: Vault, step: str) -> None:
    """Drop the unfinished input of a step: it is now validly saved."""
    write_typed(draft, vault, {**read_typed(draft, vault), step: {}})

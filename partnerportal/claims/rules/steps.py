"""Order the five steps of a claim: a step opens when those before it are done."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import IntEnum

from partnerportal.kernel.errors import Refused
from partnerportal.kernel.errors import marked_for_translation as _


class Step(IntEnum):
    """Number the steps as people read them ("Schritt 3 von 5")."""

    CONTRACT = 1
    PERSON = 2
    RECEIPTS = 3
    BANK = 4
    REVIEW = 5


# The names under which a step's unfinished input is kept in the draft.
TYPED = {"person": Step.PERSON, "receipts": Step.RECEIPTS, "bank": Step.BANK}


@dataclass(frozen=True, slots=True)
class Progress:
    """Say what a draft already holds; `unfinished` are the steps whose latest input is not valid yet."""

    has_person: bool
    has_consents: bool
    has_receipts: bool
    has_payee: bool
    unfinished: AbstractSet[Step] = frozenset()


def open_step(progress: Progress) -> Step:
    """Return the first step that still needs something; the review when nothing is missing."""
    done = {
        Step.PERSON: progress.has_person and progress.has_consents,
        Step.RECEIPTS: progress.has_receipts,
        Step.BANK: progress.has_payee,
    }
    missing = (step for step, is_done in done.items() if not is_done or step in progress.unfinished)
    return min(missing, default=Step.REVIEW)


def may_enter(step: Step, progress: Progress) -> bool:
    """Say whether the step may be opened: everything before it is done."""
    return step <= open_step(progress)


def check_finished(unfinished: AbstractSet[Step]) -> None:
    """Refuse to send while the latest input of a step was kept but is not valid. Raises: claim.step_unfinished."""
    if unfinished:
        raise Refused(
            "claim.step_unfinished",
            _("Ein Schritt enthält noch ungeprüfte Angaben. Bitte öffnen Sie ihn und wählen Sie „Weiter“."),
        )

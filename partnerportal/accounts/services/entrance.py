"""Keep which terms an account accepted and which notice it acknowledged: version and time (clause C03)."""

from __future__ import annotations

from datetime import datetime

from partnerportal.accounts.models import Account
from partnerportal.accounts.terms import NOTICE_VERSION, TERMS_VERSION
from partnerportal.kernel.viewer import Viewer


def accept_terms(*, actor: Viewer, now: datetime) -> None:
    """Note that the actor accepts the terms in force; an earlier acceptance of the same edition keeps its time."""
    Account.objects.filter(id=actor.account).exclude(terms_version=TERMS_VERSION).update(
        terms_version=TERMS_VERSION, terms_accepted_at=now
    )


def acknowledge_notice(*, actor: Viewer, now: datetime) -> None:
    """Note that the actor has read the notice in force; an earlier acknowledgement of it keeps its time."""
    Account.objects.filter(id=actor.account).exclude(notice_version=NOTICE_VERSION).update(
        notice_version=NOTICE_VERSION, notice_acknowledged_at=now
    )

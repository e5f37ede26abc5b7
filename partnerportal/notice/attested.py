"""Judge what only a document can show: missing is a violation, too old is expired."""

from __future__ import annotations

from datetime import date

from partnerportal.notice.clause import Findings
from partnerportal.notice.context import ProofContext


def missing_or_expired(context: ProofContext, key: str, title: str, today: date) -> Findings | None:
    """Return what is wrong with the operator's document `key`, None while it holds."""
    document = context.controller.attestation(key)
    if document is None:
        return Findings((f"In der Betreiberdatei fehlt der Nachweis „{title}“ ({key}).",))
    if document.dated_on > today:
        return Findings((f"Der Nachweis „{title}“ trägt ein Datum in der Zukunft.",))
    if document.expires_on < today:
        return Findings((f"Der Nachweis „{title}“ galt bis {document.expires_on:%d.%m.%Y}.",), expired=True)
    return None

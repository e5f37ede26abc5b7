"""Note which documents an account's software has fetched."""

from __future__ import annotations

from datetime import datetime

from partnerportal.api.models import DocumentReceipt
from partnerportal.kernel.viewer import Viewer


def acknowledge_document(*, actor: Viewer, document: str, now: datetime) -> None:
    """Take a document off the list of new ones; once more changes nothing. The caller has seen that it exists."""
    receipt = DocumentReceipt(account_id=actor.account, document=document, acknowledged_at=now)
    DocumentReceipt.objects.bulk_create([receipt], ignore_conflicts=True)

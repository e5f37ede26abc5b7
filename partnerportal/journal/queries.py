"""Read the journal, each account its own lines."""

from __future__ import annotations

from partnerportal.journal.models import Entry
from partnerportal.kernel.viewer import Viewer


def own_logins(*, viewer: Viewer) -> list[Entry]:
    """Return the viewer's newest two logins: the running one and the one before."""
    return list(Entry.objects.filter(account_id=viewer.account_id, kind="login").order_by("-occurred_at")[:2])

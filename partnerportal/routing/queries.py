"""Read inboxes, each department its own."""

from __future__ import annotations

from partnerportal.kernel.viewer import Viewer
from partnerportal.routing.models import InboxEntry


def inbox_count(*, viewer: Viewer) -> int:
    """Return how many claims in the viewer's department nobody has taken yet."""
    return InboxEntry.objects.filter(department_id=viewer.department, taken_by=None, done_at=None).count()

"""Name what the portal's middleware adds to a request."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest

from partnerportal.kernel.viewer import Viewer


class PortalRequest(HttpRequest):
    """A request with its viewer, its one instant (`now`, UTC) and the address it came from.

    A view that shows a list says in `records_shown` how many records it holds (clause C04). One whose page
    belongs to another place of the navigation than its address says it in `place`, as that place's address.
    `is_turned_away`: the entrance sent the request elsewhere, so it triggered no transaction.
    """

    viewer: Viewer
    now: datetime
    ip: str
    is_local_probe: bool
    reference: str
    is_turned_away: bool
    records_shown: int | None
    place: str

"""Send everyone to their first page."""

from __future__ import annotations

from django.http import HttpResponseRedirect

from partnerportal.accounts.guards import public
from partnerportal.accounts.http import PortalRequest
from partnerportal.kernel.viewer import Role

FIRST_PAGES = {
    Role.OWNER: "/uebersicht",
    Role.STAFF: "/uebersicht",
    Role.CLERK: "/eingang",
    Role.OFFICER: "/datenschutzerklaerung",
    Role.ADMINISTRATOR: "/hilfe",
}


@public
def home(request: PortalRequest) -> HttpResponseRedirect:
    """Redirect to the role's first page, strangers to the sign-in page."""
    return HttpResponseRedirect(FIRST_PAGES.get(request.viewer.role, "/anmelden"))

"""Send everyone to their first page."""

from __future__ import annotations

from django.http import HttpResponseBase, HttpResponseRedirect
from django.views.decorators.http import require_safe

from partnerportal.accounts.guards import public
from partnerportal.accounts.http import PortalRequest
from partnerportal.kernel.viewer import Role

FIRST_PAGES = {
    Role.OWNER: "/uebersicht",
    Role.STAFF: "/uebersicht",
    Role.CLERK: "/eingang",
    Role.OFFICER: "/datenschutzerklaerung",
    Role.ADMINISTRATOR: "/verwaltung/",
}


@public
@require_safe
def home(request: PortalRequest) -> HttpResponseBase:
    """Redirect to the role's first page, strangers to the sign-in page."""
    return HttpResponseRedirect(FIRST_PAGES.get(request.viewer.role, "/anmelden"))

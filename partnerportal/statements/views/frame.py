"""What the pages of statements share: who may enter, how things are worded, what is not there."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _

from partnerportal.accounts.guards import requires
from partnerportal.accounts.http import PortalRequest
from partnerportal.kernel.viewer import Role
from partnerportal.privacy.derive_visibility import ObjectKind, visibility_box
from partnerportal.statements import wording
from partnerportal.statements.queries import LineRow, StatementDetail, line_for, statement_for

UNPROCESSABLE = 422
CONFLICT = 409

either_side = requires(Role.OWNER, Role.STAFF, Role.CLERK, right="statements")
for_partner = requires(Role.OWNER, Role.STAFF, right="statements")
for_settling = requires(Role.CLERK, right="statements")


def statement_or_404(request: PortalRequest, number: str) -> StatementDetail:
    """Return the statement. Raises: Http404, alike for a foreign, an open and a missing one."""
    found = statement_for(viewer=request.viewer, number=number)
    if found is None:
        raise Http404
    return found


def line_or_404(request: PortalRequest, number: str, position: int) -> LineRow:
    """Return the line. Raises: Http404."""
    found = line_for(viewer=request.viewer, number=number, position=position)
    if found is None:
        raise Http404
    return found


def page_words(request: PortalRequest) -> dict[str, Any]:
    """Return what every template here needs: words, and whether contracts may be linked."""
    return {
        "words": wording,
        "links_contracts": request.viewer.may_see_contracts,
        "box": visibility_box(ObjectKind.STATEMENT, viewer_role=request.viewer.role, translate=_),
    }

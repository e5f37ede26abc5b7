"""Let the administrator decide about wished names and addresses."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from partnerportal.accounts.guards import for_administrator
from partnerportal.accounts.http import PortalRequest
from partnerportal.accounts.queries.profile import details_requests
from partnerportal.accounts.services.profile import UnknownChange, decide_details
from partnerportal.accounts.views.directory_frame import REFUSED, box_of, done, done_sentence
from partnerportal.accounts.views.directory_person import PEOPLE
from partnerportal.kernel.errors import Refused
from partnerportal.privacy.derive_visibility import ObjectKind


@for_administrator
@require_safe
def details_changes(request: PortalRequest) -> HttpResponseBase:
    """Show what waits, old beside new."""
    return _page(request)


@for_administrator
@require_POST
def details_decide(request: PortalRequest, change_id: UUID) -> HttpResponseBase:
    """Take the wished details over, or leave the old ones."""
    approve = request.POST.get("decision") == "approve"
    try:
        decide_details(actor=request.viewer, change_id=change_id, approve=approve, now=request.now)
    except UnknownChange:
        raise Http404 from None
    except Refused as refused:
        return _page(request, gettext(refused.sentence))
    return done("accounts:details_changes", "entschieden")


def _page(request: PortalRequest, refusal: str = "") -> HttpResponseBase:
    request.place = PEOPLE
    context = {
        "changes": details_requests(viewer=request.viewer),
        "done": done_sentence(request),
        "refusal": refusal,
        "box": box_of(request, ObjectKind.CHANGE),
    }
    status = REFUSED if refusal else 200
    return render(request, "accounts/directory_changes.html", context, status=status)

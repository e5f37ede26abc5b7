"""Keep the door in front of the wall: the same rows as the policies of the tables let through."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from partnerportal.contracts.models import Contract
from partnerportal.kernel.viewer import Viewer


def contracts_of(viewer: Viewer) -> QuerySet[Contract]:
    """Return the contracts the viewer may see: a partner its own, a clerk all."""
    return Contract.objects.all() if viewer.is_clerk else Contract.objects.filter(partner_side(viewer))


def partner_side(viewer: Viewer) -> Q:
    """Return the condition for what only the partner's own people see."""
    if viewer.is_partner and (viewer.may_see_contracts or viewer.may_see_claims):
        return Q(partner_id=viewer.partner_id)
    return Q(pk__in=())

"""Read consents."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q

from partnerportal.contracts.models import Consent
from partnerportal.contracts.rules import are_complete
from partnerportal.kernel.viewer import Viewer


def has_consents(*, viewer: Viewer, insured_person_id: UUID) -> bool:
    """Say whether the person's consent and release from secrecy are on record and not withdrawn (C74)."""
    if not (viewer.is_clerk or (viewer.is_partner and viewer.may_see_claims)):
        return False
    scope = Q(partner_id=viewer.partner_id) if viewer.is_partner else Q()
    valid = Consent.objects.filter(scope, insured_person_id=insured_person_id, withdrawn_at__isnull=True)
    return are_complete(set(valid.values_list("kind", flat=True)))

"""Record consents."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from partnerportal.contracts import consent_wording
from partnerportal.contracts.models import Consent, InsuredPerson
from partnerportal.contracts.rules import CONSENT_KINDS, check_consent
from partnerportal.kernel.clock import berlin_date
from partnerportal.kernel.viewer import Viewer


@transaction.atomic
def record_consents(
    *,
    actor: Viewer,
    insured_person_id: UUID,
    wording_version: str,
    obtained_how: str,
    given_on: date,
    now: datetime,
) -> None:
    """Record that the actor obtained the person's consent and release from secrecy, in which words and how (C74).

    A declaration that is on record and not withdrawn stays as it is: the first proof counts, and two tabs do
    no harm.

    Raises: Refused (`consent.…`) from `rules.check_consent`; LookupError for a foreign or missing person.
    """
    check_consent(
        way=obtained_how,
        is_known_wording=consent_wording.is_known(wording_version),
        given_on=given_on,
        today=berlin_date(now),
    )
    if not _is_own(actor, insured_person_id):
        raise LookupError("the insured person belongs to no contract of the actor's partner")
    declared = {
        "partner_id": actor.partner,
        "insured_person_id": insured_person_id,
        "wording_version": wording_version,
        "obtained_by_id": actor.account,
        "obtained_how": obtained_how,
        "given_on": given_on,
        "recorded_at": now,
    }
    consents = [Consent(kind=kind, **declared) for kind in CONSENT_KINDS]
    Consent.objects.bulk_create(consents, ignore_conflicts=True)


def _is_own(actor: Viewer, insured_person_id: UUID) -> bool:
    return InsuredPerson.objects.filter(id=insured_person_id, partner_id=actor.partner).exists()

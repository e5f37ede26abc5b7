"""Find the insured persons for whom a claim can be told."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from partnerportal.config.seed.bills import LONGEST_SERIES
from partnerportal.config.seed.chance import Chance
from partnerportal.contracts.models import Contract, InsuredPerson

HEALTH = "020"
SETTLED = LONGEST_SERIES + timedelta(days=20)
"""A contract is this old before its first invoice, so that no treatment lies before its beginning."""


class Insured:
    """Hold one partner's insured persons, with and without consents, in a fixed order."""

    def __init__(self, partner_id: UUID) -> None:
        persons = list(
            InsuredPerson.objects.filter(partner_id=partner_id, contract__line_of_business=HEALTH)
            .select_related("contract__policyholder")
            .order_by("id")
        )
        consenting = set(
            InsuredPerson.objects.filter(partner_id=partner_id, consents__withdrawn_at=None)
            .filter(consents__kind="health_consent")
            .values_list("id", flat=True)
        )
        self._ready = [person for person in persons if person.id in consenting]
        self._without_consent = [person for person in persons if person.id not in consenting]

    def anyone(self, chance: Chance, on: date, *, has_consents: bool = True) -> InsuredPerson:
        """Return somebody whose contract has run for a while on that day. Raises: IndexError without anyone."""
        persons = self._ready if has_consents else self._without_consent
        return chance.choice([person for person in persons if _is_settled(person.contract, on)])


def _is_settled(contract: Contract, on: date) -> bool:
    return contract.begins_on + SETTLED <= on and (contract.ends_on is None or contract.ends_on >= on)

"""Registrations for the matrix: for the administrator, for the owner, and the links of their mails."""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

from partnerportal.accounts.models import Registration
from partnerportal.accounts.services import approvals
from partnerportal.database.context import acting_as
from partnerportal.partners.models import Partner
from tests.accounts.registering import sent_registration, token_for, waiting_registration
from tests.cast import House

NOBODY: frozenset[str] = frozenset()
Row = tuple[str, dict[str, object], frozenset[str]]


def registration_things(house: House, now: datetime) -> list[Row]:
    """Return the registrations an address can name: label, values, who reaches it."""
    waiting = waiting_registration(now=now)
    for_owner = _for_the_owner(house, now)
    unsent = sent_registration(now=now, email="unbestaetigt@nirgends.example")
    return [
        ("waiting", {"registration_id": waiting.id}, frozenset({"administrator"})),
        ("for the owner", {"registration_id": for_owner.id}, frozenset({"administrator", "lindner"})),
        ("unconfirmed", {"registration_id": unsent}, NOBODY),
        ("unknown", {"registration_id": uuid4()}, NOBODY),
    ]


def registration_tokens(house: House, now: datetime) -> dict[str, str]:
    """Return a token for each link of a registration's mails, by route."""
    unconfirmed = sent_registration(now=now, email="eins@nirgends.example")
    asked = waiting_registration(now=now, email="zwei@nirgends.example")
    refused = waiting_registration(now=now, email="drei@nirgends.example")
    actor = house.administrator
    with acting_as(actor):
        approvals.ask_applicant(actor=actor, registration_id=asked.id, text="Seit wann?", now=now)
        approvals.refuse_registration(actor=actor, registration_id=refused.id, reason="Fremd.", now=now)
    return {
        "accounts:registration_confirm": token_for(registration_id=unconfirmed, now=now),
        "accounts:registration_answer": token_for(
            occasion="registration.asked", registration_id=asked.id, now=now
        ),
        "accounts:registration_outcome": token_for(
            occasion="registration.refused", registration_id=refused.id, now=now
        ),
    }


def _for_the_owner(
    house: House, now: datetime, email: str = "vier@nirgends.example", ip: str = "192.0.2.7"
) -> Registration:
    found = waiting_registration(now=now, email=email, ip=ip)
    with acting_as(house.administrator):
        approvals.approve_registration(
            actor=house.administrator,
            registration_id=found.id,
            partner_id=house.lindner.partner,
            now=now,
        )
    return found


def more_registrations(house: House, number: int, now: datetime) -> None:
    """Add registrations of both kinds, and partner firms they may belong to."""
    for running in range(number):
        email = f"weitere{running}@nirgends.example"
        waiting_registration(now=now, email=email, ip="198.51.100.7")
        Partner.objects.create(
            name=f"Müller {running}", intermediary_number=f"471100000{chr(65 + running)}", street="Am Deich 1",
            postal_code="25813", city="Husum",
        )  # fmt: skip
    for running in range(number):
        _for_the_owner(house, now, f"andere{running}@nirgends.example", "198.51.100.8")

"""Keep the partner register: firms, the end of their contracts, blocks. Only the administrator writes it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction

from partnerportal.kernel.viewer import Role, Viewer
from partnerportal.partners.models import Partner
from partnerportal.partners.rules import number_taken


class UnknownPartner(LookupError):  # noqa: N818 - reads as what it says
    """No such firm is within the actor's reach; the page answers 404."""


@dataclass(frozen=True, slots=True)
class Firm:
    """Hold what the register says about a firm; `register_number` may be empty."""

    name: str
    intermediary_number: str
    register_number: str
    street: str
    postal_code: str
    city: str


@transaction.atomic
def add_partner(*, actor: Viewer, firm: Firm) -> UUID:
    """Enter a firm and return its id. Raises: UnknownPartner for another role; Refused for a number in use."""
    _check_keeps_register(actor)
    partner = Partner(id=uuid4())
    _write(partner, firm)
    return partner.id


@transaction.atomic
def change_partner(*, actor: Viewer, partner_id: UUID, firm: Firm) -> None:
    """Correct what the register says about a firm. Raises: UnknownPartner; Refused for a number in use."""
    _write(_locked(actor, partner_id), firm)


@transaction.atomic
def end_contract(*, actor: Viewer, partner_id: UUID, ended_on: date | None) -> None:
    """Note the last day of the contract with a firm, or that it goes on; the door asks for it at each request.

    Raises: UnknownPartner.
    """
    partner = _locked(actor, partner_id)
    partner.ended_on = ended_on
    partner.save(update_fields=["ended_on"])


@transaction.atomic
def block_partner(*, actor: Viewer, partner_id: UUID, now: datetime) -> None:
    """Let nobody of the firm in until it is unblocked. Blocking twice changes nothing. Raises: UnknownPartner."""
    partner = _locked(actor, partner_id)
    partner.blocked_at = partner.blocked_at or now
    partner.save(update_fields=["blocked_at"])


@transaction.atomic
def unblock_partner(*, actor: Viewer, partner_id: UUID) -> None:
    """Let the people of a firm in again. Raises: UnknownPartner."""
    partner = _locked(actor, partner_id)
    partner.blocked_at = None
    partner.save(update_fields=["blocked_at"])


def _check_keeps_register(actor: Viewer) -> None:
    if actor.role is not Role.ADMINISTRATOR:
        raise UnknownPartner


def _locked(actor: Viewer, partner_id: UUID) -> Partner:
    _check_keeps_register(actor)
    partner = Partner.objects.select_for_update().filter(id=partner_id).first()
    if partner is None:
        raise UnknownPartner
    return partner


def _write(partner: Partner, firm: Firm) -> None:
    partner.name, partner.intermediary_number = firm.name, firm.intermediary_number
    partner.register_number = firm.register_number
    partner.street, partner.postal_code, partner.city = firm.street, firm.postal_code, firm.city
    try:
        with transaction.atomic():
            partner.save()
    except IntegrityError:
        raise number_taken() from None

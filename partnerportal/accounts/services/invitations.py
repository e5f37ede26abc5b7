"""Invite people by a link that opens once, and let them in."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID, uuid4

from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django.db.models import F, Q, QuerySet

from partnerportal.accounts.models import Account, Invitation
from partnerportal.accounts.queries.directory import accounts_led_by
from partnerportal.accounts.queries.invitations import invitations_of
from partnerportal.accounts.rules.directory import name_of
from partnerportal.accounts.rules.invitations import (
    INVITED_FOR,
    Place,
    check_may_invite,
    invited_already,
    known_here,
)
from partnerportal.accounts.services.letters import order_letter
from partnerportal.accounts.services.links import find_link
from partnerportal.accounts.terms import NOTICE_VERSION, TERMS_VERSION
from partnerportal.database.context import acting_as
from partnerportal.database.keys import vault_for_writing
from partnerportal.kernel.errors import Refused
from partnerportal.kernel.errors import marked_for_translation as _
from partnerportal.kernel.viewer import GATE, Role, Viewer

BORN_ON = "accounts_account.born_on"


class UnknownInvitation(LookupError):  # noqa: N818 - reads as what it says
    """The invitation is not within reach, used, withdrawn, or its time is over."""


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Hold what an invited person says about itself; the operator's people give their name only."""

    first_name: str = field(repr=False)
    last_name: str = field(repr=False)
    password: str = field(repr=False)
    born_on: date | None = field(default=None, repr=False)
    street: str = field(default="", repr=False)
    postal_code: str = field(default="", repr=False)
    city: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Invited:
    """Hold what the page behind the link shows: who invites into what."""

    email: str = field(repr=False)
    invited_by: str = field(repr=False)
    role: Role
    house: str
    expires_at: datetime


@transaction.atomic
def invite(*, actor: Viewer, email: str, place: Place, now: datetime) -> UUID:
    """Invite somebody and return the invitation's id.

    An owner learns nothing about accounts of other firms: there the invitation is written all the same, and the mail
    says that the person has an account already.

    Raises: Refused for a place the actor cannot give, and for an address known within the actor's reach.
    """
    check_may_invite(actor, place)
    address = email.strip().lower()
    known = accounts_led_by(actor).filter(email__iexact=address).values_list("removed_at", flat=True)
    for removed_at in known:
        raise known_here(is_removed=removed_at is not None)
    if invitations_of(actor).filter(email=address, expires_at__gt=now).exists():
        raise invited_already()
    invitation = Invitation(
        id=uuid4(),
        email=address,
        role=place.role.value,
        partner_id=place.partner_id,
        department_id=place.department_id,
        may_see_statements=place.rights.statements,
        may_see_claims=place.rights.claims,
        may_see_contracts=place.rights.contracts,
        invited_by_id=actor.account,
        created_at=now,
        expires_at=now + INVITED_FOR,
    )
    invitation.save(force_insert=True)
    order_letter(occasion="invitation", invitation_id=invitation.id, now=now)
    if place.role is Role.OWNER and place.partner_id is not None:
        _tell_the_other_owners(actor, place.partner_id, now)
    return invitation.id


def _tell_the_other_owners(actor: Viewer, partner_id: UUID, now: datetime) -> None:
    """Let nobody become an owner of a firm behind the backs of those who are, whoever invites."""
    owners = Account.objects.filter(role=Role.OWNER.value, partner_id=partner_id, is_active=True)
    for owner_id in owners.exclude(id=actor.account).values_list("id", flat=True):
        order_letter(occasion="invitation.owner", account_id=owner_id, now=now)


@transaction.atomic
def resend(*, actor: Viewer, invitation_id: UUID, now: datetime) -> None:
    """Send the invitation once more, for another 72 hours; now it is the actor's. Raises: UnknownInvitation."""
    found = invitations_of(actor).filter(id=invitation_id)
    if not found.update(expires_at=now + INVITED_FOR, invited_by_id=actor.account):
        raise UnknownInvitation
    order_letter(occasion="invitation", invitation_id=invitation_id, now=now)


@transaction.atomic
def withdraw(*, actor: Viewer, invitation_id: UUID) -> None:
    """Take the invitation back; its link opens nothing any more. Raises: UnknownInvitation."""
    if not invitations_of(actor).filter(id=invitation_id).delete()[0]:
        raise UnknownInvitation


def open_invitation(*, token: str, now: datetime) -> Invited | None:
    """Return what the link of a mail invites into; None when it opens nothing (any more). Looking uses nothing up."""
    with acting_as(GATE):
        link = find_link(token=token, purpose="invitation", now=now)
        if link is None or link.invitation_id is None:
            return None
        open_ones = _open_ones(now).select_related("invited_by", "partner", "department")
        invitation = open_ones.filter(id=link.invitation_id).first()
        if invitation is None:
            return None
        house = invitation.partner or invitation.department
        return Invited(
            email=invitation.email,
            invited_by=name_of(invitation.invited_by.first_name, invitation.invited_by.last_name),
            role=Role(invitation.role),
            house=house.name if house is not None else "",
            expires_at=invitation.expires_at,
        )


@transaction.atomic
def accept(*, token: str, newcomer: Newcomer, now: datetime) -> UUID:
    """Make the invited person an account and return its id; the invitation is gone then, and the link with it.

    Two browsers with the same link make one account: its address is there once (Account.email).

    Raises: UnknownInvitation; Refused when the address got an account meanwhile.
    """
    with acting_as(GATE):
        link = find_link(token=token, purpose="invitation", now=now)
        if link is None or link.invitation_id is None:
            raise UnknownInvitation
        invitation = _open_ones(now).filter(id=link.invitation_id).first()
        if invitation is None:
            raise UnknownInvitation
        account = _account(invitation, newcomer, now)
        account.born_on = _sealed_birth(account.id, newcomer.born_on, now)
        try:
            with transaction.atomic():
                account.save(force_insert=True)
        except IntegrityError:
            raise _known_meanwhile() from None
        invitation.delete()
    return account.id


def _open_ones(now: datetime) -> QuerySet[Invitation]:
    """Return the invitations in time of people who still may invite: neither blocked nor given another role."""
    is_owner = Q(invited_by__role=Role.OWNER.value, invited_by__partner=F("partner"))
    leads = is_owner | Q(invited_by__role=Role.ADMINISTRATOR.value)
    return Invitation.objects.filter(leads, invited_by__is_active=True, expires_at__gt=now)


def _account(invitation: Invitation, newcomer: Newcomer, now: datetime) -> Account:
    return Account(
        id=uuid4(),
        email=invitation.email,
        password=make_password(newcomer.password),
        first_name=newcomer.first_name,
        last_name=newcomer.last_name,
        role=invitation.role,
        partner_id=invitation.partner_id,
        department_id=invitation.department_id,
        may_see_statements=invitation.may_see_statements,
        may_see_claims=invitation.may_see_claims,
        may_see_contracts=invitation.may_see_contracts,
        street=newcomer.street,
        postal_code=newcomer.postal_code,
        city=newcomer.city,
        created_at=now,
        terms_version=TERMS_VERSION,
        terms_accepted_at=now,
        notice_version=NOTICE_VERSION,
        notice_acknowledged_at=now,
    )


def _sealed_birth(account_id: UUID, born_on: date | None, now: datetime) -> bytes | None:
    if born_on is None:
        return None
    vault = vault_for_writing(subjects=[account_id], partner_id=None, now=now)
    return vault.seal(account_id, BORN_ON, account_id, born_on.isoformat())


def _known_meanwhile() -> Refused:
    return Refused(
        "invitation.used",
        _("Zu dieser E-Mail-Adresse gibt es inzwischen ein Konto. Bitte melden Sie sich an."),
    )

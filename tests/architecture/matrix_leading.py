"""What leaders of a house can name in the matrix: accounts, invitations, firms, departments, wished changes."""

from __future__ import annotations

from datetime import datetime, timedelta
from secrets import token_urlsafe
from uuid import UUID, uuid4

from partnerportal.accounts.models import DetailsChange, Invitation, OneTimeLink
from partnerportal.accounts.queries.profile import Details
from partnerportal.accounts.services.links import token_hash
from partnerportal.accounts.services.profile import wish_details
from partnerportal.database.context import acting_as
from partnerportal.kernel.viewer import Viewer
from partnerportal.partners.models import Partner
from partnerportal.routing.models import Department
from tests.cast import AccountMaker, House

INVITATION, TOKEN = "accounts:invitation", token_urlsafe(32)
NOBODY: frozenset[str] = frozenset()
ADMINISTRATOR = frozenset({"administrator"})
OURS, THEIRS = ADMINISTRATOR | {"lindner"}, ADMINISTRATOR | {"petersen"}
Row = tuple[str, dict[str, object], frozenset[str]]


def led_things(house: House, everybody: frozenset[str], now: datetime) -> dict[str, list[Row]]:
    """Return own, foreign and missing things of each kind a leader's address can name."""
    ours, theirs = _colleague(house.lindner), _colleague(house.petersen)
    _second_leaders(house)
    invitations = _invitation(house.lindner, now), _invitation(house.petersen, now)
    return {
        "account": _own_and_foreign("account_id", ours.account, theirs.account),
        "invitation": _own_and_foreign("invitation_id", *invitations),
        "partner": _for_administrator("partner_id", house.lindner.partner),
        "department": _for_administrator("department_id", house.benefits.id),
        "change": _for_administrator("change_id", _change(ours, now)),
        INVITATION: [
            ("own", {"token": TOKEN}, everybody),
            ("unknown", {"token": "unbekannt"}, NOBODY),
        ],
    }


def grow_led(house: House, more: int, now: datetime) -> None:
    """Add colleagues, clerks, invitations, firms, departments and wishes, `more` of each."""
    make = AccountMaker("!")
    for number in range(more):
        _change(_colleague(house.lindner), now)
        _invitation(house.lindner, now)
        make(f"{uuid4()}@portal.example", "Ina", f"Neu{number}", "clerk", department=house.benefits)
        Department.objects.create(
            code=f"neu-{number}", name=f"Neue Abteilung {number}", email="neu@portal.example"
        )


def _own_and_foreign(name: str, own: UUID, foreign: UUID) -> list[Row]:
    return [
        ("own", {name: own}, OURS),
        ("foreign", {name: foreign}, THEIRS),
        ("unknown", {name: uuid4()}, NOBODY),
    ]


def _for_administrator(name: str, known: UUID) -> list[Row]:
    return [("known", {name: known}, ADMINISTRATOR), ("unknown", {name: uuid4()}, NOBODY)]


def _colleague(owner: Viewer) -> Viewer:
    make, partner = AccountMaker("!"), Partner.objects.get(id=owner.partner)
    return make(f"{uuid4()}@portal.example", "Jule", "Krämer", "staff", partner=partner)


def _second_leaders(house: House) -> None:
    """Let nobody be the last leader, so that every account can be removed."""
    make = AccountMaker("!")
    for owner in (house.lindner, house.petersen):
        firm = Partner.objects.get(id=owner.partner)
        make(f"{uuid4()}@portal.example", "Ole", "Zweiter", "owner", partner=firm)
    make(f"{uuid4()}@portal.example", "Ole", "Zweiter", "administrator")


def _invitation(owner: Viewer, now: datetime) -> UUID:
    """Invite somebody into the owner's firm; the first of them holds the link of the matrix."""
    invitation = Invitation.objects.create(
        email=f"{uuid4()}@portal.example", role="staff", partner_id=owner.partner, invited_by_id=owner.account,
        created_at=now, expires_at=now + timedelta(hours=72),
    )  # fmt: skip
    if not OneTimeLink.objects.filter(purpose="invitation").exists():
        OneTimeLink.objects.create(
            token_hash=token_hash(TOKEN), purpose="invitation", invitation=invitation,
            created_at=now, expires_at=now + timedelta(hours=72),
        )  # fmt: skip
    return invitation.id


def _change(person: Viewer, now: datetime) -> UUID:
    with acting_as(person):
        wish_details(actor=person, details=Details("Jule", "Krämer", "Domstraße 1", "50668", "Köln"), now=now)
    return DetailsChange.objects.get(account_id=person.account).id

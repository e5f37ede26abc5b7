"""People come in by invitation: who may invite into what, one link, one account, and no look into other firms."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from django.core import mail
from django.test import Client

from partnerportal.accounts.models import Account, Invitation, Letter, OneTimeLink
from partnerportal.accounts.rules.directory import Rights
from partnerportal.accounts.rules.invitations import Place
from partnerportal.accounts.services import invitations
from partnerportal.accounts.services.invitations import UnknownInvitation
from partnerportal.accounts.services.letters import send_letter
from partnerportal.accounts.terms import NOTICE_VERSION, TERMS_VERSION
from partnerportal.database.context import acting_as
from partnerportal.database.keys import open_vault
from partnerportal.kernel.clock import utc_now
from partnerportal.kernel.errors import Refused
from partnerportal.kernel.viewer import WORKER, Role, Viewer
from tests.cast import House

pytestmark = pytest.mark.django_db
SignIn = Callable[[Viewer], Client]
ADDRESS = "Jule.Kraemer@lindner-voss.example"
PASSWORD = "Regenschirm trinkt Kaffee 1905"
ABOUT = {
    "first_name": "Jule",
    "last_name": "Krämer",
    "born_on_day": "3",
    "born_on_month": "5",
    "born_on_year": "1991",
    "street": "Domstraße 12",
    "postal_code": "50668",
    "city": "Köln",
    "password": PASSWORD,
    "terms": TERMS_VERSION,
    "notice": NOTICE_VERSION,
}


def invite(actor: Viewer, place: Place, address: str = ADDRESS) -> UUID:
    with acting_as(actor):
        return invitations.invite(actor=actor, email=address, place=place, now=utc_now())


def staff_of(owner: Viewer, **rights: bool) -> Place:
    return Place(Role.STAFF, partner_id=owner.partner, rights=Rights(**rights))


def link_of(invitation_id: UUID) -> str:
    """Let the worker send the newest letter and return the path of its link."""
    letter = Letter.objects.filter(invitation_id=invitation_id, sent_at=None).latest("created_at")
    with acting_as(WORKER):
        assert send_letter(letter_id=letter.id, now=utc_now(), origin="https://portal.example")
    found = re.search(r"https://portal\.example(/einladung/\S+)", str(mail.outbox[-1].body))
    assert found is not None
    return found[1]


def test_an_invited_colleague_gets_exactly_the_given_rights(house: House, client: Client) -> None:
    path = link_of(invite(house.lindner, staff_of(house.lindner, claims=True)))

    page = client.get(path).content.decode()
    assert "Katrin Lindner" in page
    assert "Lindner &amp; Voss Makler" in page
    answer = client.post(path, ABOUT)

    assert answer.headers["Location"] == "/einladung/fertig"
    account = Account.objects.get(email=ADDRESS.lower())
    assert (account.role, account.partner_id, account.is_active) == ("staff", house.lindner.partner, True)
    assert (account.may_see_claims, account.may_see_contracts, account.may_see_statements) == (
        True,
        False,
        False,
    )
    assert (account.terms_version, account.notice_version) == (TERMS_VERSION, NOTICE_VERSION)
    assert account.check_password(PASSWORD)
    assert not Invitation.objects.exists()


def test_the_day_of_birth_is_sealed_with_the_accounts_own_key(house: House, client: Client) -> None:
    client.post(link_of(invite(house.lindner, staff_of(house.lindner))), ABOUT)

    account = Account.objects.get(email=ADDRESS.lower())
    sealed = bytes(account.born_on or b"")
    assert b"1991" not in sealed
    vault = open_vault([account.id])
    assert vault.unseal(account.id, "accounts_account.born_on", account.id, sealed) == "1991-05-03"


def test_the_link_opens_once(house: House, client: Client) -> None:
    path = link_of(invite(house.lindner, staff_of(house.lindner)))
    client.post(path, ABOUT)

    assert client.get(path).status_code == 404
    assert client.post(path, ABOUT).status_code == 404
    assert Account.objects.filter(email=ADDRESS.lower()).count() == 1


def test_looking_at_the_link_uses_nothing_up(house: House, client: Client) -> None:
    path = link_of(invite(house.lindner, staff_of(house.lindner)))

    assert [client.get(path).status_code for _scanner in range(3)] == [200, 200, 200]


def test_the_link_is_over_after_72_hours(house: House, client: Client) -> None:
    invitation_id = invite(house.lindner, staff_of(house.lindner))
    path = link_of(invitation_id)
    OneTimeLink.objects.update(expires_at=utc_now() + timedelta(days=9))
    assert client.get(path).status_code == 200

    Invitation.objects.update(expires_at=utc_now() - timedelta(seconds=1))

    assert client.get(path).status_code == 404
    assert client.post(path, ABOUT).status_code == 404
    lifetime = Invitation.objects.get().expires_at - Invitation.objects.get().created_at
    assert lifetime <= timedelta(hours=72)


@pytest.mark.parametrize("missing", ["terms", "notice", "password", "born_on_year", "street", "last_name"])
def test_every_part_of_the_form_is_needed(house: House, client: Client, missing: str) -> None:
    path = link_of(invite(house.lindner, staff_of(house.lindner)))

    answer = client.post(path, {**ABOUT, missing: ""})

    assert answer.status_code == 422
    assert not Account.objects.filter(email=ADDRESS.lower()).exists()
    assert "Krämer" in answer.content.decode() or missing == "last_name"


def test_a_password_with_the_own_name_is_refused(house: House, client: Client) -> None:
    path = link_of(invite(house.lindner, staff_of(house.lindner)))

    assert client.post(path, {**ABOUT, "password": "Kraemer am Rhein 88"}).status_code == 422


def test_an_owner_learns_nothing_about_accounts_of_other_firms(house: House, sign_in: SignIn) -> None:
    owner = sign_in(house.lindner)
    form = {"role": "staff", "rights": ["claims"]}

    known = owner.post("/team/einladen", {**form, "email": "petersen@petersen-assekuranz.example"})
    unknown = owner.post("/team/einladen", {**form, "email": "niemand@nirgends.example"})

    assert (known.status_code, known.headers["Location"]) == (
        unknown.status_code,
        unknown.headers["Location"],
    )
    assert Letter.objects.filter(occasion="invitation").count() == 2


def test_who_has_an_account_already_is_told_so_and_gets_no_link(house: House) -> None:
    invitation_id = invite(house.lindner, staff_of(house.lindner), "Petersen@petersen-assekuranz.example")
    letter = Letter.objects.get(invitation_id=invitation_id)

    with acting_as(WORKER):
        send_letter(letter_id=letter.id, now=utc_now(), origin="https://portal.example")

    assert "bereits einen Zugang" in mail.outbox[-1].body
    assert "/einladung/" not in mail.outbox[-1].body
    assert not OneTimeLink.objects.exists()


def test_within_the_own_firm_a_known_address_is_named(house: House, sign_in: SignIn) -> None:
    answer = sign_in(house.lindner).post(
        "/team/einladen", {"email": "VOSS@lindner-voss.example", "role": "staff"}
    )

    assert answer.status_code == 422
    assert "schon ein Konto" in answer.content.decode()


def test_an_open_invitation_is_not_written_twice(house: House) -> None:
    invite(house.lindner, staff_of(house.lindner))

    with pytest.raises(Refused, match=r"invitation\.twice"):
        invite(house.lindner, staff_of(house.lindner), ADDRESS.upper())


def test_who_was_invited_by_two_firms_comes_into_the_first_one_only(house: House, client: Client) -> None:
    first = link_of(invite(house.lindner, staff_of(house.lindner)))
    second = link_of(invite(house.petersen, staff_of(house.petersen)))

    client.post(first, ABOUT)
    answer = client.post(second, ABOUT)

    assert answer.status_code == 422
    assert "inzwischen ein Konto" in answer.content.decode()
    assert Account.objects.get(email=ADDRESS.lower()).partner_id == house.lindner.partner


def test_an_owner_invites_into_the_own_firm_only(house: House) -> None:
    foreign = Place(Role.STAFF, partner_id=house.petersen.partner)
    operator = Place(Role.ADMINISTRATOR)
    for place in (foreign, operator):
        with pytest.raises(Refused, match=r"invitation\.foreign"):
            invite(house.lindner, place)


@pytest.mark.parametrize("role", [Role.OFFICER, Role.ADMINISTRATOR])
def test_the_administrator_invites_the_operators_people_who_give_a_name_only(
    house: House, client: Client, role: Role
) -> None:
    path = link_of(invite(house.administrator, Place(role), "neu@musterschutz.example"))
    page = client.get(path).content.decode()
    assert "Geburtsdatum" not in page
    assert "Straße" not in page

    said = {name: ABOUT[name] for name in ("first_name", "last_name", "password", "terms", "notice")}
    client.post(path, said)

    account = Account.objects.get(email="neu@musterschutz.example")
    assert (account.role, account.partner_id, account.born_on) == (role.value, None, None)


def test_an_owner_of_a_firm_is_invited_by_the_administrator(house: House, client: Client) -> None:
    path = link_of(invite(house.administrator, Place(Role.OWNER, partner_id=house.petersen.partner)))

    client.post(path, ABOUT)

    assert Account.objects.get(email=ADDRESS.lower()).role == "owner"


def test_a_withdrawn_invitation_opens_nothing(house: House, client: Client, sign_in: SignIn) -> None:
    invitation_id = invite(house.lindner, staff_of(house.lindner))
    path = link_of(invitation_id)

    answer = sign_in(house.lindner).post(f"/einladungen/{invitation_id}/zurueckziehen")

    assert answer.headers["Location"] == "/team?erledigt=zurueckgezogen"
    assert client.get(path).status_code == 404
    assert not Letter.objects.filter(occasion="invitation").exists()


def test_an_invitation_sent_again_lives_another_72_hours(house: House, client: Client) -> None:
    invitation_id = invite(house.lindner, staff_of(house.lindner))
    old = link_of(invitation_id)
    Invitation.objects.update(expires_at=utc_now() - timedelta(hours=1))

    with acting_as(house.lindner):
        invitations.resend(actor=house.lindner, invitation_id=invitation_id, now=utc_now())
    new = link_of(invitation_id)

    assert client.get(new).status_code == 200
    assert client.get(old).status_code == 404


def test_nobody_touches_an_invitation_of_another_firm(house: House) -> None:
    invitation_id = invite(house.petersen, staff_of(house.petersen))

    for actor in (house.lindner, house.voss):
        with acting_as(actor), pytest.raises(UnknownInvitation):
            invitations.withdraw(actor=actor, invitation_id=invitation_id)
        with acting_as(actor), pytest.raises(UnknownInvitation):
            invitations.resend(actor=actor, invitation_id=invitation_id, now=utc_now())


def test_the_mail_names_nobody(house: House) -> None:
    link_of(invite(house.lindner, staff_of(house.lindner)))

    for word in ("Jule", "Lindner", "Voss", "Katrin", "@"):
        assert word not in mail.outbox[-1].body

"""Four eyes stay four: who loses the say no longer counts, who came later does not decide, nobody leads unseen."""

from __future__ import annotations

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator

from partnerportal.accounts.models import Account, FactorRecovery, Letter
from partnerportal.accounts.rules.directory import Rights
from partnerportal.accounts.rules.invitations import Place
from partnerportal.accounts.services import invitations
from partnerportal.database.context import acting_as
from partnerportal.kernel.errors import Refused
from partnerportal.kernel.viewer import Role, Viewer
from tests.accounts.test_recovery import agree, finish, lost_by
from tests.cast import NOW, House


@pytest.mark.parametrize(
    "lost_say", [{"is_active": False, "blocked_at": NOW}, {"role": "officer"}], ids=["blocked", "demoted"]
)
def test_nobody_whose_say_was_taken_away_takes_a_factor_off(
    house: House, lost_say: dict[str, object]
) -> None:
    asked = lost_by(house.voss)
    agree(house.lindner, asked)
    agree(house.administrator, asked)
    Account.objects.filter(id=house.administrator.account).update(**lost_say)
    assert finish(NOW + timedelta(hours=25)) == 0
    assert Authenticator.objects.count() == 1
    assert FactorRecovery.objects.count() == 0


def test_nobody_whose_say_was_taken_away_counts_as_the_first(house: House) -> None:
    asked = lost_by(house.voss)
    agree(house.lindner, asked)
    Account.objects.filter(id=house.lindner.account).update(role="staff")
    agree(house.administrator, asked)
    assert finish(NOW + timedelta(hours=25)) == 0
    assert Authenticator.objects.count() == 1


def test_nobody_decides_who_came_after_the_loss_was_reported(house: House) -> None:
    asked = lost_by(house.voss)
    Account.objects.filter(id=house.administrator.account).update(created_at=NOW + timedelta(minutes=1))
    agree(house.lindner, asked)

    with pytest.raises(Refused) as refused:
        agree(house.administrator, asked)

    assert refused.value.code == "recovery.too_new"
    assert FactorRecovery.objects.get().second_by_id is None


@pytest.mark.parametrize(("role", "told"), [(Role.OWNER, 1), (Role.STAFF, 0)])
def test_the_owners_of_a_firm_hear_of_another_owner(house: House, role: Role, told: int) -> None:
    invited(house.administrator if role is Role.OWNER else house.lindner, house, role)
    letters = Letter.objects.filter(occasion="invitation.owner", account_id=house.lindner.account)
    assert letters.count() == told
    assert Letter.objects.filter(occasion="invitation.owner").count() == told


def test_an_owner_who_invites_another_is_not_told_of_it(house: House) -> None:
    invited(house.lindner, house, Role.OWNER)
    assert not Letter.objects.filter(occasion="invitation.owner").exists()


def invited(actor: Viewer, house: House, role: Role) -> None:
    place = Place(role=role, partner_id=house.lindner.partner, rights=Rights(False, False, False))
    with acting_as(actor):
        invitations.invite(actor=actor, email="neu@lindner-voss.example", place=place, now=NOW)

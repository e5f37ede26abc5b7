"""The database itself lets nobody in who was not invited, or matched and approved (clause C35)."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, transaction

from partnerportal.accounts.models import Account, Invitation, Letter, OneTimeLink, Registration
from partnerportal.accounts.rules.directory import Rights
from partnerportal.accounts.services import approvals
from partnerportal.database.context import acting_as
from partnerportal.kernel.viewer import GATE, WORKER, Viewer
from tests.accounts.registering import sent_registration, waiting_registration
from tests.cast import NOW, House

pytestmark = pytest.mark.django_db


def new_account(house: House, **values: object) -> Account:
    given: dict[str, object] = {
        "email": "neu@nirgends.example", "first_name": "Nora", "last_name": "Neu", "role": "staff",
        "partner_id": house.lindner.partner, "password": "!offen", "is_active": False, "created_at": NOW,
    }  # fmt: skip
    return Account(**given | values)


def is_refused(viewer: Viewer, account: Account) -> bool:
    try:
        with acting_as(viewer):
            account.save(force_insert=True)
    except DatabaseError:
        return True
    return False


def invite(house: House, email: str = "neu@nirgends.example", role: str = "staff") -> None:
    Invitation.objects.create(
        email=email, role=role, partner_id=house.lindner.partner, invited_by_id=house.lindner.account,
        created_at=NOW, expires_at=NOW,
    )  # fmt: skip


@pytest.mark.parametrize("is_active", [True, False])
def test_the_gate_makes_no_account_nobody_invited(house: House, is_active: bool) -> None:
    assert is_refused(GATE, new_account(house, is_active=is_active))
    invite(house)
    assert is_refused(GATE, new_account(house, email="andere@nirgends.example"))
    assert is_refused(GATE, new_account(house, role="owner"))
    assert is_refused(GATE, new_account(house, partner_id=house.petersen.partner))
    assert not is_refused(GATE, new_account(house, is_active=True, password="argon2$x"))


def test_who_leads_makes_no_account_without_an_approved_registration(house: House) -> None:
    assert is_refused(house.lindner, new_account(house))
    assert is_refused(house.administrator, new_account(house))
    assert is_refused(house.administrator, new_account(house, role="owner"))
    assert is_refused(house.administrator, new_account(house, role="administrator", partner_id=None))
    assert is_refused(WORKER, new_account(house))


def approved(house: House) -> Account:
    """Return the account an administrator and an owner agreed to; it waits for its password."""
    row = waiting_registration()
    with acting_as(house.administrator):
        approvals.approve_registration(
            actor=house.administrator, registration_id=row.id, partner_id=house.lindner.partner, now=NOW
        )
    with acting_as(house.lindner):
        approvals.welcome_colleague(
            actor=house.lindner, registration_id=row.id, rights=Rights(claims=True), now=NOW
        )
    return Account.objects.get(registration=row)


@pytest.mark.parametrize("role", ["staff", "owner"])
def test_an_administrator_does_not_pass_by_the_owner(house: House, role: str) -> None:
    row = waiting_registration()
    account = new_account(house, role=role)

    with pytest.raises(DatabaseError), acting_as(house.administrator):
        let_in_alone(house, row, account)


def let_in_alone(house: House, row: Registration, account: Account) -> None:
    moved = Registration.objects.filter(id=row.id).update(
        state="approved", partner_id=house.lindner.partner, account_id=account.id,
        decided_by_id=house.administrator.account, decided_at=NOW,
    )  # fmt: skip
    assert moved == 1
    account.save(force_insert=True)


@pytest.mark.parametrize("state", ["owner", "approved", "refused"])
def test_the_gate_decides_nothing(house: House, state: str) -> None:
    for found in (sent_registration(email="eins@nirgends.example"), waiting_registration().id):
        with acting_as(GATE):
            try:
                with transaction.atomic():
                    moved = Registration.objects.filter(id=found).update(
                        state=state, partner_id=house.lindner.partner, decided_at=NOW, confirmed_at=NOW,
                        decided_by_id=house.administrator.account, reason=b"x",
                    )  # fmt: skip
            except DatabaseError:
                moved = 0
        assert moved == 0


def test_the_administrator_neither_confirms_nor_reopens(house: House) -> None:
    unconfirmed = sent_registration(email="eins@nirgends.example")
    with acting_as(house.administrator):
        assert Registration.objects.filter(id=unconfirmed).update(state="waiting", confirmed_at=NOW) == 0
    account = approved(house)
    with acting_as(house.administrator):
        assert Registration.objects.filter(account=account).update(state="waiting") == 0


@pytest.mark.parametrize("who", ["gate", "lindner", "administrator", "worker", "voss"])
def test_nobody_opens_an_account_that_waits_for_its_first_password(house: House, who: str) -> None:
    account = approved(house)
    viewer = {"gate": GATE, "worker": WORKER}.get(who) or getattr(house, who)

    assert not opened(viewer, account, "argon2$neu")
    assert not opened(viewer, account, None)


def opened(viewer: Viewer, account: Account, password: str | None) -> bool:
    values: dict[str, object] = {"is_active": True} | ({"password": password} if password else {})
    try:
        with acting_as(viewer):
            return bool(Account.objects.filter(id=account.id).update(**values))
    except DatabaseError:
        return False


def test_the_gate_opens_it_with_the_link_of_the_first_password_only(house: House) -> None:
    account = approved(house)
    letter = Letter.objects.get(account=account)
    values = {"account": account, "created_at": NOW, "expires_at": NOW}
    OneTimeLink.objects.create(token_hash="a", purpose="account.unlock", **values)
    assert not opened(GATE, account, "argon2$neu")

    OneTimeLink.objects.create(token_hash="b", purpose="password.set", **values)
    assert letter.occasion == "registration.approved"
    assert not opened(GATE, account, None)
    assert opened(GATE, account, "argon2$neu")


def test_only_the_worker_makes_a_link(house: House) -> None:
    account = approved(house)
    for viewer in (GATE, house.lindner, house.administrator):
        with pytest.raises(DatabaseError), acting_as(viewer):
            OneTimeLink.objects.create(
                token_hash="c", purpose="password.set", account=account, created_at=NOW, expires_at=NOW
            )


@pytest.mark.parametrize("who", ["lindner", "administrator"])
def test_who_leads_opens_nothing_but_what_was_blocked(house: House, who: str) -> None:
    Account.objects.filter(id=house.voss.account).update(is_active=False)

    with pytest.raises(DatabaseError, match="nothing else"), acting_as(getattr(house, who)):
        Account.objects.filter(id=house.voss.account).update(is_active=True)


def test_a_blocked_account_is_opened_again_by_who_leads(house: House) -> None:
    Account.objects.filter(id=house.voss.account).update(is_active=False, blocked_at=NOW)

    with acting_as(house.lindner):
        assert Account.objects.filter(id=house.voss.account).update(is_active=True, blocked_at=None)

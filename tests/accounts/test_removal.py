"""An account is removed: access goes now, the person after 30 days, and what was written stays without a name."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test import Client

from partnerportal.accounts.models import Account, Invitation, KnownDevice, Letter, ReadingCount, Session
from partnerportal.accounts.rules.directory import Rights
from partnerportal.accounts.rules.invitations import Place
from partnerportal.accounts.services import directory, invitations
from partnerportal.accounts.services.directory import UnknownAccount
from partnerportal.accounts.services.letters import send_letter
from partnerportal.accounts.services.removal import empty_removed, remove_account
from partnerportal.claims.models import Attachment, Claim
from partnerportal.claims.services import case
from partnerportal.claims.services.answer_files import add_answer_file
from partnerportal.claims.services.leaving import forget_unsent
from partnerportal.database.context import acting_as
from partnerportal.database.keys import open_vault, vault_for_writing
from partnerportal.database.models import SubjectKey
from partnerportal.documents.models import Document
from partnerportal.journal.models import LatestTransaction
from partnerportal.kernel.errors import Refused
from partnerportal.kernel.viewer import WORKER, Role, Viewer
from partnerportal.routing.models import Delivery, InboxEntry
from partnerportal.routing.services import deliver
from tests.cast import NOW, AccountMaker, House, draft_of, submitted_claim
from tests.documents.samples import pdf

pytestmark = pytest.mark.django_db
SignIn = Callable[[Viewer], Client]
ORIGIN = "https://portal.example"


def remove(actor: Viewer, person: Viewer, now: datetime = NOW) -> None:
    with acting_as(actor):
        remove_account(actor=actor, account_id=person.account, forget_unsent=forget_unsent, now=now)


def account_of(person: Viewer) -> Account:
    return Account.objects.get(id=person.account)


def test_access_is_gone_at_once(house: House, sign_in: SignIn) -> None:
    staff = sign_in(house.voss)
    staff.get("/uebersicht")
    staff.post("/darstellung", {"appearance": "dark"})
    KnownDevice.objects.get_or_create(
        account_id=house.voss.account, device="Netscape, Amiga", defaults={"last_used_on": date(2026, 11, 1)}
    )
    Authenticator.objects.create(user_id=house.voss.account, type="totp", data={"secret": "x"})

    remove(house.voss, house.voss)

    account = account_of(house.voss)
    assert not account.is_active
    assert account.removed_at == NOW
    assert not account.has_usable_password()
    for rows in (
        Session.objects.filter(account_id=account.id),
        KnownDevice.objects.filter(account_id=account.id),
        ReadingCount.objects.filter(account_id=account.id),
        Authenticator.objects.filter(user_id=account.id),
        LatestTransaction.objects.filter(account_id=account.id),
    ):
        assert not rows.exists()
    assert staff.get("/uebersicht").headers["Location"].startswith("/anmelden")


def test_no_draft_and_no_unsent_file_outlives_its_account(house: House) -> None:
    draft_of(house.voss, house.person)
    claim = submitted_claim(house.voss, house.person)
    with acting_as(house.clerk):
        case.take_claim(actor=house.clerk, claim_id=claim.id, now=NOW)
        case.ask_question(actor=house.clerk, claim_id=claim.id, text="Wann genau?", now=NOW)
    with acting_as(house.voss):
        add_answer_file(actor=house.voss, number=claim.number or "", name="A.pdf", data=pdf(1), now=NOW)
    kept = draft_of(house.lindner, house.person)

    remove(house.lindner, house.voss)

    assert list(Claim.objects.filter(state="draft")) == [kept]
    assert not Attachment.objects.filter(author_id=house.voss.account, department=None).exists()
    assert not Document.objects.filter(author_id=house.voss.account, department=None).exists()
    assert Document.objects.filter(author_id=house.voss.account).count() == 1
    assert Claim.objects.get(id=claim.id).author_id == house.voss.account


def test_drafts_go_even_when_the_right_to_claims_was_taken_away(house: House) -> None:
    draft_of(house.voss, house.person)
    with acting_as(house.lindner):
        directory.change_rights(actor=house.lindner, account_id=house.voss.account, rights=Rights(), now=NOW)

    remove(house.lindner, house.voss)

    assert not Claim.objects.filter(state="draft").exists()


def test_the_database_refuses_to_leave_a_draft_behind(house: House) -> None:
    draft_of(house.voss, house.person)

    with pytest.raises(IntegrityError, match="has not sent"), transaction.atomic():
        Account.objects.filter(id=house.voss.account).update(removed_at=NOW, is_active=False)


def test_the_last_owner_and_the_last_administrator_cannot_leave(house: House) -> None:
    with pytest.raises(Refused, match=r"account\.last_owner"):
        remove(house.lindner, house.lindner)
    with pytest.raises(Refused, match=r"account\.last_administrator"):
        remove(house.administrator, house.administrator)

    remove(house.administrator, house.petersen)

    assert account_of(house.petersen).removed_at == NOW


def test_nobody_removes_somebody_elses_person(house: House) -> None:
    pairs = ((house.lindner, house.petersen), (house.voss, house.lindner), (house.clerk, house.voss))
    for actor, person in pairs:
        with pytest.raises(UnknownAccount):
            remove(actor, person)


def test_the_database_forgets_nobodys_access_for_a_stranger(house: House) -> None:
    with (
        acting_as(house.petersen),
        pytest.raises(DatabaseError, match="who leads"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("SELECT portal_forget_access(%s)", [house.voss.account])


def test_the_database_forgets_no_access_before_the_account_is_removed(house: House) -> None:
    with (
        acting_as(house.lindner),
        pytest.raises(DatabaseError, match="once the account is removed"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("SELECT portal_forget_access(%s)", [house.voss.account])


def test_an_account_is_removed_once(house: House) -> None:
    remove(house.voss, house.voss)

    with pytest.raises(UnknownAccount):
        remove(house.lindner, house.voss)


def test_the_person_is_told_and_nothing_more_is_said(house: House) -> None:
    remove(house.lindner, house.voss)
    letter = Letter.objects.get(account_id=house.voss.account, occasion="account.removed")

    with acting_as(WORKER):
        assert send_letter(letter_id=letter.id, now=NOW, origin=ORIGIN)

    assert mail.outbox[-1].to == ["voss@lindner-voss.example"]
    assert "Voss" not in mail.outbox[-1].body


def test_open_invitations_of_a_removed_owner_are_withdrawn(house: House) -> None:
    second = AccountMaker("!")("zweite@lindner-voss.example", "Ole", "Zweiter", "owner",
                               partner=account_of(house.lindner).partner)  # fmt: skip
    place = Place(Role.STAFF, partner_id=house.lindner.partner)
    with acting_as(second):
        invitations.invite(actor=second, email="neu@lindner-voss.example", place=place, now=NOW)

    remove(house.lindner, second)

    assert not Invitation.objects.exists()


def test_after_thirty_days_the_person_is_gone_and_the_work_stays(house: House) -> None:
    claim = submitted_claim(house.voss, house.person)
    seal_birth(house.voss)
    remove(house.voss, house.voss)

    with acting_as(WORKER):
        assert empty_removed(now=NOW + timedelta(days=30)) == 0
    assert account_of(house.voss).last_name == "Voss"
    with acting_as(WORKER):
        assert empty_removed(now=NOW + timedelta(days=31)) == 1
        assert empty_removed(now=NOW + timedelta(days=32)) == 0

    account = account_of(house.voss)
    assert (account.first_name, account.last_name, account.street, account.city) == ("", "", "", "")
    assert account.born_on is None
    assert "voss" not in account.email
    assert not SubjectKey.objects.filter(subject_id=account.id).exists()
    assert not Letter.objects.filter(account_id=account.id).exists()
    assert Claim.objects.get(id=claim.id).author_id == account.id
    with acting_as(house.lindner):
        place = Place(Role.STAFF, partner_id=house.lindner.partner)
        invitations.invite(actor=house.lindner, email="voss@lindner-voss.example", place=place, now=NOW)


def seal_birth(person: Viewer) -> None:
    vault = vault_for_writing(subjects=[person.account], partner_id=None, now=NOW)
    sealed = vault.seal(person.account, "accounts_account.born_on", person.account, "1980-02-03")
    Account.objects.filter(id=person.account).update(born_on=sealed)
    assert person.account in open_vault([person.account]).keys


def test_a_live_account_is_never_emptied(house: House) -> None:
    with acting_as(WORKER):
        assert empty_removed(now=NOW + timedelta(days=4000)) == 0


def test_pages_of_the_department_cope_with_a_removed_clerk(house: House, sign_in: SignIn) -> None:
    claim = submitted_claim(house.lindner, house.person)
    with acting_as(house.clerk):
        case.take_claim(actor=house.clerk, claim_id=claim.id, now=NOW)
        case.ask_question(actor=house.clerk, claim_id=claim.id, text="Wann genau?", now=NOW)
    remove(house.clerk, house.clerk)
    with acting_as(WORKER):
        empty_removed(now=NOW + timedelta(days=31))

    colleague = sign_in(house.second_clerk)

    assert "Entferntes Konto" in colleague.get(f"/faelle/{claim.number}").content.decode()
    assert colleague.get("/eingang").status_code == 200
    assert sign_in(house.lindner).get(f"/erstattungen/{claim.number}").status_code == 200


def test_open_cases_of_a_removed_clerk_are_free_again(house: House) -> None:
    claim = submitted_claim(house.lindner, house.person)
    with acting_as(house.clerk):
        case.take_claim(actor=house.clerk, claim_id=claim.id, now=NOW)

    remove(house.administrator, house.clerk)

    assert Claim.objects.get(id=claim.id).clerk_id is None
    assert InboxEntry.objects.get(claim_id=claim.id).taken_by_id is None
    with acting_as(house.second_clerk):
        case.take_claim(actor=house.second_clerk, claim_id=claim.id, now=NOW)
        case.ask_question(actor=house.second_clerk, claim_id=claim.id, text="Wann genau?", now=NOW)


def test_news_for_a_removed_author_go_to_the_owners_of_the_firm(house: House) -> None:
    claim = submitted_claim(house.voss, house.person)
    with acting_as(house.clerk):
        case.take_claim(actor=house.clerk, claim_id=claim.id, now=NOW)
    remove(house.voss, house.voss)
    with acting_as(house.clerk):
        case.ask_question(actor=house.clerk, claim_id=claim.id, text="Wann genau?", now=NOW)
    delivery = Delivery.objects.get(occasion="claim.question.asked")

    with acting_as(WORKER):
        assert deliver(delivery_id=delivery.id, now=NOW, origin=ORIGIN)

    assert mail.outbox[-1].to == ["lindner@lindner-voss.example"]

"""Mail about accounts: ordered alike for everybody, sent by the worker, without a word about anybody."""

from __future__ import annotations

import logging
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.mail import EmailMessage
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import Settings

from partnerportal.accounts.models import Account, Invitation, Letter, OneTimeLink, Registration
from partnerportal.accounts.rules.occasions import OCCASIONS, UnknownOccasion
from partnerportal.accounts.services import letters
from partnerportal.accounts.services.links import token_hash
from partnerportal.accounts.tasks import send_letter_task
from partnerportal.database.context import acting_as
from partnerportal.database.keys import vault_for_writing
from partnerportal.database.outgoing import NotDelivered
from partnerportal.kernel.viewer import GATE, WORKER
from tests.cast import NOW, House

ORIGIN = "https://portal.musterschutz.example"


def order(occasion: str, **about: object) -> Letter:
    known = set(Letter.objects.values_list("id", flat=True))
    with acting_as(GATE):
        letters.order_letter(occasion=occasion, now=NOW, **about)
    return Letter.objects.exclude(id__in=known).get()


def send(letter: Letter) -> bool:
    with acting_as(WORKER):
        return letters.send_letter(letter_id=letter.id, now=NOW, origin=ORIGIN)


def token_of(mail: EmailMessage) -> str:
    return str(mail.body).split("/passwort-setzen/")[1].split()[0]


def test_a_mail_carries_a_link_and_no_word_about_the_person(
    house: House, mailoutbox: list[EmailMessage]
) -> None:
    assert send(order("password.reset", account_id=house.lindner.account_id))
    (mail,) = mailoutbox
    assert mail.to == ["lindner@lindner-voss.example"]
    assert f"{ORIGIN}/passwort-setzen/" in mail.body
    assert "30 Minuten" in mail.body
    for personal in ("Katrin", "Lindner", "lindner", "Voss"):
        assert personal not in str(mail.body) + str(mail.subject)


def test_only_the_hash_of_the_token_is_stored_and_the_job_knows_the_letter_only(
    house: House, mailoutbox: list[EmailMessage]
) -> None:
    letter = order("password.reset", account_id=house.lindner.account_id)
    (job,) = ProcrastinateJob.objects.filter(task_name="accounts.send_letter")
    assert job.args == {"letter_id": str(letter.id)}
    send(letter)
    link, token = OneTimeLink.objects.get(), token_of(mailoutbox[0])
    assert len(token) >= 43
    assert link.token_hash == token_hash(token) != token
    assert link.expires_at == NOW + timedelta(minutes=30)


def test_a_letter_to_nobody_is_ordered_like_any_other_and_dropped(
    mailoutbox: list[EmailMessage], db: None
) -> None:
    letter = order("password.reset")
    assert ProcrastinateJob.objects.filter(args={"letter_id": str(letter.id)}).count() == 1
    assert not send(letter)
    assert (Letter.objects.count(), OneTimeLink.objects.count(), mailoutbox) == (0, 0, [])


def test_a_letter_is_sent_once(house: House, mailoutbox: list[EmailMessage]) -> None:
    letter = order("rights.changed", account_id=house.voss.account_id)
    assert [send(letter), send(letter)] == [True, False]
    assert len(mailoutbox) == 1


def test_the_person_is_written_to_in_their_own_language(house: House, mailoutbox: list[EmailMessage]) -> None:
    Account.objects.filter(id=house.voss.account_id).update(language="en")
    send(order("rights.changed", account_id=house.voss.account_id))
    assert mailoutbox[0].extra_headers["Auto-Submitted"] == "auto-generated"
    assert f"{ORIGIN}/anmelden" in mailoutbox[0].body


@pytest.mark.parametrize(
    "closed", [{"blocked_at": NOW}, {"removed_at": NOW}, {}], ids=["blocked", "removed", "waiting"]
)
def test_an_account_that_is_closed_gets_no_mail(
    house: House, mailoutbox: list[EmailMessage], closed: dict[str, object]
) -> None:
    Account.objects.filter(id=house.voss.account_id).update(is_active=False, **closed)
    assert not send(order("password.reset", account_id=house.voss.account_id))
    assert mailoutbox == []


def test_an_approved_account_gets_the_mail_that_opens_it_and_a_removed_one_its_farewell(
    house: House, mailoutbox: list[EmailMessage]
) -> None:
    Account.objects.filter(id=house.voss.account_id).update(is_active=False)
    assert send(order("registration.approved", account_id=house.voss.account_id))
    Account.objects.filter(id=house.voss.account_id).update(removed_at=NOW)
    assert send(order("account.removed", account_id=house.voss.account_id))
    assert not send(order("registration.approved", account_id=house.voss.account_id))


def test_an_applicant_and_a_guest_are_written_to_where_they_said(
    house: House, mailoutbox: list[EmailMessage]
) -> None:
    applicant = uuid4()
    with acting_as(GATE):
        vault = vault_for_writing(subjects=[applicant], partner_id=None, now=NOW)
    sealed = vault.seal(applicant, "accounts_registration.email", applicant, "neu@makler.example")
    Registration.objects.create(id=applicant, email=sealed, begun_at=NOW)
    invitation = Invitation.objects.create(
        email="gast@makler.example", role="officer", invited_by_id=house.administrator.account_id,
        created_at=NOW, expires_at=NOW + timedelta(hours=72),
    )  # fmt: skip
    send(order("registration.refused", registration_id=applicant))
    send(order("rights.changed", invitation_id=invitation.id))
    assert [mail.to for mail in mailoutbox] == [["neu@makler.example"], ["gast@makler.example"]]


def test_strangers_cannot_flood_a_mailbox_but_the_last_link_stays_valid(
    house: House, mailoutbox: list[EmailMessage]
) -> None:
    sent = [send(order("password.reset", account_id=house.lindner.account_id)) for _time in range(5)]
    assert sent == [True, True, True, False, False]
    assert OneTimeLink.objects.get().token_hash == token_hash(token_of(mailoutbox[-1]))


def test_a_failure_is_noted_without_the_address_and_its_link_is_undone(
    house: House, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.EMAIL_BACKEND = "tests.routing.broken_mail.Refusing"
    letter = order("password.reset", account_id=house.lindner.account_id)
    with pytest.raises(NotDelivered) as failed:
        send_letter_task(str(letter.id))
    letter.refresh_from_db()
    assert (failed.value.wait, letter.attempts, letter.sent_at) == (timedelta(seconds=30), 1, None)
    assert OneTimeLink.objects.count() == 0
    Letter.objects.update(attempts=30)
    with caplog.at_level(logging.ERROR, logger="portal.delivery"), pytest.raises(NotDelivered) as failed:
        send_letter_task(str(letter.id))
    assert (failed.value.wait, Letter.objects.count()) == (None, 0)
    assert "lindner" not in caplog.text + str(caplog.records[0].__dict__)


def test_a_letter_without_a_job_gets_one_again(house: House) -> None:
    order("rights.changed", account_id=house.voss.account_id)
    ProcrastinateJob.objects.all()._raw_delete("default")
    with acting_as(WORKER):
        assert letters.order_overdue_letters(now=NOW + timedelta(seconds=30)) == 0
        assert letters.order_overdue_letters(now=NOW + timedelta(minutes=2)) == 1
        assert letters.order_overdue_letters(now=NOW + timedelta(minutes=2)) == 0


def test_letters_are_forgotten_after_thirty_days(house: House, mailoutbox: list[EmailMessage]) -> None:
    send(order("rights.changed", account_id=house.voss.account_id))
    with acting_as(WORKER):
        assert letters.remove_old_letters(now=NOW + timedelta(days=29)) == 0
        assert letters.remove_old_letters(now=NOW + timedelta(days=30)) == 1


def test_a_mail_nobody_described_cannot_be_ordered(db: None) -> None:
    with pytest.raises(UnknownOccasion):
        letters.order_letter(occasion="account.surprise", now=NOW)


def test_every_mail_leads_to_an_address_of_the_portal() -> None:
    for occasion in OCCASIONS.values():
        assert reverse(occasion.page)
        assert occasion.link is None or reverse(occasion.link.route, args=["x"])

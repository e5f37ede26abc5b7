"""What leaves the portal: a mail without content, once, and with patience."""

from __future__ import annotations

import logging
from datetime import timedelta

import pytest
from django.core.mail import EmailMessage
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.jobs import Job
from pytest_django import Settings

from partnerportal.accounts.models import Account
from partnerportal.claims.models import Claim
from partnerportal.database.context import acting_as
from partnerportal.database.outgoing import NotDelivered, UntilADayIsOver
from partnerportal.kernel.clock import utc_now
from partnerportal.kernel.viewer import WORKER
from partnerportal.routing import services
from partnerportal.routing.models import Delivery
from partnerportal.routing.tasks import deliver_task
from tests.cast import NOW, House
from tests.claims.desk_claims import sent_claims

ORIGIN = "https://portal.musterschutz.example"


@pytest.fixture
def claim(house: House) -> Claim:
    return sent_claims(house, 1)[0]


@pytest.fixture
def delivery(claim: Claim) -> Delivery:
    return Delivery.objects.get(claim=claim)


def deliver(delivery: Delivery) -> bool:
    with acting_as(WORKER):
        return services.deliver(delivery_id=delivery.id, now=NOW, origin=ORIGIN)


def test_the_mail_says_only_that_there_is_news(
    house: House, claim: Claim, delivery: Delivery, mailoutbox: list[EmailMessage]
) -> None:
    assert deliver(delivery)
    (mail,) = mailoutbox
    assert mail.to == ["leistung@musterschutz.example"]
    assert ORIGIN in mail.body
    source = mail.message().as_string() + mail.body
    for personal in ("Brandt", "Amelie", "Sommer", claim.number, "RK-2048", str(claim.id), "Rechnung"):
        assert personal not in source


def test_an_account_is_written_to_in_its_own_language(
    house: House, claim: Claim, mailoutbox: list[EmailMessage]
) -> None:
    Account.objects.filter(id=house.lindner.account).update(language="en")
    news = Delivery(account_id=house.lindner.account, claim=claim, occasion="claim.decided", created_at=NOW)
    news.save(force_insert=True)
    assert deliver(news)
    assert mailoutbox[0].subject == "News in the partner portal"


def test_a_delivery_is_sent_once(delivery: Delivery, mailoutbox: list[EmailMessage]) -> None:
    assert [deliver(delivery), deliver(delivery)] == [True, False]
    assert len(mailoutbox) == 1
    delivery.refresh_from_db()
    assert (delivery.state, delivery.delivered_at, delivery.attempts) == ("delivered", NOW, 1)


def test_the_same_delivery_is_the_same_message_to_a_mail_server(
    delivery: Delivery, mailoutbox: list[EmailMessage]
) -> None:
    deliver(delivery)
    Delivery.objects.update(state="pending")
    deliver(delivery)
    first, second = (mail.message()["Message-ID"] for mail in mailoutbox)
    assert first == second == f"<{delivery.id}@musterschutz.example>"


def test_an_account_that_was_closed_gets_nothing_and_the_delivery_is_done(
    house: House, claim: Claim, mailoutbox: list[EmailMessage]
) -> None:
    with acting_as(house.clerk):
        services.notify_account(
            account_id=house.lindner.account, claim_id=claim.id, occasion="claim.taken", now=NOW
        )
    Account.objects.filter(id=house.lindner.account_id).update(is_active=False)
    delivery = Delivery.objects.get(account_id=house.lindner.account_id)
    assert not deliver(delivery)
    delivery.refresh_from_db()
    assert (delivery.state, delivery.failure, mailoutbox) == ("delivered", "NoRecipient", [])


def test_a_failure_is_noted_without_the_address_and_tried_again(
    delivery: Delivery, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.EMAIL_BACKEND = "tests.routing.broken_mail.Refusing"
    with pytest.raises(NotDelivered) as failed:
        deliver_task(str(delivery.id))
    assert (failed.value.wait, failed.value.args) == (timedelta(seconds=30), ())
    delivery.refresh_from_db()
    assert (delivery.state, delivery.attempts, delivery.failure) == ("pending", 1, "SMTPRecipientsRefused")
    assert "musterschutz" not in caplog.text


def test_after_a_day_the_delivery_failed_and_the_log_says_so(
    delivery: Delivery, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.EMAIL_BACKEND = "tests.routing.broken_mail.Refusing"
    Delivery.objects.update(attempts=12)
    with caplog.at_level(logging.ERROR, logger="portal.delivery"), pytest.raises(NotDelivered) as failed:
        deliver_task(str(delivery.id))
    assert failed.value.wait is None
    delivery.refresh_from_db()
    assert delivery.state == "failed"
    assert [record.msg for record in caplog.records if record.name == "portal.delivery"] == [
        "delivery_failed"
    ]


def test_the_queue_waits_as_the_delivery_says() -> None:
    assert seconds_until_retry(NotDelivered(timedelta(seconds=90))) == 90
    assert seconds_until_retry(NotDelivered(None)) is None


def test_a_job_cut_off_by_a_stop_waits_by_its_own_attempts() -> None:
    assert seconds_until_retry(RuntimeError()) == 240


def seconds_until_retry(failure: Exception) -> int | None:
    job = Job(id=1, queue="outgoing", lock=None, queueing_lock=None, task_name="routing.deliver", attempts=3)
    decision = UntilADayIsOver().get_retry_decision(exception=failure, job=job)
    return round((decision.retry_at - utc_now()).total_seconds()) if decision else None


def test_a_delivery_whose_job_was_lost_gets_a_new_one(delivery: Delivery) -> None:
    jobs = ProcrastinateJob.objects.filter(task_name="routing.deliver")
    late = delivery.created_at + timedelta(minutes=2)
    with acting_as(WORKER):
        assert services.overdue_deliveries(now=late) == []
    jobs._raw_delete("default")
    with acting_as(WORKER):
        assert services.overdue_deliveries(now=delivery.created_at + timedelta(seconds=59)) == []
        assert services.order_overdue(now=late) == 1
        assert services.order_overdue(now=late) == 0
    assert jobs.get().args == {"delivery_id": str(delivery.id)}


def test_what_is_done_or_failed_is_not_ordered_again(delivery: Delivery) -> None:
    ProcrastinateJob.objects.all()._raw_delete("default")
    for state in ("delivered", "failed"):
        Delivery.objects.update(state=state)
        assert services.overdue_deliveries(now=NOW + timedelta(days=2)) == []

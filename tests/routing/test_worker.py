"""The worker itself: what is committed is delivered, also after a failure and after a worker that died."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from unittest.mock import patch

import pytest
from django.core.mail import EmailMessage
from django.db import connection
from procrastinate import App
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import Settings

from partnerportal.accounts.models import Session
from partnerportal.kernel.clock import utc_now
from partnerportal.routing.models import Delivery
from tests.cast import House, signed_in_client
from tests.claims.desk_claims import sent_claims

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def empty_queue(transactional_db: None) -> None:
    """Begin without the jobs of other tests: the queue's tables are not Django's, so nothing empties them."""
    ProcrastinateJob.objects.all()._raw_delete("default")


def work_off() -> None:
    """Run a real worker until nothing is left to do. Only the tests order what else is due by the clock."""
    with (
        patch.object(app.periodic_registry, "periodic_tasks", {}),
        app.replace_connector(app.connector.get_worker_connector()) as working,  # type: ignore[attr-defined]
    ):
        asyncio.run(_work(working))


async def _work(working: App) -> None:
    loop = asyncio.get_running_loop()
    loop.set_default_executor(ThreadPoolExecutor(1))  # one thread: its connection can be closed at the end
    async with working.open_async():
        await working.run_worker_async(wait=False, concurrency=1, install_signal_handlers=False)
    await loop.run_in_executor(None, lambda: connection.close())  # the thread's own


def order(task: str) -> None:
    app.configure_task(task, queue="housekeeping").defer(timestamp=0)


def test_the_worker_delivers_what_was_committed(house: House, mailoutbox: list[EmailMessage]) -> None:
    sent_claims(house, 1)
    work_off()
    assert len(mailoutbox) == 1
    assert Delivery.objects.get().state == "delivered"
    assert not ProcrastinateJob.objects.filter(task_name="routing.deliver").exists()


def test_a_failed_delivery_stays_in_the_queue_for_later(house: House, settings: Settings) -> None:
    settings.EMAIL_BACKEND = "tests.routing.broken_mail.Refusing"
    sent_claims(house, 1)
    work_off()
    job = ProcrastinateJob.objects.get(task_name="routing.deliver")
    assert (job.status, job.attempts) == ("todo", 1)
    assert timedelta(seconds=20) < job.scheduled_at - utc_now() <= timedelta(seconds=30)
    assert (Delivery.objects.get().state, Delivery.objects.get().attempts) == ("pending", 1)


def test_what_a_dead_worker_left_is_delivered_later_and_once(
    house: House, mailoutbox: list[EmailMessage]
) -> None:
    sent_claims(house, 1)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '5 minutes') RETURNING id"
        )
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s", cursor.fetchone())
    work_off()
    assert mailoutbox == []
    order("config.rescue_jobs")
    work_off()
    work_off()
    assert len(mailoutbox) == 1


def test_a_lost_job_is_ordered_again(house: House, mailoutbox: list[EmailMessage]) -> None:
    sent_claims(house, 1)
    ProcrastinateJob.objects.all()._raw_delete("default")
    order("config.order_overdue_deliveries")
    work_off()
    work_off()
    assert len(mailoutbox) == 1


def test_housekeeping_runs_with_the_workers_rights(house: House) -> None:
    signed_in_client(house.clerk)
    Session.objects.update(last_seen_at=utc_now() - timedelta(hours=1))
    for name in ("end_sessions", "clear_uploads", "prepare_journal", "forget_ended_jobs"):
        order(f"config.{name}")
    work_off()
    assert not ProcrastinateJob.objects.filter(status="failed").exists()
    assert not Session.objects.exists()

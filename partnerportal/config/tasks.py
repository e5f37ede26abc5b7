"""Repeat what must happen without anybody asking: rescue jobs, end sessions, clear uploads, prepare the journal."""

from __future__ import annotations

from procrastinate import JobContext
from procrastinate.contrib.django import app

from partnerportal.accounts.services import end_expired_sessions, expiry
from partnerportal.accounts.services.api_tokens import remove_ended_tokens
from partnerportal.accounts.services.brakes import remove_old_brakes
from partnerportal.accounts.services.letters import order_overdue_letters, remove_old_letters
from partnerportal.accounts.services.links import remove_ended_links
from partnerportal.accounts.services.profile_email import remove_ended_wishes
from partnerportal.accounts.services.recovery import finish_recoveries
from partnerportal.accounts.services.removal import empty_removed
from partnerportal.api.services.repetition import remove_old_requests
from partnerportal.database.context import acting_as
from partnerportal.documents.services import remove_unattached
from partnerportal.exchange.queries import keys_in_use
from partnerportal.journal.sealing import seal, sealing_key
from partnerportal.journal.services import drop_due_partitions, ensure_partitions
from partnerportal.kernel.clock import berlin_date, utc_now
from partnerportal.kernel.viewer import WORKER
from partnerportal.routing.services import order_overdue

EVERY_MINUTE = "* * * * *"
EVERY_HOUR = "7 * * * *"
EVERY_NIGHT = "23 2 * * *"
KEEP_ENDED_JOBS_HOURS = 30 * 24
QUEUE = "housekeeping"


@app.periodic(cron=EVERY_MINUTE, queueing_lock="rescue")
@app.task(name="config.rescue_jobs", queue=QUEUE, pass_context=True)
async def rescue_jobs(context: JobContext, timestamp: int) -> None:
    """Start jobs again whose worker died in the middle; each job here may run twice without harm."""
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs():
        await manager.retry_job(job)


@app.periodic(cron=EVERY_MINUTE, queueing_lock="overdue")
@app.task(name="config.order_overdue_deliveries", queue=QUEUE)
def order_overdue_deliveries(timestamp: int) -> None:
    """Give deliveries and letters whose job was lost a new one (clause C30)."""
    with acting_as(WORKER):
        order_overdue(now=utc_now())
        order_overdue_letters(now=utc_now())


@app.periodic(cron=EVERY_MINUTE, queueing_lock="sessions")
@app.task(name="config.end_sessions", queue=QUEUE)
def end_sessions(timestamp: int) -> None:
    """Remove sessions past their end (R-SITZUNG)."""
    with acting_as(WORKER):
        end_expired_sessions(now=utc_now())


@app.periodic(cron=EVERY_HOUR, queueing_lock="sign-in")
@app.task(name="config.forget_sign_in", queue=QUEUE)
def forget_sign_in(timestamp: int) -> None:
    """Remove brakes nothing happened to for a day, links past their end, letters and tokens of a month ago (C51)."""
    with acting_as(WORKER):
        remove_ended_tokens(now=utc_now())
        remove_old_brakes(now=utc_now())
        remove_ended_links(now=utc_now())
        remove_old_letters(now=utc_now())


@app.periodic(cron=EVERY_MINUTE, queueing_lock="recoveries")
@app.task(name="config.take_lost_factors_off", queue=QUEUE)
def take_lost_factors_off(timestamp: int) -> None:
    """End the recoveries whose waiting time is over."""
    with acting_as(WORKER):
        finish_recoveries(now=utc_now())


@app.periodic(cron=EVERY_HOUR, queueing_lock="email-wishes")
@app.task(name="config.forget_email_wishes", queue=QUEUE)
def forget_email_wishes(timestamp: int) -> None:
    """Remove wishes for another e-mail address that nobody confirmed in time."""
    with acting_as(WORKER):
        remove_ended_wishes(now=utc_now())


@app.periodic(cron=EVERY_HOUR, queueing_lock="registrations")
@app.task(name="config.expire_registrations", queue=QUEUE)
def expire_registrations(timestamp: int) -> None:
    """Remove registrations and invitations whose time is over, and the keys of who is gone (R-ANTRAG)."""
    now = utc_now()
    with acting_as(WORKER):
        expiry.expire_registrations(now=now)
        expiry.expire_invitations(now=now)
        expiry.destroy_orphaned_keys(now=now, in_use=keys_in_use(viewer=WORKER))


@app.periodic(cron=EVERY_HOUR, queueing_lock="uploads")
@app.task(name="config.clear_uploads", queue=QUEUE)
def clear_uploads(timestamp: int) -> None:
    """Remove uploads that waited a day for a claim (R-UPLOAD), and keys of requests as old (R-WIEDERHOLUNG)."""
    remove_unattached(utc_now())
    with acting_as(WORKER):
        remove_old_requests(now=utc_now())


@app.periodic(cron=EVERY_MINUTE, queueing_lock="seal")
@app.task(name="config.seal_journal", queue=QUEUE)
def seal_journal(timestamp: int) -> None:
    """Seal the journal's new lines (clause C52)."""
    with acting_as(WORKER):
        seal(now=utc_now(), key=sealing_key())


@app.periodic(cron=EVERY_NIGHT, queueing_lock="journal")
@app.task(name="config.prepare_journal", queue=QUEUE)
def prepare_journal(timestamp: int) -> None:
    """Create the journal's coming months, seal what came late, drop the months that are due (R-PROTOKOLL)."""
    now = utc_now()
    with acting_as(WORKER):
        ensure_partitions(today=berlin_date(now))
        seal(now=now, key=sealing_key(), look_back=None)
        drop_due_partitions(now=now)


@app.periodic(cron=EVERY_NIGHT, queueing_lock="ended-jobs")
@app.task(name="config.forget_ended_jobs", queue=QUEUE, pass_context=True)
async def forget_ended_jobs(context: JobContext, timestamp: int) -> None:
    """Remove jobs that ended for good a month ago; those done are removed at once."""
    await context.app.job_manager.delete_old_jobs(
        nb_hours=KEEP_ENDED_JOBS_HOURS, include_failed=True, include_cancelled=True, include_aborted=True
    )


@app.periodic(cron=EVERY_NIGHT, queueing_lock="removed-accounts")
@app.task(name="config.empty_removed_accounts", queue=QUEUE)
def empty_removed_accounts(timestamp: int) -> None:
    """Take the person out of accounts removed 30 days ago (R-KONTO)."""
    with acting_as(WORKER):
        empty_removed(now=utc_now())

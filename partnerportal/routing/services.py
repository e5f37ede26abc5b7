"""Forward what was submitted, tell people that there is news in the portal, and keep the departments."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Exists, OuterRef, TextField
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast
from django.utils import translation
from django.utils.text import slugify
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from partnerportal.accounts.queries import Reach, reaches_of
from partnerportal.database.outgoing import QUEUE
from partnerportal.kernel.errors import Refused, marked_for_translation
from partnerportal.kernel.retrying import next_attempt_after
from partnerportal.kernel.viewer import Role, Viewer
from partnerportal.routing.models import Delivery, Department, InboxEntry, RoutingRule
from partnerportal.routing.rules import department_for

DELIVER = "routing.deliver"
STALE_AFTER = timedelta(minutes=1)
NOBODY_LEFT = "NoRecipient"


@dataclass(frozen=True, slots=True)
class Forwarding:
    """Say where a claim went."""

    department_id: UUID
    department_name: str
    arrived_at: datetime


def forward(*, claim_id: UUID, partner_id: UUID, line_of_business: str, now: datetime) -> Forwarding:
    """Put the claim into the department's inbox and order the delivery, in the caller's transaction (clause C30).

    Raises: NoRoutingRule when the operator has not even a default department.
    """
    rules = {
        rule.line_of_business: rule.department for rule in RoutingRule.objects.select_related("department")
    }
    department = department_for(line_of_business, rules)
    InboxEntry(claim_id=claim_id, partner_id=partner_id, department=department, arrived_at=now).save(
        force_insert=True
    )
    notify_department(department_id=department.id, claim_id=claim_id, occasion="claim.forwarded", now=now)
    return Forwarding(department.id, department.name, now)


def mark_taken(*, claim_id: UUID, account_id: UUID, now: datetime) -> None:
    """Note at the inbox entry who works on the claim."""
    InboxEntry.objects.filter(claim_id=claim_id).update(taken_by_id=account_id, taken_at=now)


def mark_done(*, claim_id: UUID, now: datetime) -> None:
    """Take the claim out of the inbox for good."""
    InboxEntry.objects.filter(claim_id=claim_id).update(done_at=now)


def notify_department(
    *, department_id: UUID, claim_id: UUID | None = None, occasion: str, now: datetime
) -> None:
    """Order the mail "there is news in the portal" to a department and its deputy, in the caller's transaction.

    `claim_id` is None where the news is about something else than a claim.
    """
    _order(Delivery(department_id=department_id, claim_id=claim_id, occasion=occasion, created_at=now))
    deputy_id = Department.objects.values_list("deputy_id", flat=True).get(id=department_id)
    if deputy_id is not None:
        notify_account(account_id=deputy_id, claim_id=claim_id, occasion=occasion, now=now)


def notify_account(*, account_id: UUID, claim_id: UUID | None = None, occasion: str, now: datetime) -> None:
    """Order the mail "there is news in the portal" to an account, in the caller's transaction.

    `claim_id` as in `notify_department`. Should the account be closed by then, the owners of its firm are told instead.
    """
    _order(Delivery(account_id=account_id, claim_id=claim_id, occasion=occasion, created_at=now))


def deliver(*, delivery_id: UUID, now: datetime, origin: str) -> bool:
    """Send one delivery unless it is already done or another worker has it; return whether it was sent now.

    The row is locked while sending and the message's id is made from the delivery's, so a delivery that was
    interrupted between sending and noting it is recognised as the same message. Where nobody is left to tell
    (the account was closed), the delivery is done without a message.

    Raises: OSError from the mail server.
    """
    with transaction.atomic():
        waiting = Delivery.objects.select_for_update(skip_locked=True).filter(id=delivery_id, state="pending")
        delivery = waiting.first()
        if delivery is None:
            return False
        recipients = _recipients(delivery)
        if recipients:
            with translation.override(recipients[0].language):
                _message(delivery, [recipient.email for recipient in recipients], origin).send()
        delivery.state, delivery.delivered_at = "delivered", now
        delivery.failure = "" if recipients else NOBODY_LEFT
        delivery.attempts += 1
        delivery.save(update_fields=["state", "delivered_at", "attempts", "failure"])
    return bool(recipients)


def note_failure(*, delivery_id: UUID, kind: str) -> timedelta | None:
    """Note that an attempt failed and return how long to wait for the next; None once 24 hours are over.

    Only the kind of error is kept: its message could name the recipient.
    """
    with transaction.atomic():
        delivery = Delivery.objects.select_for_update().filter(id=delivery_id, state="pending").first()
        if delivery is None:
            return None
        wait = next_attempt_after(delivery.attempts)
        delivery.attempts += 1
        delivery.failure = kind[:60]
        delivery.state = "pending" if wait else "failed"
        delivery.save(update_fields=["attempts", "failure", "state"])
    return wait


def overdue_deliveries(*, now: datetime) -> list[UUID]:
    """Return deliveries older than a minute that no job of the queue stands for, at most 500, the oldest first."""
    jobs = ProcrastinateJob.objects.filter(task_name=DELIVER, status__in=("todo", "doing"))
    jobs = jobs.alias(delivery=KeyTextTransform("delivery_id", "args"))
    waiting = Delivery.objects.filter(
        ~Exists(jobs.filter(delivery=Cast(OuterRef("pk"), TextField()))),
        state="pending",
        created_at__lt=now - STALE_AFTER,
    )
    return list(waiting.order_by("created_at").values_list("id", flat=True)[:500])


class UnknownDepartment(LookupError):  # noqa: N818 - reads as what it says
    """No such department, or the actor does not keep departments; the page answers 404."""


@transaction.atomic
def add_department(*, actor: Viewer, name: str, email: str, keeps_contracts: bool = False) -> UUID:
    """Open a department and return its id. Raises: UnknownDepartment for another role; Refused for a name in use."""
    _check_keeps_departments(actor)
    _check_name_is_free(name, None)
    department = Department(
        id=uuid4(), code=_code(name), name=name, email=email, keeps_contracts=keeps_contracts
    )
    department.save(force_insert=True)
    return department.id


@transaction.atomic
def change_department(
    *,
    actor: Viewer,
    department_id: UUID,
    name: str,
    email: str,
    deputy_id: UUID | None,
    keeps_contracts: bool = False,
) -> None:
    """Write name, mailbox, deputy, and whether the department keeps the contracts (ADR 19).

    The deputy gets the department's news too. Sight of contracts begins and ends with the next request of its
    clerks.

    Raises: UnknownDepartment; Refused for a name in use.
    """
    _check_keeps_departments(actor)
    _check_name_is_free(name, department_id)
    changed = Department.objects.filter(id=department_id).update(
        name=name, email=email, deputy_id=deputy_id, keeps_contracts=keeps_contracts
    )
    if not changed:
        raise UnknownDepartment


def _check_keeps_departments(actor: Viewer) -> None:
    if actor.role is not Role.ADMINISTRATOR:
        raise UnknownDepartment


def _check_name_is_free(name: str, department_id: UUID | None) -> None:
    namesakes = Department.objects.filter(name__iexact=name).values_list("id", flat=True)
    if set(namesakes) - {department_id}:
        raise Refused(
            "department.taken",
            marked_for_translation("So heißt schon eine Abteilung. Bitte wählen Sie einen anderen Namen."),
        )


def _code(name: str) -> str:
    """Return a short unique word for the department, made from its name."""
    word = slugify(name)[:12].strip("-") or "abteilung"
    taken = set(Department.objects.filter(code__startswith=word).values_list("code", flat=True))
    return next(
        code for code in (word, *(f"{word}-{number}" for number in range(2, 100))) if code not in taken
    )


def order_overdue(*, now: datetime) -> int:
    """Give each overdue delivery a job again and return how many there were; sending twice is not possible."""
    overdue = overdue_deliveries(now=now)
    for delivery_id in overdue:
        _defer(delivery_id)
    return len(overdue)


def _order(delivery: Delivery) -> None:
    delivery.save(force_insert=True)
    _defer(delivery.id)


def _defer(delivery_id: UUID) -> None:
    # By name: the task itself calls this module.
    app.configure_task(DELIVER, queue=QUEUE).defer(delivery_id=str(delivery_id))


def _recipients(delivery: Delivery) -> tuple[Reach, ...]:
    if delivery.account_id is not None:
        return reaches_of(delivery.account_id)
    email = Department.objects.values_list("email", flat=True).get(delivery__id=delivery.id)
    return (Reach(email, settings.LANGUAGE_CODE),)


def _message(delivery: Delivery, recipients: list[str], origin: str) -> EmailMessage:
    body = _(
        "Guten Tag,\n\nim Partnerportal gibt es Neues für Sie. Bitte melden Sie sich an:\n%(link)s\n"
    ) % {"link": origin}
    note = _("\nAus Gründen des Datenschutzes steht in dieser Nachricht nichts Weiteres.\n")
    headers = {
        "Message-ID": f"<{delivery.id}@{settings.DEFAULT_FROM_EMAIL.rpartition('@')[2]}>",
        "X-Portal-Delivery": str(delivery.id),
        "Auto-Submitted": "auto-generated",
    }
    return EmailMessage(_("Neues im Partnerportal"), body + note, to=recipients, headers=headers)

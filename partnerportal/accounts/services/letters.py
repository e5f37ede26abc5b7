"""Order mail about accounts in the request; make its link and send it in the worker.

A request does the same work for every address, known or not: one row, one job. Who is meant, whether there is
anybody at all and what the link's token is are questions only the worker asks.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Exists, OuterRef, TextField
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from partnerportal.accounts.models import Account, Letter
from partnerportal.accounts.queries.recipients import recipient_of
from partnerportal.accounts.rules.occasions import UNASKED, UNASKED_PER_HOUR, Occasion, occasion_of
from partnerportal.accounts.services.links import make_link
from partnerportal.database.outgoing import QUEUE
from partnerportal.kernel.retrying import next_attempt_after

SEND = "accounts.send_letter"
STALE_AFTER = timedelta(minutes=1)
KEEP_SENT = timedelta(days=30)


def order_letter(
    *,
    occasion: str,
    account_id: UUID | None = None,
    registration_id: UUID | None = None,
    invitation_id: UUID | None = None,
    email_change_id: UUID | None = None,
    now: datetime,
) -> None:
    """Order a mail in the caller's transaction. Without any id it leads nowhere: the worker drops it.

    `occasion` is one of accounts/rules/occasions.py. Raises: UnknownOccasion.
    """
    occasion_of(occasion)
    letter = Letter(
        occasion=occasion,
        account_id=account_id,
        registration_id=registration_id,
        invitation_id=invitation_id,
        email_change_id=email_change_id,
        created_at=now,
    )
    letter.save(force_insert=True)
    _defer(letter.id)


def send_letter(*, letter_id: UUID, now: datetime, origin: str) -> bool:
    """Send one letter unless it is sent already or another worker has it; return whether it was sent now.

    Link and mail belong together: when the mail server refuses, the link is undone too, and the next attempt makes
    another. A letter that leads to nobody is removed. `origin` is the portal's address, https://… without a slash.

    Raises: OSError from the mail server.
    """
    with transaction.atomic():
        waiting = Letter.objects.select_for_update(skip_locked=True, of=("self",))
        letter = waiting.filter(id=letter_id, sent_at__isnull=True).first()
        if letter is None:
            return False
        recipient = None if _is_one_too_many(letter, now) else recipient_of(letter)
        if recipient is None:
            letter.delete()
            return False
        with translation.override(recipient.language):
            _message(letter, recipient.email, origin, now).send()
        letter.sent_at = now
        letter.attempts += 1
        letter.save(update_fields=["sent_at", "attempts"])
    return True


def note_failure(*, letter_id: UUID) -> timedelta | None:
    """Note that an attempt failed and return how long to wait; None once 24 hours are over: the letter is given up."""
    with transaction.atomic():
        letter = Letter.objects.select_for_update().filter(id=letter_id, sent_at__isnull=True).first()
        if letter is None:
            return None
        wait = next_attempt_after(letter.attempts)
        if wait is None:
            letter.delete()
            return None
        letter.attempts += 1
        letter.save(update_fields=["attempts"])
    return wait


def order_overdue_letters(*, now: datetime) -> int:
    """Give letters older than a minute that no job stands for a new one, at most 500; return how many there were."""
    jobs = ProcrastinateJob.objects.filter(task_name=SEND, status__in=("todo", "doing"))
    jobs = jobs.alias(letter=KeyTextTransform("letter_id", "args"))
    waiting = Letter.objects.filter(
        ~Exists(jobs.filter(letter=Cast(OuterRef("pk"), TextField()))),
        sent_at__isnull=True,
        created_at__lt=now - STALE_AFTER,
    )
    overdue = list(waiting.order_by("created_at").values_list("id", flat=True)[:500])
    for letter_id in overdue:
        _defer(letter_id)
    return len(overdue)


def remove_old_letters(*, now: datetime) -> int:
    """Remove letters sent 30 days ago and return how many there were. For the worker."""
    return Letter.objects.filter(sent_at__lte=now - KEEP_SENT).delete()[0]


def _defer(letter_id: UUID) -> None:
    # By name: the task itself calls this module.
    app.configure_task(SEND, queue=QUEUE).defer(letter_id=str(letter_id))


def said_by(letter: Letter) -> str:
    """Return the occasion the mail speaks of: who is invited but has an account already is told just that.

    Only here, for who invites must not learn it (issue 4, section 1).
    """
    invitation = letter.invitation
    if invitation is not None and Account.objects.filter(email__iexact=invitation.email).exists():
        return "registration.known"
    return letter.occasion


def _is_one_too_many(letter: Letter, now: datetime) -> bool:
    """Say whether strangers already had the person written to often enough in the last hour."""
    if letter.occasion not in UNASKED or letter.account_id is None:
        return False
    sent = Letter.objects.filter(
        account_id=letter.account_id, occasion=letter.occasion, sent_at__gt=now - timedelta(hours=1)
    )
    return sent.count() >= UNASKED_PER_HOUR


def _message(letter: Letter, recipient: str, origin: str, now: datetime) -> EmailMessage:
    occasion = occasion_of(said_by(letter))
    name = str(letter.id)
    address = reverse(occasion.page)
    if occasion.link is not None:
        link, token = make_link(letter=letter, link=occasion.link, now=now)
        name, address = f"{letter.id}.{link.id}", reverse(occasion.link.route, args=[token])
    headers = {
        "Message-ID": f"<{name}@{settings.DEFAULT_FROM_EMAIL.rpartition('@')[2]}>",
        "X-Portal-Delivery": str(letter.id),
        "Auto-Submitted": "auto-generated",
    }
    text = _text(occasion, origin + address)
    return EmailMessage(_(occasion.subject), text, to=[recipient], headers=headers)


def _text(occasion: Occasion, address: str) -> str:
    afterwards = [_(occasion.link.validity)] if occasion.link is not None else []
    afterwards += [_(occasion.if_not_me)] if occasion.if_not_me else []
    parts = [
        _("Guten Tag,"),
        f"{_(occasion.sentence)}\n{address}",
        *([" ".join(afterwards)] if afterwards else []),
        _(
            "Bitte antworten Sie nicht auf diese Nachricht. Aus Gründen des Datenschutzes steht hier nichts Weiteres."
        ),
    ]
    return "\n\n".join(parts) + "\n"

"""Ask about a line of a statement, answer, and say that a matter is settled. Each side is told that there is news."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction

from partnerportal.database.keys import open_vault, vault_for_writing
from partnerportal.kernel.errors import Refused
from partnerportal.kernel.errors import marked_for_translation as _
from partnerportal.kernel.viewer import Viewer
from partnerportal.messages.models import Message, Thread
from partnerportal.messages.queries import threads_of
from partnerportal.routing.queries import contract_department
from partnerportal.routing.services import notify_account, notify_department

TEXT = "messages_message.text"


class UnknownThread(LookupError):  # noqa: N818 - reads as what it says
    """No such thread is within the actor's reach; the page answers 404."""


@transaction.atomic
def open_thread(
    *, actor: Viewer, statement_line_id: int, policyholder_id: UUID | None, text: str, now: datetime
) -> UUID:
    """Ask the department that settles commissions about a line the actor sees, and return the thread's id.

    The words are sealed with the policyholder's key; where the contract is not here, with one of the thread's own.

    Raises: UnknownThread for who sees no statements of a partner; Refused for an empty text, or without a department.
    """
    if not (actor.is_partner and actor.may_see_statements):
        raise UnknownThread
    _check_text(text)
    department_id = contract_department()
    if department_id is None:
        raise Refused(
            "thread.no_department",
            _("Zurzeit ist keine Abteilung für Abrechnungen eingerichtet. Bitte rufen Sie uns an."),
        )
    thread_id = uuid4()
    subject = policyholder_id or thread_id
    thread = Thread(
        id=thread_id,
        partner_id=actor.partner,
        department_id=department_id,
        statement_line_id=statement_line_id,
        subject_id=subject,
        opened_by_id=actor.account,
        opened_at=now,
        last_message_at=now,
    )
    thread.save(force_insert=True)
    vault_for_writing(subjects=[subject], partner_id=actor.partner, now=now)
    _write(actor, thread, text, now)
    notify_department(department_id=department_id, occasion="thread.opened", now=now)
    return thread_id


@transaction.atomic
def reply(*, actor: Viewer, thread_id: UUID, text: str, now: datetime) -> None:
    """Write into a thread: the department's words make it answered, the partner's open again.

    Raises: UnknownThread; Refused for an empty text.
    """
    thread = _locked(actor, thread_id)
    _check_text(text)
    _write(actor, thread, text, now)
    _move(thread, "answered" if actor.is_clerk else "open", now)
    if not actor.is_clerk:
        notify_department(department_id=thread.department_id, occasion="thread.continued", now=now)
    elif thread.opened_by_id is not None:
        notify_account(account_id=thread.opened_by_id, occasion="thread.answered", now=now)


@transaction.atomic
def close_thread(*, actor: Viewer, thread_id: UUID) -> None:
    """Say that the matter is settled; whoever writes again opens it again. Closing twice changes nothing.

    Raises: UnknownThread.
    """
    thread = _locked(actor, thread_id)
    _move(thread, "closed", thread.last_message_at)


def _locked(actor: Viewer, thread_id: UUID) -> Thread:
    thread = threads_of(actor).select_for_update(of=("self",)).filter(id=thread_id).first()
    if thread is None:
        raise UnknownThread
    return thread


def _check_text(text: str) -> None:
    if not text.strip():
        raise Refused("thread.empty", _("Bitte schreiben Sie Ihre Nachricht."))


def _write(actor: Viewer, thread: Thread, text: str, now: datetime) -> None:
    row_id = uuid4()
    Message(
        id=row_id,
        thread=thread,
        partner_id=thread.partner_id,
        department_id=thread.department_id,
        author_id=actor.account,
        is_from_department=actor.is_clerk,
        written_at=now,
        text=open_vault([thread.subject_id]).seal(thread.subject_id, TEXT, row_id, text.strip()),
    ).save(force_insert=True)


def _move(thread: Thread, state: str, at: datetime) -> None:
    thread.state, thread.last_message_at = state, at
    thread.save(update_fields=["state", "last_message_at"])

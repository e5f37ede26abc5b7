"""Collect what the portal leaves behind while something is tried: log lines, mails, rows, session data."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from email.message import Message
from typing import Any

from django.core import mail
from django.test.utils import override_settings

from partnerportal.accounts.models import Session
from partnerportal.accounts.sessions import SessionStore
from partnerportal.notice.context import ProofContext
from partnerportal.notice.schema import stored_columns

IN_MEMORY = "django.core.mail.backends.locmem.EmailBackend"


@contextmanager
def written_log() -> Iterator[io.StringIO]:
    """Catch what the running program's own log handlers write, in their own format; nothing reaches the terminal."""
    root, caught = logging.getLogger(), io.StringIO()
    handlers = [each for each in root.handlers if type(each) is logging.StreamHandler]
    was_disabled = root.manager.disable
    with ExitStack() as stack:
        for handler in handlers:
            stream = handler.setStream(caught)
            if stream is not None:
                stack.callback(handler.setStream, stream)
        stack.callback(logging.disable, was_disabled)
        logging.disable(logging.NOTSET)
        yield caught


@contextmanager
def mails_kept() -> Iterator[list[Any]]:
    """Keep mails in memory instead of sending them."""
    before = getattr(mail, "outbox", None)
    with override_settings(EMAIL_BACKEND=IN_MEMORY):
        mail.outbox = []
        try:
            yield mail.outbox
        finally:
            mail.outbox = [] if before is None else before


def text_of_mail(message: Any) -> str:
    """Return everything of a mail that travels, headers included, in clear."""
    built: Message = message.message()
    headers = "\n".join(f"{name}: {value}" for name, value in built.items())
    return f"{headers}\n{message.body}"


def tables_with(context: ProofContext, words: Iterable[str]) -> list[str]:
    """Return the tables in which a row holds one of the words, as text or as bytes."""
    sought = "|".join(part for word in words for part in (re.escape(word), word.encode().hex()))
    quote = context.connection.ops.quote_name
    return [
        table
        for table in sorted({column.table for column in stored_columns(context)})
        if context.number(
            f"SELECT count(*) FROM (SELECT FROM {quote(table)} AS line WHERE line::text ~ %s LIMIT 1) AS found",  # noqa: S608
            [sought],
        )
    ]


def sessions_with(words: Iterable[str]) -> int:
    """Return how many sessions hold one of the words in what they store."""
    sought = tuple(words)
    payloads = Session.objects.values_list("payload", flat=True)
    return sum(any(word in str(SessionStore().decode(payload)) for word in sought) for payload in payloads)

"""A mail server that is not there, and one that answers with the recipient's address."""

from __future__ import annotations

import smtplib
from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend


class Refusing(BaseEmailBackend):
    """Refuse every recipient by name, as mail servers do."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Raise what smtplib raises."""
        raise smtplib.SMTPRecipientsRefused(dict.fromkeys(email_messages[0].to, (550, b"unknown")))

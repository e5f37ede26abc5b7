"""Write mail into a folder where no mail server is configured: each message one .eml file, named by its delivery."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend


class FolderBackend(BaseEmailBackend):
    """Keep messages as files; sending the same delivery twice overwrites its file, so it arrives once."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Write the messages and return how many."""
        folder: Path = settings.MAIL_DIR
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for message in email_messages:
            parsed = message.message()
            name = re.sub(r"[^0-9A-Za-z-]", "", str(parsed["X-Portal-Delivery"] or parsed["Message-ID"]))
            (folder / f"{name}.eml").write_bytes(parsed.as_bytes())
        return len(email_messages)

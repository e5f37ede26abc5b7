"""Show the demo's outgoing mail: what a broker would find in the inbox."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from pathlib import Path

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from partnerportal.accounts.guards import public
from partnerportal.accounts.http import PortalRequest

NEWEST = 50


@dataclass(frozen=True, slots=True)
class Mail:
    """Hold one message as shown."""

    recipient: str
    subject: str
    body: str
    sent_at: datetime


@public
@require_GET
def post(request: PortalRequest) -> HttpResponse:
    """Show the newest messages of the demo."""
    files = sorted(settings.MAIL_DIR.glob("*.eml"), key=lambda path: path.stat().st_mtime, reverse=True)
    return render(request, "config/post.html", {"mails": [_read(path) for path in files[:NEWEST]]})


def _read(path: Path) -> Mail:
    message = message_from_bytes(path.read_bytes(), policy=policy.default)
    body = message.get_body(preferencelist=("plain",))
    return Mail(
        recipient=str(message["To"]),
        subject=str(message["Subject"]),
        body=str(body.get_content()) if body else "",
        sent_at=datetime.fromtimestamp(path.stat().st_mtime, UTC),
    )

"""Ask the interface as other software does: with a token, without a cookie."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from django.http import HttpResponse
from django.test import Client

from partnerportal.accounts.rules.api_tokens import scopes_open_to
from partnerportal.accounts.rules.services_registry import API_ACCESS
from partnerportal.accounts.services.api_tokens import create_token
from partnerportal.accounts.services.services_registry import switch_on
from partnerportal.database.context import acting_as
from partnerportal.kernel.viewer import Viewer

ROOT = "/api/v1/"


class Software:
    """Hold a token and ask with it; every request is one of today."""

    def __init__(self, viewer: Viewer, *scopes: str, token: str | None = None) -> None:
        self.viewer = viewer
        self.token = token_of(viewer, *scopes) if token is None else token
        self.client = Client(raise_request_exception=False)

    def get(self, path: str, **headers: str) -> HttpResponse:
        """Read something."""
        return self.client.get(ROOT + path, headers=self._headers(headers))

    def post(self, path: str, content: object, *, key: str | None = None, **headers: str) -> HttpResponse:
        """Send JSON; with a fresh key unless one is given ("" for none)."""
        return self.client.post(
            ROOT + path,
            content if isinstance(content, str) else json.dumps(content),
            content_type="application/json",
            headers=self._headers(headers, key),
        )

    def put(self, path: str, **headers: str) -> HttpResponse:
        """Put something in a state."""
        return self.client.put(ROOT + path, headers=self._headers(headers))

    def send(self, path: str, fields: dict[str, Any], *, key: str | None = None) -> HttpResponse:
        """Send fields and files."""
        return self.client.post(ROOT + path, fields, headers=self._headers({}, key))

    def _headers(self, more: dict[str, str], key: str | None = "") -> dict[str, str]:
        headers = {name.replace("_", "-"): text for name, text in more.items()}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        if key != "":
            headers["Idempotency-Key"] = key or str(uuid4())
        return headers


def token_of(viewer: Viewer, *scopes: str) -> str:
    """Switch the service on for an account and return a new token; without scopes all its person may give."""
    now = datetime.now(UTC)
    with acting_as(viewer):
        switch_on(actor=viewer, service=API_ACCESS, now=now)
        return create_token(
            actor=viewer,
            name="Verwaltungsprogramm",
            scopes=scopes or [scope.key for scope in scopes_open_to(viewer)],
            ends_on=now.date() + timedelta(days=30),
            now=now,
        )

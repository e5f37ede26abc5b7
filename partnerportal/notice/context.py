"""Give a proof what it may look at: the database, the clock, the data folder, the portal's own answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.test import Client

from partnerportal.notice.controller import Controller

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper


@dataclass(frozen=True, slots=True)
class ProofContext:
    """Hold the surroundings of one run.

    `now` is an aware UTC instant, `derived_dir` holds the committed derived documents (C76), `base_url` is
    set for a run over the network (`prove --live`).
    """

    connection: BaseDatabaseWrapper
    now: datetime
    data_dir: Path
    derived_dir: Path
    controller: Controller
    base_url: str | None = None

    def client(self, *, enforce_csrf: bool = False) -> Client:
        """Return a browser without cookies that talks HTTPS to this very process."""
        return Client(
            enforce_csrf_checks=enforce_csrf,
            raise_request_exception=False,
            HTTP_HOST=_first_host(),
            **{"wsgi.url_scheme": "https"},
        )

    def rows(self, query: str, parameters: tuple[object, ...] = ()) -> list[tuple[object, ...]]:
        """Return all rows of one catalogue or table query."""
        with self.connection.cursor() as cursor:
            cursor.execute(query, parameters)
            return list(cursor.fetchall())


def _first_host() -> str:
    named = [host.lstrip(".") for host in settings.ALLOWED_HOSTS if host != "*"]
    return named[0] if named else "localhost"

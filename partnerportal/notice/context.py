"""Give a proof what it may look at: the database, the clock, the data folder, the portal's own answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import Client

from partnerportal.notice.controller import Controller
from partnerportal.privacy.catalogue import CATALOGUE, Catalogue


@dataclass(frozen=True, slots=True)
class ProofContext:
    """Hold the surroundings of one run.

    `now` is an aware UTC instant. `derived_dir` holds the committed documents, `fresh_documents` derives them now
    (C76). `base_url` is set for a run over the network (`prove --live`). The connection belongs to the owner of the
    schema.
    """

    connection: BaseDatabaseWrapper
    now: datetime
    data_dir: Path
    derived_dir: Path
    fresh_documents: Callable[[], Mapping[str, str]]
    controller: Controller
    catalogue: Catalogue = CATALOGUE
    base_url: str | None = None

    def client(self) -> Client:
        """Return a browser without cookies that talks HTTPS to this very process."""
        client = Client(raise_request_exception=False, headers={"host": _first_host()})
        client.defaults["wsgi.url_scheme"] = "https"
        return client

    def rows(self, query: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Return all rows of one query."""
        with self.connection.cursor() as cursor:
            cursor.execute(query, parameters)
            return list(cursor.fetchall())

    def number(self, query: str, parameters: Sequence[Any] = ()) -> int:
        """Return the one figure a counting query finds."""
        return int(self.rows(query, parameters)[0][0])

    def execute(self, statement: str, parameters: Sequence[Any] = ()) -> None:
        """Run a statement that answers nothing; a proof's writes are rolled back."""
        with self.connection.cursor() as cursor:
            cursor.execute(statement, parameters)


def _first_host() -> str:
    named = [host.lstrip(".") for host in settings.ALLOWED_HOSTS if host != "*"]
    return named[0] if named else "localhost"

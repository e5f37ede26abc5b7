"""Declare where web and worker may connect to, and refuse and report the rest (clause C44; security.md, "Outgoing")."""

from __future__ import annotations

import logging
from collections.abc import Iterator

from django.conf import settings

from partnerportal.config.environment import Environment
from partnerportal.kernel.clock import utc_now
from partnerportal.kernel.connections import Place, Refusal, guard_connections, note_refusal

POSTGRESQL_PORT = 5432

log = logging.getLogger("portal.outgoing")


def install() -> None:
    """Put the guard into this process, once and for good; web and worker call it as they start."""
    guard_connections(declared_places(settings.ENVIRONMENT), report)


def declared_places(environment: Environment) -> Iterator[Place]:
    """Yield the database and the mail server of the environment; a socket in the file system needs no declaration."""
    database = environment.database or {}
    for host in database.get("host", "").split(","):
        if host and not host.startswith("/"):
            yield Place(host, int(database.get("port") or POSTGRESQL_PORT))
    if environment.mail_server is not None:
        yield Place(environment.mail_server.host, environment.mail_server.port)


def report(refusal: Refusal) -> None:
    """Write a line to the log, and one to the file that doctor and metrics count; neither names the host."""
    log.error("connection_refused", extra={"fields": {"place": refusal.kind, "port": refusal.port}})
    note_refusal(settings.REFUSED_CONNECTIONS, refusal, utc_now())

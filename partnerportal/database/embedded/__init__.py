"""Our driver for the embedded PostgreSQL; the reasons are in docs/decisions/0002-embedded-postgresql.md."""

from partnerportal.database.embedded.refusals import ServerUnavailable
from partnerportal.database.embedded.server import EmbeddedServer

__all__ = ["EmbeddedServer", "ServerUnavailable"]

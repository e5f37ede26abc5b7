"""Write what the server itself says (started, stopped, reloaded) as JSON lines, without loading Django."""

from __future__ import annotations

import json
import logging
import time
from typing import Any


class ServerFormatter(logging.Formatter):
    """Format a record as one JSON line; the server knows processes and addresses of its own, no visitor."""

    converter = staticmethod(time.gmtime)

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        line = {
            "at": self.formatTime(record, "%Y-%m-%dT%H:%M:%SZ"),
            "level": record.levelname,
            "logger": "portal.server",
            "event": record.getMessage(),
        }
        return json.dumps(line, ensure_ascii=False)


SERVER_LOG: dict[str, Any] = {
    "formatters": {"server": {"()": ServerFormatter}},
    "handlers": {"server": {"class": "logging.StreamHandler", "formatter": "server"}},
    "loggers": {"_granian": {"handlers": ["server"], "propagate": False}, "granian.access": {"handlers": []}},
}
"""What granian's own logging is replaced with; its access log, which would hold addresses, has no handler."""

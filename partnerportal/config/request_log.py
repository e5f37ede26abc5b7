"""Log requests as JSON lines without person, address or token (security.md, "Web"; clause C43)."""

from __future__ import annotations

import json
import logging
import logging.config
import time
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponseBase

log = logging.getLogger("portal.request")


class RequestLogMiddleware:
    """Write one line per request: the route's name, never the path, for a path can hold a claim number."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer and log method, route, status and milliseconds."""
        begin = time.perf_counter()
        response = self.get_response(request)
        match = request.resolver_match
        fields = {
            "method": request.method,
            "route": match.view_name if match else "unknown",
            "status": response.status_code,
            "ms": round((time.perf_counter() - begin) * 1000),
        }
        log.info("request", extra={"fields": fields})
        return response


class JsonFormatter(logging.Formatter):
    """Format a record as one JSON line in UTC; of an exception only type and place, for messages can carry data."""

    converter = staticmethod(time.gmtime)

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        line: dict[str, Any] = {
            "at": self.formatTime(record, "%Y-%m-%dT%H:%M:%SZ"),
            "level": record.levelname,
        }
        line["logger"] = record.name
        if record.name.startswith("portal."):
            line["event"] = record.msg
            line.update(getattr(record, "fields", {}))
        if hasattr(record, "reference"):
            line["reference"] = record.reference
        if record.exc_info and record.exc_info[0]:
            line["exception"] = record.exc_info[0].__name__
            line["place"] = _place(record.exc_info[2])
        return json.dumps(line, ensure_ascii=False)


def _place(traceback: Any) -> list[str]:
    frames = []
    while traceback is not None:
        frames.append(f"{traceback.tb_frame.f_code.co_filename.rpartition('/')[2]}:{traceback.tb_lineno}")
        traceback = traceback.tb_next
    return frames[-8:]


def configure() -> None:
    """Send all records to standard error as JSON lines; called once at start."""
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {"json": {"()": JsonFormatter}},
            "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
            "root": {"level": "INFO", "handlers": ["stderr"]},
            "loggers": {
                name: {"level": "WARNING"} for name in ("django.db.backends", "procrastinate", "fido2")
            },
        }
    )

"""Turn what Python would print itself in production (warnings, uncaught errors) into JSON lines without data."""

from __future__ import annotations

import logging
import sys
import threading
import warnings
from types import TracebackType
from typing import TextIO

log = logging.getLogger("portal.python")


def install() -> None:
    """From here on nothing goes to standard error as plain text: a message or traceback can hold personal data."""
    warnings.showwarning = _log_warning
    sys.excepthook = _log_uncaught
    sys.unraisablehook = lambda raised: _log(raised.exc_type, raised.exc_traceback)
    threading.excepthook = lambda raised: _log(raised.exc_type, raised.exc_traceback)


def _log_warning(
    message: Warning | str,
    category: type[Warning],
    filename: str,
    lineno: int,
    file: TextIO | None = None,
    line: str | None = None,
) -> None:
    place = f"{filename.rpartition('/')[2]}:{lineno}"
    log.warning("warning", extra={"fields": {"kind": category.__name__, "place": [place]}})


def _log_uncaught(kind: type[BaseException], value: BaseException, traceback: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, value, traceback)
        return
    _log(kind, traceback)


def _log(kind: type[BaseException], traceback: TracebackType | None) -> None:
    """Write type and place; the formatter never writes the value, so an empty one stands in for it."""
    log.critical("uncaught", exc_info=(kind, BaseException(), traceback))

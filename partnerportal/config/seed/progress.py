"""Say how far the work is: one line every five seconds."""

from __future__ import annotations

import sys
import time

EVERY_SECONDS = 5.0


class Progress:
    """Count what is done of a known total; quick work prints nothing."""

    def __init__(self, total: int, unit: str) -> None:
        """Begin at zero; `unit` is the German word for what is counted."""
        self._done = 0
        self._total = total
        self._unit = unit
        self._next_line = time.monotonic() + EVERY_SECONDS

    def add(self, count: int) -> None:
        """Count, and write a line if one is due."""
        self._done += count
        if time.monotonic() >= self._next_line:
            sys.stderr.write(f"… {self._done} von {self._total} {self._unit}\n")
            sys.stderr.flush()
            self._next_line = time.monotonic() + EVERY_SECONDS

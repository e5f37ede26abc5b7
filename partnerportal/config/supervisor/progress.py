"""Show that something long goes on."""

from __future__ import annotations

import sys
import time

EVERY_SECONDS = 5


class Progress:
    """Write one line every five seconds; how long the whole takes is not known."""

    def __init__(self) -> None:
        self._began = time.monotonic()
        self._next_seconds = EVERY_SECONDS

    def show(self) -> None:
        """Write the line if it is due."""
        if time.monotonic() - self._began >= self._next_seconds:
            sys.stderr.write(f"… {self._next_seconds} s\n")
            sys.stderr.flush()
            self._next_seconds += EVERY_SECONDS

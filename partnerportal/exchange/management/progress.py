"""Show how far reading a file is: a bar on a terminal, otherwise a line every five seconds."""

from __future__ import annotations

import sys
import time
from typing import TextIO

EVERY_SECONDS = 5.0
BAR_SECONDS = 0.2
QUIET_SECONDS = 2.0
WIDTH = 30


class Progress:
    """Be told how many records are read; quick work prints nothing."""

    def __init__(self, total: int, stream: TextIO = sys.stderr) -> None:
        """Begin at zero; `total` is an estimate of the records."""
        self._total, self._stream = max(total, 1), stream
        self._is_terminal = stream.isatty()
        self._began = time.monotonic()
        self._next = self._began + (QUIET_SECONDS if self._is_terminal else EVERY_SECONDS)
        self._has_bar = False

    def tell(self, records: int) -> None:
        """Write the bar or a line if one is due."""
        now = time.monotonic()
        if now < self._next:
            return
        self._next = now + (BAR_SECONDS if self._is_terminal else EVERY_SECONDS)
        self._bar(records) if self._is_terminal else self._line(records)

    def finish(self) -> None:
        """End the bar's line."""
        if self._has_bar:
            self._stream.write("\n")

    def _bar(self, records: int) -> None:
        self._has_bar = True
        filled = min(WIDTH, WIDTH * records // self._total)
        self._stream.write(f"\r[{'#' * filled}{'·' * (WIDTH - filled)}] {records} Sätze")
        self._stream.flush()

    def _line(self, records: int) -> None:
        self._stream.write(f"… {records} von etwa {self._total} Sätzen\n")
        self._stream.flush()

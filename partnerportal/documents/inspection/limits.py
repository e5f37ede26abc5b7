"""State how much one upload may weigh and how much its inspection may use (security.md, "Uploads")."""

from __future__ import annotations

from typing import NamedTuple

MAX_FILE_BYTES = 25 * 1024 * 1024
MAX_PAGES = 40
MAX_PIXELS = 100_000_000
MAX_FILES_PER_CLAIM = 60

MAX_UNPACKED_BYTES = 512 * 1024 * 1024
"""Bound what all compressed streams of one PDF may unpack to; 40 colour scans of A4 at 300 dpi stay below."""

MAX_ANSWER_BYTES = 64 * 1024 * 1024
"""Bound what the child may send back: a lossless picture can grow when it is written anew."""


class ChildLimits(NamedTuple):
    """Hold what one inspecting process may use; the child receives the first two as arguments."""

    cpu_seconds: int = 20
    memory_bytes: int = 1536 * 1024 * 1024
    wall_seconds: float = 30.0

"""Keep a copy of the heads outside the database, where its owner does not reach (PORTAL_JOURNAL_HEADS)."""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from partnerportal.journal.heads import Head


class HeadsFileDamaged(Exception):  # noqa: N818 - a finding
    """Say which line of the file is not a head."""

    def __init__(self, line: int) -> None:
        super().__init__(f"line {line} of the heads file is not a head")
        self.line = line


def read_heads(path: Path) -> Iterator[Head]:
    """Yield the heads of the file, one JSON document on each line; none when there is no file.

    Raises: HeadsFileDamaged.
    """
    if not path.exists():
        return
    with path.open(encoding="ascii") as file:
        for number, line in enumerate(file, 1):
            try:
                yield Head.from_json(line)
            except ValueError:
                raise HeadsFileDamaged(number) from None


def last_head_in(path: Path) -> Head | None:
    """Return the newest head of the file, reading its end only. Raises: HeadsFileDamaged."""
    try:
        with path.open("rb") as file:
            file.seek(0, os.SEEK_END)
            file.seek(max(0, file.tell() - 4096))
            lines = file.read().splitlines()
    except FileNotFoundError:
        return None
    try:
        return Head.from_json(lines[-1].decode("ascii")) if lines else None
    except ValueError:
        raise HeadsFileDamaged(-1) from None


def append_missing(path: Path, heads_after: Callable[[int], Iterable[Head]]) -> None:
    """Write what the file lacks at its end (mode 0600) and on to the disk; a second writer waits for the first.

    `heads_after(number)` returns the heads with a higher number, the lowest first. Raises: HeadsFileDamaged.
    """
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(descriptor, "a", encoding="ascii") as file:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        newest = last_head_in(path)
        for head in heads_after(newest.number if newest else 0):
            file.write(f"{json.dumps(head.as_json())}\n")
        file.flush()
        os.fsync(descriptor)

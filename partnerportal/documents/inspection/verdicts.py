"""Carry a verdict inside the child: the cleaned file, or the code of a refusal."""

from __future__ import annotations

from dataclasses import dataclass


class RejectedError(Exception):
    """Tell by a code of `sentences.REFUSALS` why the file cannot be taken."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Cleaned:
    """Hold the rewritten file; `removed` are keys of `sentences.REMOVALS`."""

    media_type: str
    content: bytes
    pages: int
    removed: frozenset[str]

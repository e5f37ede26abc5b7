"""Be a state that people see as a pill: a word, never colour alone."""

from __future__ import annotations

from enum import Enum
from typing import Self


class MarkedWord(Enum):
    """Name states by their German word, the value; `tone` and `icon` draw the pill."""

    tone: str
    icon: str

    def __new__(cls, word: str, tone: str, icon: str) -> Self:
        """Take the word as the value."""
        member = object.__new__(cls)
        member._value_ = word
        member.tone = tone
        member.icon = icon
        return member

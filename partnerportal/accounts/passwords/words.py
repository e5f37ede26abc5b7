"""Hold the words people build passwords from, most used first. Pure.

The list is read once, at the first question. It stays as one sorted text with an index: about 2 MB, where a
dictionary of Python strings would take 20.
"""

from __future__ import annotations

import gzip
from array import array
from bisect import bisect_left
from functools import cache
from importlib.resources import files

LONGEST_WORD = 24
_FILE = "words.txt.gz"


class WordList:
    """Find the rank of a folded word; `text` has one word a line, sorted by bytes, its rank class in front.

    Class c stands for rank 10^(c/2), rounded up: "0" is the most used word, "a" one around the 100,000th.
    """

    def __init__(self, text: bytes) -> None:
        """Index the beginnings of the lines."""
        self._text = text
        self._starts = array("I", [0])
        end = text.find(b"\n")
        while 0 <= end < len(text) - 1:
            self._starts.append(end + 1)
            end = text.find(b"\n", end + 1)

    def __len__(self) -> int:
        """Return the number of words."""
        return len(self._starts)

    def magnitude(self, word: str) -> float | None:
        """Return the decimal logarithm of the word's rank, None when it is not listed."""
        wanted = word.encode()
        place = bisect_left(self._starts, wanted, key=self._word_at)
        if place == len(self._starts) or self._word_at(self._starts[place]) != wanted:
            return None
        start = self._starts[place]
        return int(self._text[start : start + 1], 16) / 2

    def _word_at(self, start: int) -> bytes:
        return self._text[start + 1 : self._text.index(b"\n", start)]


@cache
def known_words() -> WordList:
    """Return the list beside this module (data/README.md tells its sources and licences)."""
    return WordList(gzip.decompress(files(__package__).joinpath("data", _FILE).read_bytes()))

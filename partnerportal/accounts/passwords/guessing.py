"""Estimate how many guesses a password takes from somebody who tries words, runs, dates and repetitions. Pure.

The thought is zxcvbn's (Wheeler, USENIX Security 2016): cut the password into pieces an attacker's program knows, and
take the cheapest way to cut it. All costs are decimal logarithms of numbers of guesses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from .spelling import folded, without_digits_for_letters
from .words import LONGEST_WORD, WordList, known_words

SHORTEST_WORD, SHORTEST_RUN, SHORTEST_COPY = 3, 3, 2
RUN_COST, COPY_COST, YEAR_COST, DATE_COST = 2.0, 1.5, 2.0, 4.5
DISGUISE_COST, BACKWARDS_COST = 0.7, 0.5
DIGIT_COST, LETTER_COST, SEPARATOR_COST, OTHER_COST = 1.0, 1.415, 0.7, 1.5

_FORWARD = (
    "01234567890123456789",
    "abcdefghijklmnopqrstuvwxyz",
    "qwertzuiopue",
    "qwertyuiop",
    "asdfghjkloeae",
    "asdfghjkl;",
    "yxcvbnm,.-",
    "zxcvbnm,./",
    "1qay2wsx3edc4rfv5tgb6zhn7ujm8ik,9ol.0p",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik,9ol.0p",
    '!"§$%&/()=?',
    "!@#$%^&*()_+",
)
_RUNS = (*_FORWARD, *(row[::-1] for row in _FORWARD))
_YEAR = re.compile(r"(?:19|20)\d\d")
_DATE = re.compile(
    r"(?:0?[1-9]|[12]\d|3[01])[./-]?(?:0?[1-9]|1[0-2])[./-]?(?:(?:19|20)\d\d|\d\d)"
    r"|(?:19|20)\d\d[./-]?(?:0[1-9]|1[0-2])[./-]?(?:0[1-9]|[12]\d|3[01])"
)


class Piece(NamedTuple):
    """Be one way to go on from a place: as far as `end`, at `cost`."""

    end: int
    cost: float


def magnitude(password: str, words: WordList | None = None) -> float:
    """Return the decimal logarithm of the number of guesses."""
    text = folded(password)
    known = words or known_words()
    cheapest = [0.0, *[float("inf")] * len(text)]
    for start in range(len(text)):
        for end, cost in _pieces(text, start, known):
            cheapest[end] = min(cheapest[end], cheapest[start] + cost)
    return cheapest[-1]


def _pieces(text: str, start: int, words: WordList) -> Iterator[Piece]:
    yield Piece(start + 1, _sign_cost(text[start]))
    yield from _word_pieces(text, start, words)
    yield from _run_pieces(text, start)
    yield from _copied_pieces(text, start)
    for expression, cost in ((_YEAR, YEAR_COST), (_DATE, DATE_COST)):
        if found := expression.match(text, start):
            yield Piece(found.end(), cost)


def _word_pieces(text: str, start: int, words: WordList) -> Iterator[Piece]:
    longest = min(len(text), start + LONGEST_WORD)
    for end in range(start + SHORTEST_WORD, longest + 1):
        word = text[start:end]
        letters = without_digits_for_letters(word)
        readings = [(word, 0.0), (word[::-1], BACKWARDS_COST)]
        readings += [(letters, DISGUISE_COST)] if letters != word else []
        for reading, extra in readings:
            rank = words.magnitude(reading)
            if rank is not None:
                yield Piece(end, rank + extra)


def _run_pieces(text: str, start: int) -> Iterator[Piece]:
    for row in _RUNS:
        end = start + SHORTEST_RUN
        while end <= len(text) and text[start:end] in row:
            yield Piece(end, RUN_COST)
            end += 1


def _copied_pieces(text: str, start: int) -> Iterator[Piece]:
    """Yield what repeats something that stands before; it may overlap itself, as in "aaaa" or "abcabcabc"."""
    end = start + SHORTEST_COPY
    while end <= len(text) and text.find(text[start:end], 0, end - 1) >= 0:
        yield Piece(end, COPY_COST)
        end += 1


def _sign_cost(sign: str) -> float:
    if sign.isalpha():
        return LETTER_COST
    if sign.isdigit():
        return DIGIT_COST
    return SEPARATOR_COST if sign in " .,-_!?" else OTHER_COST

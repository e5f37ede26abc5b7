"""Say what is wrong with a file: one error, one note, and a German sentence for each code.

A sentence says what happened, why, and what to do. It names line, bytes and field, never a value:
the files are full of personal data, and errors travel into logs, mails and error files.
"""

from __future__ import annotations

from dataclasses import dataclass

from partnerportal.exchange.gdv.sentences import NOTES, SENTENCES


class GdvError(Exception):
    """Be the only error of this library.

    `code` is stable and a key of `sentences.SENTENCES`; `line` counts from 1 (0: no line, as in an empty file or while
    building); `byte_from` and `byte_to` are positions within the record, counted from 1, both inclusive, 0 for the
    whole record; `field` is the technical name of the field, "" where none is meant.
    """

    def __init__(
        self, code: str, line: int = 0, span: tuple[int, int] = (0, 0), *, field: str = "", **facts: object
    ) -> None:
        self.code, self.line, self.field = code, line, field
        self.byte_from, self.byte_to = span
        self.sentence = _sentence(code, line, span, {"field": field} | facts)
        super().__init__(self.sentence)

    def __reduce__(self) -> tuple[object, ...]:
        """Let the error travel between processes without its facts being kept."""
        state = {name: getattr(self, name) for name in ("field", "sentence")}
        return _revived, (self.code, self.line, (self.byte_from, self.byte_to), state)


@dataclass(slots=True)
class Note:
    """Be something worth knowing that stops nothing: `line` is the first one concerned, `count` how many are."""

    code: str
    line: int
    sentence: str
    count: int = 1


def note(code: str, line: int, **facts: object) -> Note:
    """Return the note with its German sentence."""
    return Note(code, line, NOTES[code].format(line=line, **facts))


def _sentence(code: str, line: int, span: tuple[int, int], facts: dict[str, object]) -> str:
    first, last = span
    where = f"Byte {first}" if first == last else f"Byte {first} bis {last}"
    return SENTENCES[code].format(line=line, bytes=where, **facts)


def _revived(code: str, line: int, span: tuple[int, int], state: dict[str, str]) -> GdvError:
    error = GdvError.__new__(GdvError)
    error.code, error.line, (error.byte_from, error.byte_to) = code, line, span
    error.field, error.sentence = state["field"], state["sentence"]
    error.args = (error.sentence,)
    return error

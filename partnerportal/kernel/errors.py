"""Say no in words a person can use: the one exception a rule raises towards the user."""

from __future__ import annotations


class Refused(Exception):  # noqa: N818 - "Refused" is the glossary's word; it is an answer, not a defect
    """Carry a rule's "no": a stable dotted code for logs and tests, a German sentence for the person.

    The sentence says what is wrong, why, and what to do next. It is a constant, hence its own msgid:
    whoever shows it translates it at that moment. It never carries personal data.
    """

    def __init__(self, code: str, sentence: str) -> None:
        """Keep both parts; `code` looks like "upload.too_large"."""
        super().__init__(code, sentence)
        self.code = code
        self.sentence = sentence

    def __str__(self) -> str:
        """Return the code only, so that a log line never repeats what a user was shown."""
        return self.code


def marked_for_translation(sentence: str) -> str:
    """Return the sentence unchanged; imported as `_` it lets the extractor find the kernel's sentences.

    The kernel does not know Django, so the translation happens where the sentence is shown.
    """
    return sentence

"""A rule's no: the code goes to the log, the sentence to the person."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import partnerportal.kernel
from partnerportal.kernel.errors import Refused

KERNEL = Path(partnerportal.kernel.__file__).parent


def test_a_log_line_about_a_refusal_shows_only_its_code() -> None:
    refusal = Refused("upload.too_large", "Die Datei ist zu groß.")

    assert (refusal.code, refusal.sentence) == ("upload.too_large", "Die Datei ist zu groß.")
    assert str(refusal) == "upload.too_large"


def test_every_sentence_of_the_kernel_has_at_most_fifteen_words_and_no_typewriter_marks() -> None:
    sentences = [
        sentence for text in _texts_for_people() for sentence in re.split(r"(?<=[.?!:]) (?=[A-ZÄÖÜ])", text)
    ]

    assert len(sentences) > 30
    assert [sentence for sentence in sentences if len(sentence.split()) > 15] == []
    assert [sentence for sentence in sentences if '"' in sentence or " - " in sentence] == []


def _texts_for_people() -> list[str]:
    """Return every text the kernel marks for translation."""
    return [
        ast.literal_eval(node.args[0])
        for path in KERNEL.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "_"
    ]

"""docs/security/asvs.md has a row for every requirement of its chapters, and everything a row names exists."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).resolve().parents[2]
DOCUMENT = ROOT / "docs" / "security" / "asvs.md"
# ASVS 5.0.0: how many requirements each section of a chapter has, and the levels in their order.
LEVELS = {
    "V6.1": "122", "V6.2": "111111112222", "V6.3": "11223333", "V6.4": "112233", "V6.5": "22222333",
    "V6.6": "2223", "V6.7": "33", "V6.8": "2222",
    "V7.1": "222", "V7.2": "1111", "V7.3": "22", "V7.4": "11222", "V7.5": "223", "V7.6": "22",
    "V8.1": "1233", "V8.2": "1123", "V8.3": "133", "V8.4": "23",
    "V16.1": "2", "V16.2": "22222", "V16.3": "2222", "V16.4": "222", "V16.5": "2223",
}  # fmt: skip
STATES = {"met", "partly", "open", "n/a"}
_ROW = re.compile(r"^\| (V\d+\.\d+\.\d+) \| (\d) \| (.+?) \| (\S+) \| (.+) \|$", re.MULTILINE)
_NAMED = re.compile(r"`((?:partnerportal|tests|docs|bench)/[^`:]+)(?:::(\w+))?`")
_DOCUMENTATION = ("V6.1.", "V7.1.", "V8.1.", "V16.1.")


class Requirement(NamedTuple):
    """One row of the document."""

    id: str
    level: str
    asks: str
    state: str
    where: str


def rows() -> list[Requirement]:
    return [Requirement(*found) for found in _ROW.findall(DOCUMENT.read_text(encoding="utf-8"))]


def named(text: str) -> list[tuple[str, str]]:
    return _NAMED.findall(text)


def test_every_requirement_has_its_row_with_its_level() -> None:
    wanted = [
        (f"{section}.{number}", level)
        for section, levels in LEVELS.items()
        for number, level in enumerate(levels, 1)
    ]

    assert [(row.id, row.level) for row in rows()] == wanted


def test_every_row_has_a_state_and_says_why() -> None:
    assert {row.state for row in rows()} <= STATES
    assert [row.id for row in rows() if row.state in {"partly", "open"} and "." not in row.where] == []


@pytest.mark.parametrize("row", [row for row in rows() if row.state == "met"], ids=lambda row: row.id)
def test_what_is_met_names_its_code_and_the_test_that_would_notice(row: Requirement) -> None:
    places = [path.partition("/")[0] for path, _test in named(row.where)]

    if row.id.startswith(_DOCUMENTATION):
        assert places
    else:
        assert "partnerportal" in places
        assert "tests" in places


def test_everything_named_exists() -> None:
    missing = [
        f"{path}::{test}" if test else path
        for path, test in named(DOCUMENT.read_text(encoding="utf-8"))
        if not (ROOT / path).exists()
        or (test and f"def {test}(" not in (ROOT / path).read_text(encoding="utf-8"))
    ]

    assert missing == []

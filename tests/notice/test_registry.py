"""Hold the clauses against the requirement: all there, each once, each of this stage with a proof and a break."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter

from django.conf import settings

from partnerportal.notice import registry
from partnerportal.notice.clause import Clause, Kind
from partnerportal.notice.wording import words

ALL_IDS = [f"C{number:02}" for number in range(1, 78)]
# C23 (statements) waits for its feature.
PROVEN_NOW = [
    *("C01", "C02", "C03", "C04", "C05", "C06", "C10", "C11"),
    *(
        "C17",
        "C20",
        "C21",
        "C22",
        "C23",
        "C24",
        "C25",
        "C26",
        "C27",
        "C28",
        "C29",
        "C30",
        "C31",
        "C32",
        "C33",
        "C34",
    ),
    *("C35", "C36", "C38"),
    *("C39", "C44", "C46", "C47", "C48", "C49", "C50", "C51", "C52", "C53", "C73", "C74", "C76"),
]
STATEMENTS = ["C07", "C09", "C19", "C59"]
_BREAK = re.compile(r"def test_((?:c\d\d_|to_)+)turns?_red_when", re.ASCII)
_IDS = re.compile(r"c(\d\d)")


def test_every_clause_is_there_exactly_once_and_in_order() -> None:
    assert [clause.id for clause in registry.CLAUSES] == ALL_IDS
    assert registry.repeated_ids() == []


def test_every_clause_stands_in_its_section() -> None:
    for section in registry.SECTIONS:
        assert all(clause.section == section.number for clause in section.clauses)


def test_only_statements_claim_no_proof() -> None:
    assert [clause.id for clause in registry.CLAUSES if not clause.claims_proof] == STATEMENTS
    assert all(registry.clause(each).proof is None for each in STATEMENTS)


def test_the_clauses_of_this_stage_have_a_proof() -> None:
    assert [clause.id for clause in registry.CLAUSES if clause.proof] == PROVEN_NOW


def test_every_proof_has_a_test_that_breaks_it() -> None:
    broken = {f"C{number}" for name in _breaking_tests() for number in _ids_in(name)}

    assert [clause.id for clause in registry.CLAUSES if clause.proof and clause.id not in broken] == []


def test_the_weakest_kind_is_shown() -> None:
    assert registry.clause("C30").kind is Kind.OBSERVED
    assert registry.clause("C01").kind is Kind.ENFORCED


def test_every_clause_is_written_out_in_both_languages() -> None:
    known = words(settings.CONTROLLER)
    for clause in registry.CLAUSES:
        for text in _texts(clause):
            assert text.endswith(".")
            assert {name for _, name, _, _ in Formatter().parse(text) if name} <= set(known)
        assert clause.legal_basis


def test_no_sentence_is_longer_than_a_reader_can_hold() -> None:
    long = [
        (clause.id, sentence)
        for clause in registry.CLAUSES
        for sentence in re.split(r"(?<=[a-zäöüß)}]\.) ", f"{clause.sentence} {clause.implementation}")
        if len(sentence.split()) > 18
    ]

    assert long == []


def _breaking_tests() -> list[str]:
    files = sorted(Path(__file__).parent.glob("test_*.py"))
    return [name for file in files for name in _BREAK.findall(file.read_text(encoding="utf-8"))]


def _ids_in(name: str) -> list[str]:
    numbers = _IDS.findall(name)
    if "_to_" in name:
        first, last = (int(number) for number in numbers)
        return [f"{number:02}" for number in range(first, last + 1)]
    return numbers


def _texts(clause: Clause) -> tuple[str, ...]:
    return (clause.sentence, clause.sentence_en, clause.implementation, clause.implementation_en)

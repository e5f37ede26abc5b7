"""Collect the clauses of all sections in the order of the notice; ids are stable for ever."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from partnerportal.notice import s0, s1, s2, s3, s4, s5, s6, s7, s8, s9, s10
from partnerportal.notice.clause import Clause


@dataclass(frozen=True, slots=True)
class Section:
    """Name one section of the notice; `slug` is its place on the page, number 10 goes beyond the text."""

    number: int
    slug: str
    title: str
    title_en: str
    clauses: tuple[Clause, ...]

    def title_in(self, language: str) -> str:
        """Return the heading in "de" or "en"."""
        return self.title_en if language == "en" else self.title


SECTIONS = (
    Section(0, "einleitung", "Einleitung", "Introduction", s0.CLAUSES),
    Section(1, "grundsaetze", "Grundsätze", "Principles", s1.CLAUSES),
    Section(2, "daten", "Welche Daten wir verarbeiten", "Which data we process", s2.CLAUSES),
    Section(3, "registrierung", "Registrierung", "Registration", s3.CLAUSES),
    Section(4, "sicherheit", "Sicherheit der Daten", "Security of data", s4.CLAUSES),
    Section(5, "cookies", "Cookies", "Cookies", s5.CLAUSES),
    Section(6, "server", "Unsere Server", "Our servers", s6.CLAUSES),
    Section(7, "dritte", "Dienstleister und Dritte", "Processors and third parties", s7.CLAUSES),
    Section(8, "loeschung", "Löschung", "Deletion", s8.CLAUSES),
    Section(9, "rechte", "Ihre Rechte", "Your rights", s9.CLAUSES),
    Section(10, "ergaenzungen", "Was das Gesetz außerdem verlangt", "What the law also asks", s10.CLAUSES),
)

CLAUSES: tuple[Clause, ...] = tuple(clause for section in SECTIONS for clause in section.clauses)


class UnknownClause(LookupError):  # noqa: N818 - the command line prints it as a sentence
    """Say that no clause carries this id."""


def clause(clause_id: str) -> Clause:
    """Return the clause with this id, such as "C30".

    Raises: UnknownClause.
    """
    for candidate in CLAUSES:
        if candidate.id == clause_id.upper():
            return candidate
    raise UnknownClause(clause_id)


def repeated_ids() -> list[str]:
    """Return ids that two clauses carry; the house tests want none."""
    return [found for found, times in Counter(each.id for each in CLAUSES).items() if times > 1]

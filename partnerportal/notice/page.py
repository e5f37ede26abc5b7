"""Put together what the page of the notice shows: sections, clauses, the state of the last proof."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from partnerportal.kernel.errors import marked_for_translation as _
from partnerportal.notice.clause import Clause, Kind, Status
from partnerportal.notice.prove import LastResult, last_results
from partnerportal.notice.registry import SECTIONS, Section
from partnerportal.notice.typography import held_together

KINDS = {
    Kind.ENFORCED: _("Technisch erzwungen: Ein Verstoß ist nicht möglich."),
    Kind.OBSERVED: _("Laufend gemessen: Ein Verstoß fällt auf."),
    Kind.ATTESTED: _("Durch ein Dokument belegt, das abläuft."),
    Kind.STATEMENT: _("Erklärung ohne technischen Nachweis."),
}
STATES = {
    Status.PROVEN: (_("Belegt"), "ok"),
    Status.VIOLATED: (_("Verletzt"), "bad"),
    Status.UNPROVEN: (_("Noch nicht belegt"), "calm"),
    Status.EXPIRED: (_("Nachweis abgelaufen"), "warn"),
    Status.STATEMENT: (_("Ohne Nachweis"), "calm"),
}


@dataclass(frozen=True, slots=True)
class ClauseView:
    """Show one clause at the place of its id; `checked_at` is None before the first run of the proofs."""

    id: str
    sentence: str
    implementation: str
    legal_basis: str
    kind: str
    state: str
    tone: str
    checked_at: datetime | None


@dataclass(frozen=True, slots=True)
class SectionView:
    """Show one section with its clauses."""

    number: int
    slug: str
    title: str
    clauses: tuple[ClauseView, ...]


def notice_page(language: str, words: Mapping[str, str], data_dir: Path) -> tuple[SectionView, ...]:
    """Return the sections in "de" or "en" with the last finding on each clause."""
    results = last_results(data_dir)
    return tuple(_section_view(section, language, words, results) for section in SECTIONS)


def _section_view(
    section: Section, language: str, words: Mapping[str, str], results: Mapping[str, LastResult]
) -> SectionView:
    return SectionView(
        number=section.number,
        slug=section.slug,
        title=section.title_in(language),
        clauses=tuple(
            _clause_view(clause, language, words, results.get(clause.id)) for clause in section.clauses
        ),
    )


def _clause_view(
    clause: Clause, language: str, words: Mapping[str, str], last: LastResult | None
) -> ClauseView:
    status = last.status if last and clause.claims_proof else _untested(clause)
    state, tone = STATES[status]
    return ClauseView(
        id=clause.id,
        sentence=held_together(clause.sentence_in(language, words)),
        implementation=held_together(clause.implementation_in(language, words)),
        legal_basis=held_together(clause.legal_basis),
        kind=KINDS[clause.kind],
        state=state,
        tone=tone,
        checked_at=last.checked_at if last and clause.claims_proof else None,
    )


def _untested(clause: Clause) -> Status:
    return Status.UNPROVEN if clause.claims_proof else Status.STATEMENT

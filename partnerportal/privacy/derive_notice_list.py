"""Derive the data list of the notice (C21 to C29): what, whose, why, which basis, seen by whom, how long."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from partnerportal.kernel.errors import marked_for_translation as _
from partnerportal.privacy.catalogue import CATALOGUE, Catalogue
from partnerportal.privacy.entry import Entry
from partnerportal.privacy.periods import Translate
from partnerportal.privacy.retention_classes import RetentionClass
from partnerportal.privacy.vocabulary import Category


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """Be one line of the list, in words; `field` is the column it stands for."""

    field: str
    title: str
    subjects: tuple[str, ...]
    purposes: tuple[str, ...]
    bases: tuple[str, ...]
    seen_by: tuple[str, ...]
    shown: str
    protection: str
    retention: RetentionClass
    period: str
    clauses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NoticeGroup:
    """Be one heading of the list (a category of data) with its lines."""

    heading: str
    lines: tuple[NoticeLine, ...]


def notice_list(catalogue: Catalogue = CATALOGUE, *, translate: Translate = str) -> tuple[NoticeGroup, ...]:
    """Return the complete list, by category in the order of the vocabulary; empty categories are left out."""
    groups = (
        NoticeGroup(
            translate(category.label),
            _lines((entry for entry in catalogue.entries if entry.category is category), translate),
        )
        for category in Category
    )
    return tuple(group for group in groups if group.lines)


def lines_of_clause(
    clause: str, catalogue: Catalogue = CATALOGUE, *, translate: Translate = str
) -> tuple[NoticeLine, ...]:
    """Return the lines a clause such as "C27" promises, in the order of the declarations."""
    return _lines(catalogue.of_clause(clause), translate)


def _lines(entries: Iterable[Entry], translate: Translate) -> tuple[NoticeLine, ...]:
    return tuple(_line(entry, translate) for entry in entries)


def _line(entry: Entry, translate: Translate) -> NoticeLine:
    seen_by = [role.label for role in entry.visible_to] or [_("niemand")]
    bases = [basis.label for basis in entry.bases]
    if entry.article_nine is not None:
        bases.append(entry.article_nine.label)
    return NoticeLine(
        field=entry.field,
        title=translate(entry.title),
        subjects=tuple(translate(subject.label) for subject in entry.subjects),
        purposes=tuple(translate(purpose.label) for purpose in entry.purposes),
        bases=tuple(translate(basis) for basis in bases),
        seen_by=tuple(translate(role) for role in seen_by),
        shown=translate(entry.shown.label),
        protection=translate(entry.protection.label),
        retention=entry.retention,
        period=entry.retention.period_for(entry.part).text(translate),
        clauses=entry.clauses,
    )

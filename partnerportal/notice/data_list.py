"""Fold the catalogue's list for the page: fields with the same purpose, readers and period share one row."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from partnerportal.privacy.derive_notice_list import NoticeLine, notice_list
from partnerportal.privacy.periods import Translate
from partnerportal.privacy.retention_classes import rule_sentence


@dataclass(frozen=True, slots=True)
class DataRow:
    """Show fields that differ in nothing but their title."""

    titles: tuple[str, ...]
    subjects: tuple[str, ...]
    purposes: tuple[str, ...]
    bases: tuple[str, ...]
    seen_by: tuple[str, ...]
    protection: str
    deletion: str


@dataclass(frozen=True, slots=True)
class DataGroup:
    """Show one category of data; `anchor` is its place on the page."""

    heading: str
    anchor: str
    rows: tuple[DataRow, ...]


def data_groups(translate: Translate) -> tuple[DataGroup, ...]:
    """Return the whole catalogue for people to read, in the language of `translate`."""
    return tuple(
        DataGroup(group.heading, f"daten-{number}", tuple(_rows(group.lines, translate)))
        for number, group in enumerate(notice_list(translate=translate), 1)
    )


def _rows(lines: Iterable[NoticeLine], translate: Translate) -> Iterable[DataRow]:
    alike: dict[tuple[object, ...], list[NoticeLine]] = {}
    for line in lines:
        alike.setdefault(_likeness(line), []).append(line)
    return [_row(members, translate) for members in alike.values()]


def _likeness(line: NoticeLine) -> tuple[object, ...]:
    return (line.subjects, line.purposes, line.bases, line.seen_by, line.protection, line.retention.key)


def _row(members: list[NoticeLine], translate: Translate) -> DataRow:
    first = members[0]
    return DataRow(
        titles=tuple(dict.fromkeys(member.title for member in members)),
        subjects=first.subjects,
        purposes=first.purposes,
        bases=first.bases,
        seen_by=first.seen_by,
        protection=first.protection,
        deletion=rule_sentence(first.retention, translate=translate),
    )

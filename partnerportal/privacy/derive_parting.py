"""Derive what happens to a person's data when the account is removed: what goes now, what stays until when and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from partnerportal.kernel.viewer import PARTNER_ROLES, Role
from partnerportal.privacy.catalogue import CATALOGUE, Catalogue
from partnerportal.privacy.derive_visibility import ObjectKind, entries_of
from partnerportal.privacy.entry import Entry
from partnerportal.privacy.periods import AT_ONCE, Translate
from partnerportal.privacy.retention_classes import (
    RetentionClass,
    deletion_sentence,
    due_on,
)
from partnerportal.privacy.vocabulary import Subject

Key = TypeVar("Key", str, RetentionClass)
# These periods begin with the removal, or began at the latest then: the last sign-in lies before it.
BEGUN = frozenset({"R-KONTO", "R-PROTOKOLL"})
# What somebody wrote about others stays theirs, with the writer's account as its author.
WRITTEN = (ObjectKind.CLAIM, ObjectKind.DOCUMENT, ObjectKind.DRAFT)


@dataclass(frozen=True, slots=True)
class Going:
    """Name data that go at once, with what belongs to them."""

    name: str
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Staying:
    """Name data that stay: until when, why, by which rule of law, and what belongs to them."""

    name: str
    until: str
    why: str
    source: str
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Parting:
    """Hold both lists; what stays is ordered by how long."""

    now: tuple[Going, ...]
    later: tuple[Staying, ...]


def parting(
    role: Role, now: datetime, *, catalogue: Catalogue = CATALOGUE, translate: Translate = str
) -> Parting:
    """Return what happens to the data of a person in `role` whose account is removed `now`."""
    entries = _about(role, catalogue)
    going = [entry for entry in entries if _goes(entry)]
    staying = [entry for entry in entries if not _goes(entry)]
    return Parting(
        tuple(
            Going(translate(name), _titles(parts, translate))
            for name, parts in _grouped((_part_name(entry), entry) for entry in going)
        ),
        tuple(
            _stay(declared, parts, now, translate)
            for declared, parts in sorted(
                _grouped((entry.retention, entry) for entry in staying),
                key=lambda group: due_on(group[0], now),
            )
        ),
    )


def _about(role: Role, catalogue: Catalogue) -> list[Entry]:
    is_partner = role in PARTNER_ROLES
    subject = Subject.PARTNER_PERSON if is_partner else Subject.CLERK
    written = (
        {entry.field for kind in WRITTEN for entry in entries_of(kind, catalogue)} if is_partner else set()
    )
    return [entry for entry in catalogue.entries if subject in entry.subjects or entry.field in written]


def _goes(entry: Entry) -> bool:
    return entry.retention.period_for(entry.part) == AT_ONCE


def _part_name(entry: Entry) -> str:
    return entry.category.label if entry.part else entry.retention.name


def _stay(declared: RetentionClass, entries: list[Entry], now: datetime, translate: Translate) -> Staying:
    start = now if declared.key in BEGUN else None
    return Staying(
        name=translate(declared.name),
        until=deletion_sentence(declared, start, translate=translate),
        why=translate(declared.why),
        source=declared.source,
        parts=_titles(entries, translate),
    )


def _titles(entries: Iterable[Entry], translate: Translate) -> tuple[str, ...]:
    return tuple(dict.fromkeys(translate(entry.title) for entry in entries))


def _grouped(pairs: Iterable[tuple[Key, Entry]]) -> list[tuple[Key, list[Entry]]]:
    groups: dict[Key, list[Entry]] = {}
    for key, entry in pairs:
        groups.setdefault(key, []).append(entry)
    return list(groups.items())

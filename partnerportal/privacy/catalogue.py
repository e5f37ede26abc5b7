"""Collect every declaration into the one catalogue; find entries by column, model, person, clause or form.

Importing this module reads all declarations; the first unsound one stops the start (`CatalogueError`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib import import_module

from partnerportal.privacy.entry import (
    COOKIES_FILE,
    DECLARATIONS,
    OUR_APPS,
    CatalogueError,
    Cookie,
    Entry,
    FormField,
    Technical,
    declared_in,
)
from partnerportal.privacy.retention_classes import RetentionClass
from partnerportal.privacy.vocabulary import Place, Subject

Declaration = Entry | Technical | Cookie


@dataclass(frozen=True)
class Catalogue:
    """Hold the declarations in a fixed order, so that everything derived from them is deterministic."""

    entries: tuple[Entry, ...]
    technical: tuple[Technical, ...]
    cookies: tuple[Cookie, ...]

    def __post_init__(self) -> None:
        """Refuse a column declared twice. Raises: CatalogueError."""
        seen: set[str] = set()
        for field in self._all_fields():
            if field in seen:
                raise CatalogueError(field, "declared twice")
            seen.add(field)

    @cached_property
    def _by_field(self) -> Mapping[str, Entry]:
        return {entry.field: entry for entry in self.entries}

    @cached_property
    def _reasons(self) -> Mapping[str, str]:
        return {field: line.reason for line in self.technical for field in line.fields}

    def _all_fields(self) -> Iterable[str]:
        yield from (entry.field for entry in self.entries)
        for line in self.technical:
            yield from line.fields

    @cached_property
    def fields(self) -> frozenset[str]:
        """Return every declared "app.Model.field", technical ones included."""
        return frozenset(self._all_fields())

    @cached_property
    def cookie_names(self) -> frozenset[str]:
        """Return every name a cookie of ours may have."""
        return frozenset(name for cookie in self.cookies for name in cookie.names)

    def entry_of(self, field: str) -> Entry | None:
        """Return the entry of "app.Model.field"; None when it is technical or undeclared."""
        return self._by_field.get(field)

    def technical_reason(self, field: str) -> str | None:
        """Return why a column holds no personal data; None when it is an entry or undeclared."""
        return self._reasons.get(field)

    def of_model(self, model: str) -> tuple[Entry, ...]:
        """Return the entries of "app.Model"."""
        return tuple(entry for entry in self.entries if entry.model == model)

    def of_subject(self, subject: Subject) -> tuple[Entry, ...]:
        """Return the entries with data of such a person."""
        return tuple(entry for entry in self.entries if subject in entry.subjects)

    def of_clause(self, clause: str) -> tuple[Entry, ...]:
        """Return the entries that clause "Cnn" promises something about."""
        return tuple(entry for entry in self.entries if clause in entry.clauses)

    def of_retention(self, retention: RetentionClass) -> tuple[Entry, ...]:
        """Return the entries of a deletion class."""
        return tuple(entry for entry in self.entries if entry.retention == retention)

    def undeclared(self, stored: Iterable[str]) -> list[str]:
        """Return the stored columns nobody declared, sorted (clause C01)."""
        return sorted(set(stored) - self.fields)

    def without_column(self, stored: Iterable[str]) -> list[str]:
        """Return the declared columns that are not stored, sorted; what lies in files has no column."""
        in_files = {entry.field for entry in self.entries if entry.place is Place.FILE}
        without_model = {field for field in self.fields if field.startswith("sql.")}
        return sorted(self.fields - set(stored) - in_files - without_model)

    def form_field(self, form: type, name: str) -> FormField:
        """Return what a form's field is for, read from its class attributes `catalogue` and `technical`.

        Raises: CatalogueError when the field stands in neither, in both, or names an undeclared column.
        """
        columns: Mapping[str, str] = getattr(form, "catalogue", {})
        reasons: Mapping[str, str] = getattr(form, "technical", {})
        label, file = f"{form.__qualname__}.{name}", f"{form.__module__.replace('.', '/')}.py"
        if (name in columns) == (name in reasons):
            raise CatalogueError(
                label, "stands in exactly one of `catalogue` and `technical` of its form", file
            )
        if name in reasons:
            return FormField(form.__qualname__, name, None, reasons[name])
        found = self.entry_of(columns[name])
        if found is None:
            raise CatalogueError(
                label, f"fills {columns[name]}, which has no entry", declared_in(columns[name])
            )
        return FormField(form.__qualname__, name, found)


def collect(declarations: Iterable[Declaration]) -> Catalogue:
    """Return the catalogue of these declarations."""
    listed = tuple(declarations)
    return Catalogue(
        entries=tuple(item for item in listed if isinstance(item, Entry)),
        technical=tuple(item for item in listed if isinstance(item, Technical)),
        cookies=tuple(item for item in listed if isinstance(item, Cookie)),
    )


def declarations_of(module: str) -> tuple[Declaration, ...]:
    """Return the declarations of one module below `privacy/declarations`. Raises: CatalogueError."""
    return in_place(module, import_module(f"partnerportal.privacy.declarations.{module}").DECLARED)


def in_place(module: str, listed: tuple[Declaration, ...]) -> tuple[Declaration, ...]:
    """Return the declarations of a module. Raises: CatalogueError for one that belongs in another module."""
    file = f"{DECLARATIONS}/{module}.py"
    for item in listed:
        name = item.setting if isinstance(item, Cookie) else _first_field(item)
        home = COOKIES_FILE if isinstance(item, Cookie) else declared_in(name)
        if home != file:
            raise CatalogueError(name, f"stands in {file}, belongs in {home}", home)
    return listed


def _first_field(item: Entry | Technical) -> str:
    return item.field if isinstance(item, Entry) else item.fields[0]


MODULES = (*sorted(OUR_APPS), "other_packages", "cookies")
CATALOGUE = collect(item for module in MODULES for item in declarations_of(module))

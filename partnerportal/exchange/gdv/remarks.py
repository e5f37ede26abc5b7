"""Collect what is worth knowing about a package and stops nothing: skipped records, versions, 257th bytes."""

from __future__ import annotations

import re
from collections.abc import Mapping

from partnerportal.exchange.gdv.errors import Note, note
from partnerportal.exchange.gdv.record import Record

_VERSION = re.compile(r"\d\.\d")


class Remarks:
    """Hold the notes of one package, each kind of remark once per record type, and count what was skipped."""

    def __init__(self, versions: Mapping[str, str]) -> None:
        """Start without notes. `versions` are those record 0001 lists."""
        self.skipped: dict[str, int] = {}
        self._versions = versions
        self._notes: dict[tuple[str, str], Note] = {}
        self._families: set[str] = set()
        self._ending = b""

    def all(self) -> list[Note]:
        """Return the notes in the order they came up."""
        return list(self._notes.values())

    def is_due(self, record: Record, code: str) -> bool:
        """Say quickly whether `about` could have anything to say."""
        return bool(code) or record.layout.family not in self._families or record.ending is not self._ending

    def about(self, record: Record, code: str) -> list[Note]:
        """Remember and return what is unusual about a record; `code` is what recognising it brought up."""
        found = [self.add(code, record)] if code else []
        if not record.is_known:
            self.skipped[record.kind] = self.skipped.get(record.kind, 0) + 1
        elif record.layout.family not in self._families:
            self._families.add(record.layout.family)
            found += self._on_version(record)
        if record.ending is not self._ending:
            self._ending = record.ending
            if record.ending.startswith(b" "):
                found.append(self.add("record_of_257", record, kind="*"))
        return found

    def add(self, code: str, record: Record, **facts: object) -> Note:
        """Remember a note, or count another line for one that is known already, and return it."""
        facts = {"kind": record.kind} | facts
        key = (code, str(facts["kind"]))
        known = self._notes.get(key)
        if known is None:
            known = self._notes[key] = note(code, record.line, **facts)
        else:
            known.count += 1
        return known

    def keep(self, other: Note) -> None:
        """Remember a note made elsewhere."""
        self._notes[other.code, other.sentence] = other

    def _on_version(self, record: Record) -> list[Note]:
        family, known = record.layout.family, record.layout.version
        stated = self._versions.get(family, "")
        if stated == known:
            return []
        code = (
            "other_version"
            if _VERSION.fullmatch(stated)
            else "unreadable_version"
            if stated
            else "version_missing"
        )
        return [self.add(code, record, kind=family, stated=stated, known=known)]

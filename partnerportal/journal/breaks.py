"""Name what `journal verify` can find, in German and English, without personal data. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any


class BreakKind(Enum):
    """Name a break of the seal; the value is the word of the JSON document."""

    ALTERED = "line_altered"
    REMOVED = "line_removed"
    INSERTED = "line_inserted"
    SWAPPED = "lines_swapped"
    CUT_OFF = "newest_lines_cut_off"
    PLACE_ALTERED = "place_altered"
    HEAD_ALTERED = "head_altered"
    HEAD_REMOVED = "head_removed"
    HEAD_OF_LINES_REMOVED = "head_of_lines_removed"
    HEADS_CUT_OFF = "newest_heads_cut_off"
    HEAD_REPLACED = "head_differs_from_file"
    FILE_DAMAGED = "heads_file_damaged"
    MONTH_REMOVED = "month_removed"
    MONTH_DROPPED_EARLY = "month_dropped_early"


_SENTENCES: dict[BreakKind, tuple[str, str]] = {
    BreakKind.ALTERED: (
        "Die Zeile {entry} im Monat {month} wurde nach dem Schreiben verändert.",
        "Line {entry} of month {month} was altered after it was written.",
    ),
    BreakKind.REMOVED: (
        "Im Monat {month} fehlt eine versiegelte Zeile{named}.",
        "A sealed line of month {month} is missing{named_en}.",
    ),
    BreakKind.INSERTED: (
        "Die Zeile {entry} im Monat {month} stammt nicht vom Portal: Sie wurde eingefügt.",
        "Line {entry} of month {month} was not written by the portal: it was inserted.",
    ),
    BreakKind.SWAPPED: (
        "Im Monat {month} wurden Zeilen vertauscht, gefunden bei der Zeile {entry}.",
        "Lines of month {month} were swapped, found at line {entry}.",
    ),
    BreakKind.CUT_OFF: (
        "Am Ende des Monats {month} fehlen versiegelte Zeilen: Das Siegel nennt {size}, es sind {found}.",
        "Sealed lines are missing at the end of month {month}: the seal names {size}, there are {found}.",
    ),
    BreakKind.PLACE_ALTERED: (
        "Der Platz der Zeile {entry} im Siegel des Monats {month} wurde verändert.",
        "The place of line {entry} in the seal of month {month} was altered.",
    ),
    BreakKind.HEAD_ALTERED: (
        "Das Siegel Nummer {head} wurde verändert, oder ein fremder Schlüssel hat es unterschrieben.",
        "Head number {head} was altered, or an unknown key signed it.",
    ),
    BreakKind.HEAD_REMOVED: (
        "Das Siegel Nummer {head} fehlt.",
        "Head number {head} is missing.",
    ),
    BreakKind.HEAD_OF_LINES_REMOVED: (
        "Im Monat {month} haben {found} Zeilen einen Platz, unterschrieben sind {size}: Ein Siegel wurde entfernt.",
        "In month {month} {found} lines have a place, {size} are signed for: a head was removed.",
    ),
    BreakKind.HEADS_CUT_OFF: (
        "Die Datei außerhalb der Datenbank kennt mehr Siegel: Ab Nummer {head} fehlen sie in der Datenbank.",
        "The file outside the database knows more heads: from number {head} on the database lacks them.",
    ),
    BreakKind.HEAD_REPLACED: (
        "Das Siegel Nummer {head} lautet in der Datei außerhalb der Datenbank anders.",
        "Head number {head} differs from the one in the file outside the database.",
    ),
    BreakKind.FILE_DAMAGED: (
        "Die Datei mit den Siegeln außerhalb der Datenbank ist beschädigt.",
        "The file with the heads outside the database is damaged.",
    ),
    BreakKind.MONTH_REMOVED: (
        "Der Monat {month} ist versiegelt, aber seine Zeilen fehlen ohne Löschvermerk.",
        "Month {month} is sealed, but its lines are gone without a record of their deletion.",
    ),
    BreakKind.MONTH_DROPPED_EARLY: (
        "Der Monat {month} wurde vor dem Ende seiner Frist gelöscht, oder sein Löschvermerk ist falsch.",
        "Month {month} was dropped before its period ended, or the record of its deletion is wrong.",
    ),
}


@dataclass(frozen=True, slots=True)
class Break:
    """Be the first place where the journal and its seal disagree."""

    kind: BreakKind
    month: date | None = None
    entry: int | None = None
    head: int | None = None
    size: int | None = None
    found: int | None = None

    @property
    def german(self) -> str:
        """Return the finding as a German sentence."""
        return self._filled(0)

    @property
    def english(self) -> str:
        """Return the finding as an English sentence."""
        return self._filled(1)

    def as_json(self) -> dict[str, Any]:
        """Return the finding for the JSON document; only what is known."""
        places = {"entry": self.entry, "head": self.head, "size": self.size, "found": self.found}
        known = {name: value for name, value in places.items() if value is not None}
        month = {"month": f"{self.month:%Y-%m}"} if self.month else {}
        return {
            "kind": self.kind.value,
            **month,
            **known,
            "sentence": self.german,
            "sentence_en": self.english,
        }

    def _filled(self, language: int) -> str:
        return _SENTENCES[self.kind][language].format(
            month=f"{self.month:%Y-%m}" if self.month else "",
            entry=self.entry,
            head=self.head,
            size=self.size,
            found=self.found,
            named=f", und zwar die Zeile {self.entry}" if self.entry is not None else "",
            named_en=f": line {self.entry}" if self.entry is not None else "",
        )

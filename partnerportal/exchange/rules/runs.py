"""Decide what an import may do next, and name its states. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from types import MappingProxyType

from partnerportal.kernel.errors import Refused
from partnerportal.kernel.errors import marked_for_translation as _
from partnerportal.kernel.marked_word import MarkedWord

FORMATS = ("gdv", "csv")
LARGEST_FILE = 4 * 1024**3
"""Bytes; a million contracts in GDV are about 2 GiB."""
SILENT_FOR = timedelta(minutes=3)
"""A run whose worker says nothing for so long has died; it may be started again."""


class RunState(MarkedWord):
    """Name what an import is doing."""

    WAITING = _("Wartet"), "info", "clock"
    READING = _("Wird gelesen"), "info", "clock"
    PREVIEWED = _("Vorschau liegt vor"), "warn", "search"
    APPLYING = _("Wird übernommen"), "info", "clock"
    DONE = _("Übernommen"), "ok", "check"
    REFUSED = _("Abgelehnt"), "bad", "alert"
    DISCARDED = _("Verworfen"), "calm", "trash"
    FAILED = _("Abgebrochen"), "bad", "alert"


AT_WORK = frozenset({"reading", "applying"})
ENDED = frozenset({"done", "refused", "discarded"})
_NEXT: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "confirm": frozenset({"previewed"}),
        "discard": frozenset({"waiting", "previewed", "failed"}),
        "restart": frozenset({"failed"}),
    }
)


def state_word(state: str) -> RunState:
    """Return the state as people read it."""
    return RunState[state.upper()]


def is_silent(*, state: str, heartbeat_at: datetime | None, now: datetime) -> bool:
    """Say whether the worker of a run has died: at work, but no sign of it for `SILENT_FOR`."""
    return state in AT_WORK and heartbeat_at is not None and heartbeat_at < now - SILENT_FOR


def check_may(step: str, *, state: str, heartbeat_at: datetime | None, now: datetime) -> None:
    """Let a run take a step: confirm, discard or restart.

    Raises: Refused with import.not_now, for instance when somebody else was faster.
    """
    stalled = step in {"restart", "discard"} and is_silent(state=state, heartbeat_at=heartbeat_at, now=now)
    if state not in _NEXT[step] and not stalled:
        raise Refused(
            "import.not_now",
            _("Das geht bei diesem Import nicht mehr. Bitte laden Sie die Seite neu."),
        )


def check_format(name: str) -> None:
    """Let a file of a known format in. Raises: Refused with import.unknown_format."""
    if name not in FORMATS:
        raise Refused("import.unknown_format", _("Bitte wählen Sie GDV oder CSV."))


def check_size(size: int) -> None:
    """Let a file in that is neither empty nor too large. Raises: Refused with import.empty or import.too_large."""
    if size == 0:
        raise Refused("import.empty", _("Die Datei ist leer. Bitte wählen Sie eine andere."))
    if size > LARGEST_FILE:
        raise Refused(
            "import.too_large", _("Die Datei ist größer als 4 GB. Bitte teilen Sie die Lieferung auf.")
        )


def check_decision(decision: str, *, state: str) -> None:
    """Let a conflict be decided once. Raises: Refused with import.unknown_decision or import.decided."""
    if decision not in {"kept", "taken"}:
        raise Refused("import.unknown_decision", _("Bitte wählen Sie, welche Angabe gilt."))
    if state != "open":
        raise Refused(
            "import.decided", _("Über diese Abweichung ist schon entschieden. Bitte laden Sie die Seite neu.")
        )

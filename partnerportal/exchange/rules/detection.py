"""Tell from the first bytes of a file what it is: GDV or CSV. Its name says nothing. Pure."""

from __future__ import annotations

import re

from partnerportal.kernel.errors import Refused
from partnerportal.kernel.errors import marked_for_translation as _

ENOUGH_BYTES = 4096
"""So much of a file is looked at; the first line of either format fits in."""
_MARK = b"\xef\xbb\xbf"
_GDV_LINE = range(250, 262)
"""Bytes of a first line that is a GDV record, a few too short or too long ones included: the reader says which."""


def detect_format(start: bytes) -> str:
    """Return "gdv" or "csv" for a file that begins with these bytes.

    Raises: Refused with import.empty or import.unknown_format.
    """
    if not start:
        raise Refused("import.empty", _("Die Datei ist leer. Bitte wählen Sie eine andere."))
    line = re.split(rb"[\r\n]", start.removeprefix(_MARK), maxsplit=1)[0]
    if line.startswith(b"0001") or _is_record(line):
        return "gdv"
    if b"\0" not in start and re.search(rb"[;,\t|]", line):
        return "csv"
    raise Refused(
        "import.unknown_format",
        _("Das ist weder eine GDV-Datei noch eine CSV-Datei. Bitte wählen Sie eine andere."),
    )


def _is_record(line: bytes) -> bool:
    """Say whether a line begins with a Satzart and is about as long as a record."""
    return line[:4].isdigit() and (len(line) in _GDV_LINE or len(line) > max(_GDV_LINE))

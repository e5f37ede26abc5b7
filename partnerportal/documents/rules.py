"""Decide how a stored file is named and in which sizes its pages are drawn."""

from __future__ import annotations

import re
import unicodedata
from datetime import timedelta

PICTURE_WIDTHS = (120, 800, 1400)
"""Widths in pixels a page can be asked for; a closed list, so that nobody orders pictures of any size."""

UNATTACHED_FOR = timedelta(hours=24)
"""How long an uploaded file may wait for a claim (R-UPLOAD)."""

MAX_NAME_LENGTH = 120
_NAMELESS = "Beleg"
_ENDINGS = {
    "application/pdf": (".pdf",),
    "image/jpeg": (".jpg", ".jpeg"),
    "image/png": (".png",),
}
_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|]')


def tidy_name(name: str) -> str:
    """Return the uploaded file's name as people read it: no folders, no invisible signs, at most 120 characters.

    Invisible signs go because a right-to-left mark makes "gnp.exe" look like "exe.png".
    """
    last_part = re.split(r"[\\/]", unicodedata.normalize("NFC", name))[-1]
    visible = "".join(sign for sign in last_part if unicodedata.category(sign)[0] not in "CZ" or sign == " ")
    stem, dot, ending = _NOT_IN_NAMES.sub("", visible).strip(" .").rpartition(".")
    if not dot or len(ending) > 10:
        stem, dot, ending = f"{stem}{dot}{ending}", "", ""
    return f"{stem[: MAX_NAME_LENGTH - len(dot + ending)].strip() or _NAMELESS}{dot}{ending}"


def download_name(name: str, media_type: str) -> str:
    """Return the name with the ending of what is kept: a HEIC photograph comes back as a JPEG."""
    endings = _ENDINGS[media_type]
    if name.lower().endswith(endings):
        return name
    stem, dot, _ending = name.rpartition(".")
    return f"{stem if dot else name}{endings[0]}"


def is_picture_width(text: str) -> bool:
    """Say whether a width from an address is one of the closed list."""
    return text in {str(width) for width in PICTURE_WIDTHS}

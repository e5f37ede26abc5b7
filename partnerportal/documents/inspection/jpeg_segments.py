"""Take the metadata segments out of a JPEG and leave every pixel as it is (ITU-T T.81, annex B)."""

from __future__ import annotations

import re

_START_OF_IMAGE = b"\xff\xd8"
_END_OF_IMAGE = 0xD9
_START_OF_SCAN = 0xDA
_ADOBE = 0xEE
_COMMENT = 0xFE

_MARKER_AFTER_SCAN = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
"""Inside a scan 0xFF00 is a stuffed byte and 0xFFD0 to 0xFFD7 are restart marks (B.1.1.5)."""


def without_metadata(jpeg: bytes) -> bytes:
    """Return the JPEG without APP1…APP15 (EXIF, XMP, thumbnails, profiles) and comments.

    APP0 and Adobe's APP14 stay: they say how the colours are stored. What follows the end of the first
    picture is cut. A file that does not follow the norm loses everything from there on.
    """
    kept = [_START_OF_IMAGE] if jpeg.startswith(_START_OF_IMAGE) else []
    at = 2
    while kept and at + 4 <= len(jpeg) and jpeg[at] == 0xFF and jpeg[at + 1] != _END_OF_IMAGE:
        marker = jpeg[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        end = _end_of_segment(jpeg, at)
        if not _is_metadata(marker):
            kept.append(jpeg[at:end])
        at = end
    return b"".join(kept) + bytes((0xFF, _END_OF_IMAGE))


def _end_of_segment(jpeg: bytes, at: int) -> int:
    end = at + 2 + int.from_bytes(jpeg[at + 2 : at + 4], "big")
    if jpeg[at + 1] != _START_OF_SCAN:
        return end
    next_marker = _MARKER_AFTER_SCAN.search(jpeg, end)
    return next_marker.start() if next_marker else len(jpeg)


def _is_metadata(marker: int) -> bool:
    return marker == _COMMENT or (0xE1 <= marker <= 0xEF and marker != _ADOBE)

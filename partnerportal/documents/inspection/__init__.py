"""Check an uploaded file and keep only what a receipt needs (security.md, "Uploads"; ADR 0005).

Every parser runs in a locked-in child process; this side looks at the first bytes and at the child's answer.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from partnerportal.documents.inspection import media_types
from partnerportal.documents.inspection.child_process import Answer, ask_child, refusal
from partnerportal.documents.inspection.limits import (
    MAX_FILE_BYTES,
    MAX_FILES_PER_CLAIM,
    MAX_PAGES,
    MAX_PIXELS,
    ChildLimits,
)
from partnerportal.documents.inspection.sentences import REMOVALS
from partnerportal.kernel.errors import Refused

__all__ = [
    "MAX_FILES_PER_CLAIM",
    "MAX_FILE_BYTES",
    "MAX_PAGES",
    "MAX_PIXELS",
    "Inspected",
    "inspect_upload",
    "render_page",
]

_DEFAULT_LIMITS = ChildLimits()


@dataclass(frozen=True, slots=True)
class Inspected:
    """Hold an accepted file: what to keep, what it was, and in German what was removed from it."""

    media_type: str
    cleaned: bytes
    pages: int
    original_sha256: str
    cleaned_sha256: str
    original_size: int
    changes: tuple[str, ...]


def inspect_upload(data: bytes, filename: str, *, limits: ChildLimits = _DEFAULT_LIMITS) -> Inspected:
    """Return the file cleaned, its type told from its content; sizes in bytes.

    The file name only helps to word a refusal.

    Raises: Refused (`upload.…`) with what happened, why, and what to do; the sentence leaves the name out.
    """
    _refuse_by_size(data)
    media_type = media_types.sniff(data)
    if media_type is None:
        raise _wrong_type(data, filename)
    answer = ask_child(("clean", media_type), data, limits)
    return _accepted(answer, data)


def render_page(
    data: bytes, media_type: str, page: int, width: int, *, limits: ChildLimits = _DEFAULT_LIMITS
) -> bytes:
    """Return one page (from 1) of a cleaned file as a JPEG of `width` pixels or less.

    Raises: LookupError for a page that is not there; Refused when the file cannot be drawn.
    """
    if media_type not in media_types.KEPT:
        raise LookupError("only cleaned files have pages")
    answer = ask_child(("picture", media_type, str(page), str(width)), data, limits)
    if answer.facts.get("rejected") == "page.missing":
        raise LookupError("the file has no such page")
    _refuse_if_rejected(answer)
    return answer.content


def _refuse_by_size(data: bytes) -> None:
    if not data:
        raise refusal("upload.empty")
    if len(data) > MAX_FILE_BYTES:
        raise refusal("upload.too_large")


def _wrong_type(data: bytes, filename: str) -> Refused:
    if media_types.is_program(data):
        return refusal("upload.program")
    if media_types.is_office_file_or_archive(data):
        return refusal("upload.office_file")
    if filename.lower().endswith(media_types.ALLOWED_ENDINGS):
        return refusal("upload.type_mismatch")
    return refusal("upload.type_not_allowed")


def _refuse_if_rejected(answer: Answer) -> None:
    code = answer.facts.get("rejected")
    if code is not None:
        raise refusal(str(code))


def _accepted(answer: Answer, original: bytes) -> Inspected:
    _refuse_if_rejected(answer)
    media_type, pages, removed = (answer.facts.get(name) for name in ("media_type", "pages", "removed"))
    if media_type not in media_types.KEPT or not isinstance(pages, int) or not isinstance(removed, list):
        raise refusal("upload.unreadable")
    return Inspected(
        media_type=str(media_type),
        cleaned=answer.content,
        pages=pages,
        original_sha256=hashlib.sha256(original).hexdigest(),
        cleaned_sha256=hashlib.sha256(answer.content).hexdigest(),
        original_size=len(original),
        changes=tuple(phrase for key, phrase in REMOVALS.items() if key in removed),
    )

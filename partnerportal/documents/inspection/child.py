"""Inspect one file: task in the arguments, file on stdin, answer on stdout. Runs as a process of its own.

Arguments: CPU seconds, memory bytes, then `clean MEDIA_TYPE` or `picture MEDIA_TYPE PAGE WIDTH`.
Answer: `ready`, a line of JSON facts, then bytes. A parser that fails ends the process; the parent explains.
Each task imports only what its type needs: half of the time of a small file is imports.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable

from partnerportal.documents.inspection.child_process import READY
from partnerportal.documents.inspection.confinement import confine
from partnerportal.documents.inspection.media_types import HEIC, PDF, TIFF
from partnerportal.documents.inspection.verdicts import Cleaned, RejectedError

_Work = Callable[[bytes], tuple[dict[str, object], bytes]]


def main(arguments: list[str]) -> None:
    """Do the one task these arguments name."""
    cpu_seconds, memory_bytes, verb, *details = arguments
    work = _cleaning(*details) if verb == "clean" else _picturing(*details)
    # libde265, which decodes HEIC, works with threads only.
    confine(int(cpu_seconds), int(memory_bytes), needs_threads=details[0] == HEIC)
    sys.stdout.buffer.write(READY)
    sys.stdout.buffer.flush()
    facts, content = _verdict(work, sys.stdin.buffer.read())
    sys.stdout.buffer.write(json.dumps(facts).encode() + b"\n" + content)
    sys.stdout.buffer.flush()


def _verdict(work: _Work, data: bytes) -> tuple[dict[str, object], bytes]:
    try:
        return work(data)
    except RejectedError as rejected:
        return {"rejected": rejected.code}, b""
    except MemoryError:
        return {"rejected": "upload.too_complex"}, b""


def _cleaning(media_type: str) -> _Work:
    clean = _cleaner(media_type)

    def work(data: bytes) -> tuple[dict[str, object], bytes]:
        cleaned = clean(data)
        facts = {"media_type": cleaned.media_type, "pages": cleaned.pages, "removed": sorted(cleaned.removed)}
        return dict(facts), cleaned.content

    return work


def _cleaner(media_type: str) -> Callable[[bytes], Cleaned]:
    if media_type == PDF:
        from partnerportal.documents.inspection.pdf_cleaning import clean_pdf, prepare

        prepare()
        return clean_pdf
    if media_type == TIFF:
        from partnerportal.documents.inspection.tiff_conversion import tiff_to_pdf

        return tiff_to_pdf
    from partnerportal.documents.inspection.image_cleaning import image_cleaner

    return image_cleaner(media_type)


def _picturing(media_type: str, page: str, width: str) -> _Work:
    from partnerportal.documents.inspection.page_pictures import picture_maker

    make = picture_maker(media_type)
    return lambda data: ({}, make(data, int(page), int(width)))


if __name__ == "__main__":
    main(sys.argv[1:])

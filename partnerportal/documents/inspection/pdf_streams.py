"""Clean the streams of a PDF: photographs inside it may carry place and device as the files themselves do."""

from __future__ import annotations

import zlib

import pikepdf

from partnerportal.documents.inspection.jpeg_segments import without_metadata
from partnerportal.documents.inspection.limits import MAX_PIXELS, MAX_UNPACKED_BYTES
from partnerportal.documents.inspection.verdicts import RejectedError

_FILE_KEYS = ("/F", "/FFilter", "/FDecodeParms")
_CHUNK = 1024 * 1024


def clean_stream(pdf: pikepdf.Pdf, stream: pikepdf.Stream) -> set[str]:
    """Cut ties to outside files, drop PostScript, take metadata out of JPEG pictures without re-encoding."""
    for key in _FILE_KEYS:
        if key in stream:
            del stream[key]
    if stream.get("/Subtype") == pikepdf.Name.PS:
        stream.write(b"")
    if stream.get("/Subtype") != pikepdf.Name.Image:
        return set()
    if int(stream.get("/Width", 0)) * int(stream.get("/Height", 0)) > MAX_PIXELS:
        raise RejectedError("upload.too_many_pixels")
    return _clean_photograph(pdf, stream)


def refuse_if_it_unpacks_too_far(stream: pikepdf.Stream, unpacked_before: int) -> int:
    """Return how many bytes a deflated stream unpacks to, without keeping them.

    Raises: RejectedError when that exceeds what all streams together may have.
    """
    if pikepdf.Name.FlateDecode not in _filters(stream):
        return 0
    total = 0
    unpacker = zlib.decompressobj()
    waiting = stream.read_raw_bytes()
    while waiting and not unpacker.eof:
        try:
            total += len(unpacker.decompress(waiting, _CHUNK))
        except zlib.error:
            # A damaged stream stays as it is: readers show what they can of it.
            return total
        if unpacked_before + total > MAX_UNPACKED_BYTES:
            raise RejectedError("upload.too_complex")
        waiting = unpacker.unconsumed_tail
    return total


def _clean_photograph(pdf: pikepdf.Pdf, stream: pikepdf.Stream) -> set[str]:
    filters = _filters(stream)
    if not filters or filters[-1] != pikepdf.Name.DCTDecode:
        return set()
    photograph = stream.read_raw_bytes()
    if len(filters) > 1:
        wrapped = pdf.make_stream(photograph)
        wrapped.Filter = pikepdf.Array(filters[:-1])
        photograph = wrapped.read_bytes()
    cleaned = without_metadata(photograph)
    if cleaned == photograph:
        return set()
    stream.write(cleaned, filter=pikepdf.Name.DCTDecode)
    return {"metadata"}


def _filters(stream: pikepdf.Stream) -> list[pikepdf.Object]:
    names = stream.get("/Filter", pikepdf.Array())
    return list(names) if isinstance(names, pikepdf.Array) else [names]

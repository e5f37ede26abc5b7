"""Tell the real type of a file from its first bytes; names and declared types are never believed."""

from __future__ import annotations

PDF = "application/pdf"
JPEG = "image/jpeg"
PNG = "image/png"
HEIC = "image/heic"
TIFF = "image/tiff"

ALLOWED = frozenset({PDF, JPEG, PNG, HEIC, TIFF})
KEPT = frozenset({PDF, JPEG, PNG})
"""What an accepted file may be afterwards: HEIC becomes JPEG, TIFF becomes PDF."""

ALLOWED_ENDINGS = (".pdf", ".jpg", ".jpeg", ".png", ".heic", ".heif", ".tif", ".tiff")

_MAGIC = (
    (b"\xff\xd8\xff", JPEG),
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"II*\x00", TIFF),
    (b"MM\x00*", TIFF),
)
_HEIF_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})
_AVIF_BRANDS = frozenset({b"avif", b"avis"})
_PROGRAMS = (b"MZ", b"\x7fELF", b"#!", b"\xcf\xfa\xed\xfe", b"\xce\xfa\xed\xfe", b"\xca\xfe\xba\xbe")
_ARCHIVES = (
    b"PK\x03\x04",
    b"PK\x05\x06",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    b"7z\xbc\xaf\x27\x1c",
    b"Rar!",
    b"\x1f\x8b",
)

_PDF_HEADER_WITHIN = 1024
"""Readers accept junk before the header up to here (PDF 1.7 reference, implementation note 13)."""


def sniff(data: bytes) -> str | None:
    """Return the allowed media type the content has, or None."""
    for magic, media_type in _MAGIC:
        if data.startswith(magic):
            return media_type
    if _is_heif(data):
        return HEIC
    if not is_program(data) and b"%PDF-" in data[:_PDF_HEADER_WITHIN]:
        return PDF
    return None


def is_program(data: bytes) -> bool:
    """Say whether the content starts like an executable or a script."""
    return data.startswith(_PROGRAMS)


def is_office_file_or_archive(data: bytes) -> bool:
    """Say whether the content is a ZIP (also docx, xlsx), an old Office file or another archive."""
    return data.startswith(_ARCHIVES)


def _is_heif(data: bytes) -> bool:
    if data[4:8] != b"ftyp":
        return False
    size = min(int.from_bytes(data[:4], "big"), 256)
    brands = {data[8:12], *(data[at : at + 4] for at in range(16, size, 4))}
    return not brands & _AVIF_BRANDS and bool(brands & _HEIF_BRANDS)

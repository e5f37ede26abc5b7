"""Hand out the files people and attackers upload. Each function returns bytes and makes them only once."""

from __future__ import annotations

import functools

from tests.documents.image_samples import (
    AUTHOR,
    DEVICE_MAKER,
    DEVICE_MODEL,
    GPS_LATITUDE,
    GPS_LONGITUDE,
    MARK_COLOUR,
    blank_png,
    huge_png,
    phone_exif,
    phone_heic,
    phone_jpeg,
    photograph,
    screenshot_png,
    slow_png,
    three_page_tiff,
    truncated_jpeg,
)
from tests.documents.pdf_samples import (
    ATTACHMENT_TEXT,
    FORM_VALUE,
    SCRIPT,
    dynamic_form_pdf,
    encrypted_pdf,
    locked_pdf,
    long_pdf,
    pdf,
    pdf_with_document_metadata,
    pdf_with_embedded_file,
    pdf_with_form,
    pdf_with_huge_picture,
    pdf_with_javascript,
    pdf_with_launch_action,
    pdf_with_phone_photograph,
    portfolio_pdf,
    swelling_pdf,
    truncated_pdf,
)

__all__ = [
    "ATTACHMENT_TEXT",
    "AUTHOR",
    "DEVICE_MAKER",
    "DEVICE_MODEL",
    "FORM_VALUE",
    "GPS_LATITUDE",
    "GPS_LONGITUDE",
    "MARK_COLOUR",
    "SCRIPT",
    "blank_png",
    "dynamic_form_pdf",
    "empty",
    "encrypted_pdf",
    "huge_png",
    "locked_pdf",
    "long_pdf",
    "office_file",
    "pdf",
    "pdf_with_document_metadata",
    "pdf_with_embedded_file",
    "pdf_with_form",
    "pdf_with_huge_picture",
    "pdf_with_javascript",
    "pdf_with_launch_action",
    "pdf_with_phone_photograph",
    "phone_exif",
    "phone_heic",
    "phone_jpeg",
    "photograph",
    "portfolio_pdf",
    "renamed_executable",
    "screenshot_png",
    "slow_png",
    "swelling_pdf",
    "three_page_tiff",
    "too_large",
    "truncated_jpeg",
    "truncated_pdf",
]


@functools.cache
def office_file() -> bytes:
    """Return the beginning of a Word document, which is a ZIP archive."""
    return b"PK\x03\x04\x14\x00\x06\x00" + b"[Content_Types].xml" + b"\x00" * 200


@functools.cache
def renamed_executable() -> bytes:
    """Return a Windows program, meant to be uploaded as "rechnung.pdf"."""
    return b"MZ\x90\x00\x03\x00\x00\x00" + b"\x00" * 504 + b"PE\x00\x00" + b"%PDF-1.7" + b"\x90" * 2048


def empty() -> bytes:
    """Return nothing."""
    return b""


@functools.cache
def too_large() -> bytes:
    """Return 26 MB that begin like a JPEG."""
    return b"\xff\xd8\xff\xe0" + b"\x00" * (26 * 1024 * 1024)

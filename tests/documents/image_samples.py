"""Make the pictures people upload; import them from `tests.documents.samples`."""

from __future__ import annotations

import functools
import io
import struct
import zlib

import pillow_heif
from PIL import Image, ImageCms, ImageDraw

GPS_LATITUDE = (52.0, 31.0, 12.25)
GPS_LONGITUDE = (13.0, 24.0, 17.75)
DEVICE_MAKER = "Fernglas Mobil"
DEVICE_MODEL = "Linse 15 Pro"
AUTHOR = "Autorin Unbekannt"

MARK_COLOUR = (200, 30, 30)
"""Fills the upper left quarter of every photograph, so that a test sees which side is up."""


def photograph(width: int = 1200, height: int = 1600) -> Image.Image:
    """Return a picture of a receipt with a red mark in its upper left quarter."""
    picture = Image.new("RGB", (width, height), (244, 241, 234))
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 0, width // 2, height // 2), fill=MARK_COLOUR)
    for row in range(height // 2, height, 40):
        draw.text((width // 8, row), f"Untersuchung {row}  148,60 EUR", fill=(20, 20, 20))
    return picture


def phone_exif(orientation: int = 1) -> Image.Exif:
    """Return the metadata a phone writes: position, device, time, orientation."""
    exif = Image.Exif()
    exif[0x010F] = DEVICE_MAKER
    exif[0x0110] = DEVICE_MODEL
    exif[0x0112] = orientation
    exif[0x0132] = "2026:03:01 10:11:12"
    exif[0x8825] = {1: "N", 2: GPS_LATITUDE, 3: "E", 4: GPS_LONGITUDE, 29: "2026:03:01"}
    return exif


@functools.cache
def phone_jpeg(orientation: int = 6) -> bytes:
    """Return a phone's photograph with its position; its pixels lie on their side when orientation is 6."""
    turned = {3: Image.Transpose.ROTATE_180, 6: Image.Transpose.ROTATE_90, 8: Image.Transpose.ROTATE_270}
    stored = photograph().transpose(turned[orientation]) if orientation in turned else photograph()
    return _saved(stored, "JPEG", quality=90, exif=phone_exif(orientation), comment=b"Aufnahme zu Hause")


@functools.cache
def phone_heic() -> bytes:
    """Return the same photograph as an iPhone stores it."""
    pillow_heif.register_heif_opener()
    return _saved(photograph(), "HEIF", quality=60, exif=phone_exif())


@functools.cache
def screenshot_png() -> bytes:
    """Return a PNG with text chunks, EXIF and a transparent corner."""
    from PIL.PngImagePlugin import PngInfo

    text = PngInfo()
    text.add_text("Author", AUTHOR)
    picture = photograph(800, 600).convert("RGBA")
    picture.putpixel((799, 599), (0, 0, 0, 0))
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return _saved(picture, "PNG", pnginfo=text, exif=phone_exif(), icc_profile=profile)


@functools.cache
def three_page_tiff() -> bytes:
    """Return a scan of three pages: black and white, grey, colour."""
    pages = [photograph(827, 1169).convert(mode) for mode in ("1", "L", "RGB")]
    return _saved(
        pages[0], "TIFF", save_all=True, append_images=pages[1:], dpi=(100, 100), compression="tiff_lzw"
    )


@functools.cache
def slow_png() -> bytes:
    """Return a PNG of 99 megapixels in full colour: allowed, but seconds of work and 400 MB of memory."""
    return blank_png(11_000, 9_000, colour_type=2, bits=8)


@functools.cache
def huge_png() -> bytes:
    """Return a valid PNG of 200 megapixels that weighs a few kilobytes."""
    return blank_png(20_000, 10_000)


@functools.cache
def truncated_jpeg() -> bytes:
    """Return a photograph whose transfer broke off."""
    return phone_jpeg()[: len(phone_jpeg()) // 3]


def blank_png(width: int, height: int, *, colour_type: int = 0, bits: int = 1) -> bytes:
    """Return a white PNG of any size without drawing it; types as the PNG norm numbers them."""
    packer = zlib.compressobj(1)
    samples_per_pixel = 3 if colour_type == 2 else 1
    row = b"\x00" + b"\xff" * ((width * bits * samples_per_pixel + 7) // 8)
    pixels = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    header = struct.pack(">IIBBBBB", width, height, bits, colour_type, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", pixels), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, content) for kind, content in chunks)


def _saved(picture: Image.Image, kind: str, **options: object) -> bytes:
    target = io.BytesIO()
    picture.save(target, kind, **options)
    return target.getvalue()


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

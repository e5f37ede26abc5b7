"""Decode a picture and encode it anew, so that only its pixels survive."""

from __future__ import annotations

import io
from collections.abc import Callable

from PIL import ExifTags, Image, ImageOps, MpoImagePlugin

from partnerportal.documents.inspection.limits import MAX_PIXELS
from partnerportal.documents.inspection.media_types import HEIC, JPEG, PNG
from partnerportal.documents.inspection.verdicts import Cleaned, RejectedError

JPEG_QUALITY = 88
"""Keep small print legible; the eye sees no loss against the camera's own file."""

_FORMATS = {JPEG: ("JPEG", MpoImagePlugin.MpoImageFile.format), PNG: ("PNG",), HEIC: ("HEIF",)}
_JPEG_MODES = ("L", "RGB")
_PNG_MODES = ("1", "L", "LA", "P", "RGB", "RGBA", "I;16")
_DEVICE_TAGS = (ExifTags.Base.Make, ExifTags.Base.Model, ExifTags.Base.Software)
_THUMBNAIL_TAG = ExifTags.Base.JpegIFOffset
_TECHNICAL = frozenset(
    {"jfif", "jfif_version", "jfif_unit", "jfif_density", "dpi", "adobe", "adobe_transform"}
)
_TECHNICAL_PNG = frozenset({"transparency", "gamma", "srgb", "interlace", "aspect", "chromaticity"})
_TECHNICAL_HEIF = frozenset({"primary", "bit_depth", "chroma", "original_orientation", "tmap", "aux"})
_PICTURE_LISTS = frozenset({"thumbnails", "metadata", "depth_images", "mp", "mpoffset"})

Image.MAX_IMAGE_PIXELS = MAX_PIXELS
# Now, while files may still be opened: Pillow would otherwise load its plug-ins when it meets the file.
Image.preinit()


def image_cleaner(media_type: str) -> Callable[[bytes], Cleaned]:
    """Return the function that cleans pictures of this type; loads the decoder now."""
    if media_type == HEIC:
        import pillow_heif

        pillow_heif.register_heif_opener(thumbnails=False, decode_threads=1)
    return lambda data: _clean(data, media_type)


def open_image(data: bytes, formats: tuple[str, ...]) -> Image.Image:
    """Open a picture without decoding it yet.

    Raises: RejectedError when its header announces more pixels than allowed.
    """
    try:
        image = Image.open(io.BytesIO(data), formats=formats)
    except Image.DecompressionBombError as bomb:
        raise RejectedError("upload.too_many_pixels") from bomb
    refuse_too_many_pixels(image)
    return image


def refuse_too_many_pixels(image: Image.Image) -> None:
    """Raise RejectedError when the picture is larger than allowed."""
    if image.width * image.height > MAX_PIXELS:
        raise RejectedError("upload.too_many_pixels")


def encode_jpeg(image: Image.Image) -> bytes:
    """Return the pixels as a JPEG without any metadata."""
    plain = on_white(image) if image.has_transparency_data else image
    plain = plain if plain.mode in _JPEG_MODES else plain.convert("RGB")
    plain.info = {}
    target = io.BytesIO()
    plain.save(target, "JPEG", quality=JPEG_QUALITY)
    return target.getvalue()


def on_white(image: Image.Image) -> Image.Image:
    """Lay a transparent picture on white paper."""
    layers = image.convert("RGBA")
    paper = Image.new("RGB", image.size, "white")
    paper.paste(layers, mask=layers.getchannel("A"))
    return paper


def removed_by_reencoding(image: Image.Image) -> set[str]:
    """Return keys of `sentences.REMOVALS` for what the picture carries besides its pixels."""
    exif = image.getexif()
    found = set()
    if exif.get_ifd(ExifTags.IFD.GPSInfo):
        found.add("location")
    if any(tag in exif for tag in _DEVICE_TAGS):
        found.add("device")
    if _THUMBNAIL_TAG in exif.get_ifd(ExifTags.IFD.IFD1):
        found.add("thumbnail")
    if getattr(image, "n_frames", 1) > 1:
        found.add("further_pictures")
    if exif or set(image.info) - _TECHNICAL - _TECHNICAL_PNG - _TECHNICAL_HEIF - _PICTURE_LISTS:
        found.add("metadata")
    return found


def _clean(data: bytes, media_type: str) -> Cleaned:
    image = open_image(data, _FORMATS[media_type])
    removed = removed_by_reencoding(image)
    ImageOps.exif_transpose(image, in_place=True)
    if media_type == PNG:
        return Cleaned(PNG, _encode_png(image), 1, frozenset(removed))
    return Cleaned(JPEG, encode_jpeg(image), 1, frozenset(removed))


def _encode_png(image: Image.Image) -> bytes:
    plain = image if image.mode in _PNG_MODES else image.convert("RGB")
    # Transparency belongs to the pixels; all the rest of `info` would be written out again.
    plain.info = {key: value for key, value in plain.info.items() if key == "transparency"}
    target = io.BytesIO()
    plain.save(target, "PNG")
    return target.getvalue()

"""Turn a TIFF of one or more pages into a PDF, so that all pages survive and every viewer shows them."""

from __future__ import annotations

import io
import zlib

import pikepdf
from PIL import Image, ImageSequence, TiffImagePlugin

from partnerportal.documents.inspection.image_cleaning import (
    encode_jpeg,
    open_image,
    refuse_too_many_pixels,
    removed_by_reencoding,
)
from partnerportal.documents.inspection.limits import MAX_PAGES
from partnerportal.documents.inspection.media_types import PDF
from partnerportal.documents.inspection.verdicts import Cleaned, RejectedError

_POINTS_PER_INCH = 72
_USUAL_SCAN_DPI = 200.0
_BELIEVABLE_DPI = (50.0, 1200.0)
_FORMATS = (TiffImagePlugin.TiffImageFile.format or "TIFF",)


def tiff_to_pdf(data: bytes) -> Cleaned:
    """Return the TIFF as PDF, one page for each picture, sized by its resolution.

    Raises: RejectedError when there are too many pages or pixels.
    """
    tiff = open_image(data, _FORMATS)
    if getattr(tiff, "n_frames", 1) > MAX_PAGES:
        raise RejectedError("upload.too_many_pages")
    removed = removed_by_reencoding(tiff) - {"further_pictures"}
    with pikepdf.new() as pdf:
        for frame in ImageSequence.Iterator(tiff):
            refuse_too_many_pixels(frame)
            _add_page(pdf, frame)
        target = io.BytesIO()
        pdf.save(target, deterministic_id=True, fix_metadata_version=False)
        return Cleaned(PDF, target.getvalue(), len(pdf.pages), frozenset(removed))


def _add_page(pdf: pikepdf.Pdf, frame: Image.Image) -> None:
    dpi = tuple(_believable(value) for value in frame.info.get("dpi", (0, 0)))
    picture = _picture(pdf, frame)
    width = frame.width * _POINTS_PER_INCH / dpi[0]
    height = frame.height * _POINTS_PER_INCH / dpi[1]
    pdf.add_blank_page(page_size=(width, height))
    page = pdf.pages[-1]
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Scan=picture))
    page.Contents = pdf.make_stream(f"{width:.2f} 0 0 {height:.2f} 0 0 cm /Scan Do".encode())


def _believable(dpi: float) -> float:
    lowest, highest = _BELIEVABLE_DPI
    return float(dpi) if lowest <= dpi <= highest else _USUAL_SCAN_DPI


def _picture(pdf: pikepdf.Pdf, frame: Image.Image) -> pikepdf.Stream:
    frame.load()
    if frame.mode == "1":
        # Faxes stay black and white: sharper and far smaller than as a photograph.
        pixels, encoding, colours, bits = zlib.compress(frame.tobytes()), "/FlateDecode", "/DeviceGray", 1
    else:
        pixels, encoding, bits = encode_jpeg(frame), "/DCTDecode", 8
        colours = "/DeviceGray" if frame.mode == "L" else "/DeviceRGB"
    picture = pdf.make_stream(pixels)
    picture.Type, picture.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
    picture.Width, picture.Height = frame.width, frame.height
    picture.BitsPerComponent = bits
    picture.ColorSpace = pikepdf.Name(colours)
    picture.Filter = pikepdf.Name(encoding)
    return picture

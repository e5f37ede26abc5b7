"""Draw one page of a kept file as a JPEG, for the clerk's screen and for thumbnails."""

from __future__ import annotations

import math
from collections.abc import Callable

from PIL import Image

from partnerportal.documents.inspection.image_cleaning import encode_jpeg, open_image
from partnerportal.documents.inspection.media_types import JPEG, PDF
from partnerportal.documents.inspection.verdicts import RejectedError

_MAX_WIDTH = 4000
_MAX_HEIGHT = 12_000
_MAX_DRAWN_PIXELS = 40_000_000

_PictureMaker = Callable[[bytes, int, int], bytes]


def picture_maker(media_type: str) -> _PictureMaker:
    """Return the function that draws pages of this type; loads the drawing library now.

    It raises RejectedError("page.missing") for a page that is not there.
    """
    if media_type == PDF:
        return _pdf_picture_maker()
    format_name = "JPEG" if media_type == JPEG else "PNG"
    return lambda data, page, width: _shrink(data, format_name, page, width)


def _pdf_picture_maker() -> _PictureMaker:
    import pypdfium2

    def make(data: bytes, page: int, width: int) -> bytes:
        document = pypdfium2.PdfDocument(data)
        if not 1 <= page <= len(document):
            raise RejectedError("page.missing")
        sheet = document[page - 1]
        scale = _scale(sheet.get_width(), sheet.get_height(), width)
        bitmap = sheet.render(scale=scale, draw_annots=False, may_draw_forms=False)
        return encode_jpeg(bitmap.to_pil())

    return make


def _scale(page_width: float, page_height: float, width: int) -> float:
    """Return pixels per point for this width; less for a page so long that the picture would be enormous."""
    # pdfium rounds up; a hair less keeps rounding errors from adding a pixel.
    wanted = (max(1, min(width, _MAX_WIDTH)) - 0.01) / max(page_width, 1.0)
    largest = math.sqrt(_MAX_DRAWN_PIXELS / max(page_width * page_height, 1.0))
    return min(wanted, largest)


def _shrink(data: bytes, format_name: str, page: int, width: int) -> bytes:
    if page != 1:
        raise RejectedError("page.missing")
    image = open_image(data, (format_name,))
    size = (max(1, min(width, _MAX_WIDTH)), _MAX_HEIGHT)
    # A JPEG is decoded smaller at once, which saves most of the time and memory.
    image.draft("RGB", size)
    image.thumbnail(size, Image.Resampling.BILINEAR)
    return encode_jpeg(image)

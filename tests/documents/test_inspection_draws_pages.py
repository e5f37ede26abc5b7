"""The clerk sees pages as pictures, drawn where a hostile file can do no harm."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from partnerportal.documents.inspection import inspect_upload, render_page
from partnerportal.documents.inspection.limits import ChildLimits
from partnerportal.kernel.errors import Refused
from tests.documents import samples


def picture(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def test_a_page_is_drawn_as_wide_as_asked() -> None:
    page = picture(render_page(samples.pdf(), "application/pdf", 12, 800))

    assert (page.format, page.size) == ("JPEG", (800, 1133))


def test_two_pages_look_different() -> None:
    first, second = (render_page(samples.pdf(), "application/pdf", page, 300) for page in (1, 2))

    assert first != second


@pytest.mark.parametrize("page", [-1, 0, 13])
def test_a_page_that_is_not_there_is_a_lookup_error(page: int) -> None:
    with pytest.raises(LookupError):
        render_page(samples.pdf(), "application/pdf", page, 300)


def test_a_photograph_has_one_page_and_is_made_smaller() -> None:
    kept = inspect_upload(samples.phone_jpeg(), "foto.jpg")

    assert picture(render_page(kept.cleaned, kept.media_type, 1, 240)).size == (240, 320)
    with pytest.raises(LookupError):
        render_page(kept.cleaned, kept.media_type, 2, 240)


def test_a_transparent_screenshot_is_drawn_on_white() -> None:
    kept = inspect_upload(samples.screenshot_png(), "bild.png")
    drawn = picture(render_page(kept.cleaned, kept.media_type, 1, 800))

    assert drawn.mode == "RGB"
    assert min(drawn.getpixel((799, 599))) > 200  # type: ignore[arg-type]


def test_only_kept_types_have_pages() -> None:
    with pytest.raises(LookupError):
        render_page(samples.phone_heic(), "image/heic", 1, 240)


def test_an_absurdly_long_page_gets_a_smaller_picture_instead_of_all_memory() -> None:
    drawn = picture(render_page(samples.long_pdf(), "application/pdf", 1, 4000))

    assert drawn.width * drawn.height <= 40_100_000


def test_a_page_that_takes_too_long_is_given_up() -> None:
    with pytest.raises(Refused) as refusal:
        render_page(samples.slow_png(), "image/png", 1, 200, limits=ChildLimits(wall_seconds=0.3))
    assert refusal.value.code == "upload.too_slow"

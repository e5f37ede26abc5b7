"""A kept picture is its pixels, the right way up, and nothing about place or device."""

from __future__ import annotations

import io
import struct
from collections.abc import Callable

import pytest
from PIL import Image

from partnerportal.documents.inspection import inspect_upload, render_page
from partnerportal.documents.inspection.jpeg_segments import without_metadata
from partnerportal.kernel.errors import Refused
from tests.documents import samples

PHOTOGRAPHS = [samples.phone_jpeg, samples.phone_heic, samples.screenshot_png]
TRACES = [
    samples.DEVICE_MAKER.encode(),
    samples.DEVICE_MODEL.encode(),
    samples.AUTHOR.encode(),
    b"Exif",
    b"eXIf",
    b"tEXt",
    b"Aufnahme zu Hause",
    b"2026:03:01",
]
GPS_SECONDS = [struct.pack(order + "2L", 49, 4) for order in "<>"]
"""12.25 seconds of latitude as EXIF writes it: the fraction 49/4."""


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def is_red(picture: Image.Image, x: float, y: float) -> bool:
    pixel = picture.convert("RGB").getpixel((int(picture.width * x), int(picture.height * y)))
    assert isinstance(pixel, tuple)
    return pixel[0] > 150 and pixel[1] < 90


@pytest.mark.parametrize("make", PHOTOGRAPHS)
def test_position_device_and_time_are_gone_and_named(make: Callable[[], bytes]) -> None:
    kept = inspect_upload(make(), "foto")

    assert any(position in make() for position in GPS_SECONDS)
    assert not any(trace in kept.cleaned for trace in [*GPS_SECONDS, *TRACES])
    assert not opened(kept.cleaned).getexif()
    assert set(opened(kept.cleaned).info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert {"Standortdaten", "Angaben zum Gerät"} <= set(kept.changes)


@pytest.mark.parametrize("orientation", [1, 3, 6, 8])
def test_a_photograph_stands_upright_whichever_way_the_phone_was_held(orientation: int) -> None:
    kept = opened(inspect_upload(samples.phone_jpeg(orientation), "foto.jpg").cleaned)

    assert kept.size == (1200, 1600)
    assert is_red(kept, 0.2, 0.2)
    assert not is_red(kept, 0.8, 0.8)


def test_heic_becomes_a_jpeg_everybody_can_open() -> None:
    kept = opened(inspect_upload(samples.phone_heic(), "IMG_2041.HEIC").cleaned)

    assert (kept.format, kept.size) == ("JPEG", (1200, 1600))
    assert is_red(kept, 0.2, 0.2)


def test_a_screenshot_keeps_every_pixel_and_its_transparency() -> None:
    before, after = (
        opened(samples.screenshot_png()),
        opened(inspect_upload(samples.screenshot_png(), "").cleaned),
    )

    assert after.format == "PNG"
    assert after.tobytes() == before.tobytes()


def test_colours_for_print_become_colours_for_screens() -> None:
    file = io.BytesIO()
    samples.photograph(300, 400).convert("CMYK").save(file, "JPEG")

    kept = opened(inspect_upload(file.getvalue(), "druck.jpg").cleaned)

    assert kept.mode == "RGB"
    assert is_red(kept, 0.2, 0.2)


def test_each_page_of_a_tiff_survives() -> None:
    kept = inspect_upload(samples.three_page_tiff(), "scan.tif")

    for page in (1, 2, 3):
        picture = opened(render_page(kept.cleaned, kept.media_type, page, 413))
        assert picture.size == (413, 584)
    assert is_red(opened(render_page(kept.cleaned, kept.media_type, 3, 413)), 0.2, 0.2)


def test_a_tiff_of_41_pages_is_too_long() -> None:
    page = Image.new("1", (20, 20))
    file = io.BytesIO()
    page.save(file, "TIFF", save_all=True, append_images=[page] * 40)

    with pytest.raises(Refused) as refusal:
        inspect_upload(file.getvalue(), "scan.tif")
    assert refusal.value.code == "upload.too_many_pages"


def test_metadata_between_the_scans_of_a_jpeg_is_found_too() -> None:
    file = io.BytesIO()
    samples.photograph(300, 400).save(file, "JPEG", progressive=True)
    plain = file.getvalue()
    second_scan = plain.index(b"\xff\xda", plain.index(b"\xff\xda") + 2)
    hidden = plain[:second_scan] + b"\xff\xe1\x00\x08Secret" + plain[second_scan:]

    assert without_metadata(hidden) == without_metadata(plain) == plain
    assert without_metadata(plain + b"behind the end") == plain

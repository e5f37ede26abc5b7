"""Whatever bytes arrive, the answer is a kept file or a sentence, never a crash."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from partnerportal.documents.inspection import inspect_upload, render_page
from partnerportal.documents.inspection.jpeg_segments import without_metadata
from partnerportal.documents.inspection.media_types import sniff
from partnerportal.kernel.errors import Refused
from tests.documents import samples

BEGINNINGS = [
    b"%PDF-1.7\n",
    b"\xff\xd8\xff\xe0",
    b"\x89PNG\r\n\x1a\n",
    b"II*\x00",
    b"\x00\x00\x00\x18ftypheic",
]
# Each example starts a process; a handful per run adds up over the runs.
a_few = settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def inspected_or_refused(data: bytes) -> None:
    try:
        kept = inspect_upload(data, "beleg.pdf")
        render_page(kept.cleaned, kept.media_type, 1, 100)
    except Refused:
        return


@given(beginning=st.sampled_from(BEGINNINGS), noise=st.binary(max_size=400))
@a_few
def test_noise_behind_a_true_beginning_is_refused_politely(beginning: bytes, noise: bytes) -> None:
    inspected_or_refused(beginning + noise)


@pytest.mark.parametrize(
    "make", [samples.pdf_with_form, samples.phone_jpeg, samples.phone_heic, samples.three_page_tiff]
)
@given(place=st.floats(0, 0.999), damage=st.binary(min_size=1, max_size=40))
@a_few
def test_a_receipt_with_damaged_bytes_never_breaks_the_inspection(
    make: Callable[[], bytes], place: float, damage: bytes
) -> None:
    whole = make()
    at = int(len(whole) * place)

    inspected_or_refused(whole[:at] + damage + whole[at + len(damage) :])


@given(st.binary(max_size=300))
@settings(max_examples=200)
def test_the_two_parsers_outside_the_child_take_any_bytes(data: bytes) -> None:
    sniff(data)
    sniff(b"\x00\x00\xff\xff" + b"ftyp" + data)
    without_metadata(b"\xff\xd8" + data)

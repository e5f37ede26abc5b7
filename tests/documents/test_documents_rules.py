"""File names are shown as people know them and without tricks."""

from __future__ import annotations

import pytest

from partnerportal.documents.rules import MAX_NAME_LENGTH, download_name, is_picture_width, tidy_name


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Rechnung Dr. Öztürk.pdf", "Rechnung Dr. Öztürk.pdf"),
        ("C:\\Users\\Amelie\\Rezept.jpg", "Rezept.jpg"),
        ("../../etc/passwd", "passwd"),
        ("exe\u202egnp.pdf", "exegnp.pdf"),
        ("a\x00b\n.pdf", "ab.pdf"),
        ("Zo\u0065\u0308.pdf", "Zoë.pdf"),
        ("", "Beleg"),
        ("...", "Beleg"),
        ("<b>x</b>.pdf", "b.pdf"),
        (f"{'a' * 300}.pdf", f"{'a' * (MAX_NAME_LENGTH - 4)}.pdf"),
    ],
)
def test_names_are_tidied(typed: str, shown: str) -> None:
    assert tidy_name(typed) == shown


@pytest.mark.parametrize(
    ("name", "media_type", "expected"),
    [
        ("Foto.HEIC", "image/jpeg", "Foto.jpg"),
        ("Foto.JPEG", "image/jpeg", "Foto.JPEG"),
        ("Scan.tif", "application/pdf", "Scan.pdf"),
        ("Beleg", "application/pdf", "Beleg.pdf"),
        ("Dr. Maier.pdf", "application/pdf", "Dr. Maier.pdf"),
    ],
)
def test_a_download_has_the_ending_of_what_is_kept(name: str, media_type: str, expected: str) -> None:
    assert download_name(name, media_type) == expected


def test_only_listed_widths_are_drawn() -> None:
    assert is_picture_width("800")
    assert not is_picture_width("801")
    assert not is_picture_width("")

"""The interface stays light: limits of bytes for style, scripts and fonts (ADR 0007)."""

from __future__ import annotations

import gzip
from pathlib import Path

import partnerportal.ui

STATIC = Path(partnerportal.ui.__file__).parent / "static" / "ui"
KB = 1024


def compressed(*names: str) -> int:
    return sum(len(gzip.compress((STATIC / name).read_bytes(), 9)) for name in names)


def test_style_sheets_stay_within_ten_kilobytes():
    assert compressed("portal.css", "marke.css") <= 10 * KB


def test_all_scripts_together_stay_within_eight_kilobytes():
    scripts = [path.name for path in STATIC.glob("*.js")]
    assert {"portal.js", "session.js", "upload.js", "autosave.js"} <= set(scripts)
    assert compressed(*scripts) <= 8 * KB


def test_both_font_files_stay_within_thirty_one_kilobytes():
    fonts = list((STATIC / "fonts").glob("*.woff2"))
    assert len(fonts) == 2
    assert sum(font.stat().st_size for font in fonts) <= 31 * KB


def test_the_fonts_carry_their_licence():
    assert "SIL OPEN FONT LICENSE" in (STATIC / "fonts" / "OFL.txt").read_text(encoding="utf-8").upper()


def test_a_first_visit_needs_at_most_eighty_kilobytes():
    pictures = compressed("icons.svg", "icon.svg")
    fonts = sum(font.stat().st_size for font in (STATIC / "fonts").glob("*.woff2"))
    page = 12 * KB
    assert (
        page + fonts + pictures + compressed("portal.css", "marke.css", "portal.js", "session.js") <= 80 * KB
    )

"""Templates and scripts of the whole product live with the strict content security policy."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import partnerportal
from partnerportal.ui.icons import icon, icon_names

PRODUCT = Path(partnerportal.__file__).parent
TEMPLATES = sorted(PRODUCT.glob("**/jinja2/**/*.html"))
SCRIPTS = sorted(PRODUCT.glob("**/static/**/*.js"))
STYLES = sorted(PRODUCT.glob("**/static/**/*.css"))

INLINE_HANDLER = re.compile(r"<[^>{]*\son[a-z]+\s*=", re.IGNORECASE)
STYLE_ATTRIBUTE = re.compile(r"<[^>{]*\sstyle\s*=", re.IGNORECASE)
INLINE_SCRIPT = re.compile(r"<script(?![^>]*\ssrc=)", re.IGNORECASE)
STRING_TO_CODE = re.compile(
    r"\beval\(|new Function\(|\.innerHTML|\.outerHTML|insertAdjacentHTML|document\.write"
)
STORAGE = re.compile(r"localStorage|sessionStorage|indexedDB|document\.cookie")
ELSEWHERE = re.compile(r"""(?:src|href|url|fetch|import)\s*[=(]\s*["']?(?:https?:)?//""", re.IGNORECASE)
ICON = re.compile(r"""\bicon\(\s*"([a-z-]+)"|\bicon(?:_name)?\s*[=:]\s*"([a-z-]+)"|"icon":\s*"([a-z-]+)\"""")


def name(path: Path) -> str:
    return str(path.relative_to(PRODUCT))


@pytest.mark.parametrize("template", TEMPLATES, ids=name)
def test_template_has_nothing_inline(template):
    text = template.read_text(encoding="utf-8")
    assert not INLINE_HANDLER.search(text)
    assert not STYLE_ATTRIBUTE.search(text)
    assert not INLINE_SCRIPT.search(text)
    assert "<style" not in text
    assert "javascript:" not in text


@pytest.mark.parametrize("script", SCRIPTS, ids=name)
def test_script_makes_no_markup_from_strings_and_stores_nothing(script):
    text = script.read_text(encoding="utf-8")
    assert not STRING_TO_CODE.search(text)
    assert not STORAGE.search(text)


@pytest.mark.parametrize("file", TEMPLATES + SCRIPTS + STYLES, ids=name)
def test_file_asks_no_other_host(file):
    assert not ELSEWHERE.search(file.read_text(encoding="utf-8"))


def test_every_icon_named_in_a_template_is_in_the_sprite():
    named = {
        next(filter(None, groups))
        for template in TEMPLATES
        for groups in ICON.findall(template.read_text(encoding="utf-8"))
    }
    assert {"check", "upload", "lock"} <= named
    assert named <= icon_names()


def test_an_unknown_icon_is_a_defect():
    with pytest.raises(LookupError, match="unicorn"):
        icon("unicorn")

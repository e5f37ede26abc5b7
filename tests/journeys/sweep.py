"""Judge a page as it lies in the browser: accessibility, markup, width, weight."""

from __future__ import annotations

import gzip
from collections import Counter
from typing import Any

import html5lib
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

# axe cannot judge text on a gradient, scrolled out of a row, or below a bar: at each width
# the page has one of the gradient's two ends all over, rows wrap, and bars lie after the text.
TONES = {320: "var(--accent-soft)", 768: "transparent", 1440: "var(--accent-soft)"}
ONE_TONE = """
.public {{ background: {tone} !important }}
select.input {{ background: var(--card) !important }}
.chips {{ flex-wrap: wrap !important }}
.tabbar, .bar {{ position: static !important }}
.tabbar .go .icon {{ margin-top: 0 !important }}
"""
KB = 1024
HTML_LIMIT = 12 * KB
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
EVERY_RULE = {
    "runOnly": {"type": "tag", "values": TAGS},
    "resultTypes": ["violations", "incomplete"],
    "preload": False,
}
# Light and dark differ in colours only.
COLOUR_RULES = {
    "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
    "resultTypes": ["violations", "incomplete"],
    "preload": False,
}
SUCCESS_CRITERION_1_4_12 = """
* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
p { margin-block-end: 2em !important }
"""
ADOPT = """css => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    document.adoptedStyleSheets = css ? [sheet] : [];
}"""
# A contrast axe could not measure is not one that is good enough.
RUN = """rules => axe.run(document, rules).then(result => [
    ...result.violations,
    ...result.incomplete.filter(found => found.id === "color-contrast"),
])"""
POINTING = ("for", "aria-labelledby", "aria-describedby", "popovertarget")


def examine(page: Page) -> list[str]:
    """Return what is wrong with the page shown, in both schemes and at every width."""
    page.evaluate("document.querySelectorAll('details').forEach(part => { part.open = true; })")
    page.evaluate(AXE_SCRIPT)
    findings = []
    for width, tone in TONES.items():
        page.set_viewport_size({"width": width, "height": 900})
        page.evaluate(ADOPT, ONE_TONE.format(tone=tone))
        for scheme, rules in (("light", EVERY_RULE), ("dark", COLOUR_RULES)):
            page.emulate_media(color_scheme=scheme)
            findings += [f"{width} {scheme}: {finding}" for finding in axe(page, rules)]
    return findings + too_wide(page)


def axe(page: Page, rules: dict[str, Any]) -> list[str]:
    """Return what axe finds, one line for each rule."""
    violations = page.evaluate(RUN, rules)
    return [
        f"{found['id']} × {len(found['nodes'])}, first at {found['nodes'][0]['target']}"
        for found in violations
    ]


def too_wide(page: Page) -> list[str]:
    """Return at which text spacing the page has to be scrolled sideways on a narrow screen."""
    page.set_viewport_size({"width": 320, "height": 900})
    findings = []
    for name, css in (("usual", ""), ("wide", SUCCESS_CRITERION_1_4_12)):
        page.evaluate(ADOPT, css)
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > page.evaluate("innerWidth"):
            findings.append(f"320: {width} px wide with {name} text spacing")
    page.evaluate(ADOPT, "")
    return findings


def markup(html: str) -> list[str]:
    """Return what a strict parser, and a reader who follows references, finds wrong."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    tree = parser.parse(html)
    ids = Counter(element.get("id") for element in tree.iter() if element.get("id"))
    findings = [f"{place}: {code} {more}" for place, code, more in parser.errors]
    findings += [f"id {name} × {count}" for name, count in ids.items() if count > 1]
    for element in tree.iter():
        for attribute in POINTING:
            wanted = set((element.get(attribute) or "").split())
            findings += [f"{attribute}={name} points nowhere" for name in wanted - ids.keys()]
    return findings


def weight(body: bytes) -> int:
    """Return the bytes that travel for a text."""
    return len(gzip.compress(body, 6))

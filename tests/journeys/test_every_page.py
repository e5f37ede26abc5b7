"""Look at every page of every role: axe, markup, policy, width and weight."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import APIResponse, Response, Route

from tests.documents.samples import screenshot_png
from tests.journeys.records import Records
from tests.journeys.samples import PEOPLE, SAMPLES, Place, all_addresses, places_for, without_sample
from tests.journeys.sweep import HTML_LIMIT, KB, examine, markup, weight
from tests.journeys.visitor import Visitor, Visitors

pytestmark = pytest.mark.journey

# Legal text, not a list: everything is on one page so that it can be searched and printed.
LONG_TEXTS = {"notice:privacy_notice": 32 * KB, "demo_components": 14 * KB}

JUDGED: set[str] = set()


@pytest.mark.parametrize("person", ["stranger", *PEOPLE])
def test_nothing_is_wrong_with_any_page(person: str, visitors: Visitors, records: Records) -> None:
    visitor = visitors.at_desk()
    visitor.context.route("**/dokumente/*/seiten/*", draw_nothing)
    if person in PEOPLE:
        visitor.sign_in(PEOPLE[person])
    findings, seen = [], Counter[str]()
    for place, answer in pages_of(visitor, places_for(person, records)):
        seen[place.route] += 1
        if is_known(place, answer, person):
            continue
        findings += [f"{place.path}: {finding}" for finding in judge(visitor, place, answer)]
    assert not findings, "\n".join(findings)
    assert set(seen) >= EXPECTED[person]


def test_every_address_has_a_sample_or_is_no_page() -> None:
    assert without_sample() == set(), "add them to tests/journeys/samples.py"
    assert SAMPLES.keys() <= {route.name for route in all_addresses()}


PARTNER_PAGES = {name for name in SAMPLES if name.startswith(("claims:", "contracts:"))} | {
    "claims:overview",
    "claims:list",
    "claims:drafts",
    "claims:new",
    "claims:drafts_delete_all",
    "contracts:list",
}
PUBLIC_PAGES = {"notice:privacy_notice", "notice:imprint", "notice:help", "accounts:session_ended"}
EXPECTED = {
    "stranger": PUBLIC_PAGES | {"account_login", "demo_post", "demo_components"},
    "lindner": PUBLIC_PAGES | (PARTNER_PAGES - {"claims:step_consent"}),
    "voss": {"claims:overview", "claims:list", "claims:step_consent", "contracts:list"},
    "clerk": PUBLIC_PAGES | {"desk:inbox", "desk:cases", "desk:case"},
    "contract_clerk": {
        "contracts:list",
        "contracts:detail",
        "contracts:changes",
        "contracts:change_request",
        "exchange:conflicts",
        "exchange:lacking",
        "messages:list",
        "messages:thread",
        "statements:list",
        "statements:statement",
        "statements:line",
        "statements:correct",
        "statements:close",
    },
    "officer": PUBLIC_PAGES,
    "administrator": PUBLIC_PAGES,
}


def pages_of(visitor: Visitor, places: list[Place]) -> Iterator[tuple[Place, APIResponse]]:
    """Yield the places that are pages for this visitor; of those that are closed, the first."""
    was_refused = False
    for place in places:
        answer = visitor.context.request.get(place.path, max_redirects=0)
        if "text/html" not in answer.headers.get("content-type", ""):
            continue
        if answer.status == 200 or (answer.status == 403 and not was_refused):
            was_refused = was_refused or answer.status == 403
            yield place, answer


def is_known(place: Place, answer: APIResponse, person: str) -> bool:
    """Say whether this very page was judged before: a page without sign-in is the same for everybody."""
    if place.route == "demo_components" and person not in {"stranger", "lindner"}:
        return True
    html = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", answer.text())
    is_known = html in JUDGED
    JUDGED.add(html)
    return is_known


def draw_nothing(route: Route) -> None:
    """Spare the sweep the drawing of receipts: pages are judged here, pictures in the other journeys."""
    route.fulfill(body=screenshot_png(), content_type="image/png")


def judge(visitor: Visitor, place: Place, answer: APIResponse) -> list[str]:
    """Return what is wrong with one page."""
    findings = markup(answer.text())
    size, limit = weight(answer.body()), LONG_TEXTS.get(place.route, HTML_LIMIT)
    if size > limit:
        findings.append(f"{size / KB:.1f} KB of HTML, allowed are {limit / KB:.0f}")
    if answer.status == 403:
        visitor.tolerate(403)
    visitor.page.set_viewport_size({"width": 1440, "height": 900})
    visitor.page.goto(place.path, wait_until="load")
    findings += examine(visitor.page)
    visitor.tolerated.clear()
    return findings


def test_a_first_visit_is_light(visitors: Visitors) -> None:
    visitor, sizes = visitors.at_desk(), dict[str, int]()

    def note(answer: Response) -> None:
        body = answer.body()
        sizes[urlsplit(answer.url).path] = len(body) if answer.url.endswith(".woff2") else weight(body)

    visitor.context.on("response", note)
    visitor.page.goto("/anmelden", wait_until="networkidle")
    visitor.sign_in("Katrin Lindner")
    visitor.page.wait_for_load_state("networkidle")

    def total(ending: str) -> int:
        return sum(size for path, size in sizes.items() if path.endswith(ending))

    assert 0 < total(".css") <= 10 * KB
    assert 0 < total(".js") <= 8 * KB
    assert 0 < total(".woff2") <= 31 * KB
    assert sum(sizes.values()) <= 80 * KB

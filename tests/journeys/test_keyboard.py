"""Sign in, find a contract and begin a claim without ever touching a mouse."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.records import LINDNER, Records
from tests.journeys.test_factor_journey import code_of
from tests.journeys.visitor import Visitors

pytestmark = pytest.mark.journey

MOST_STOPS = 60
IS_FOCUSED = "element => element === document.activeElement"
# A link that opens a row shows its focus around the row.
SHOWS_FOCUS = """element => [element, element.closest("tr")].some(
    shown => shown && getComputedStyle(shown).outlineStyle !== "none")"""


def test_a_claim_begins_by_keyboard_alone(visitors: Visitors, records: Records) -> None:
    insured = records.untouched()
    broker = visitors.at_desk()
    broker.tolerate(422)
    page = broker.page
    sign_in(page, records)
    press(page, page.get_by_role("link", name="Verträge", exact=True).first)
    tab_to(page, page.get_by_role("main").get_by_role("searchbox"))
    page.keyboard.type(insured.policy_number)
    page.keyboard.press("Enter")
    press(page, page.get_by_role("main").get_by_role("table").get_by_role("link").first)
    press(page, page.get_by_role("link", name="Erstattung einreichen").first)
    press(page, page.get_by_role("button", name="Weiter", exact=True))

    expect(page.get_by_role("heading", level=1)).to_have_text("Wer wurde behandelt?")
    tab_to(page, page.get_by_role("radio").first)
    page.keyboard.press("Space")
    person = page.get_by_role("radio", name=insured.name)
    for _other in range(page.get_by_role("radio").count()):
        if not person.is_checked():
            page.keyboard.press("ArrowDown")
    expect(person).to_be_checked()
    press(page, page.get_by_role("button", name="Weiter", exact=True))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Einwilligung von")
    for box in page.get_by_role("checkbox").all():
        tab_to(page, box)
        page.keyboard.press("Space")
        expect(box).to_be_checked()

    press(page, page.get_by_role("button", name="Festhalten und weiter"))
    expect(page.get_by_role("alert").first).to_be_focused()
    press(page, page.get_by_role("alert").get_by_role("link").first)
    tab_to(page, page.get_by_role("radio", name="Unterschrieben auf Papier"))


def sign_in(page: Page, records: Records) -> None:
    """Type e-mail, password and the app's code; the first stop of a page is the way past its navigation."""
    page.goto("/anmelden")
    page.keyboard.press("Tab")
    assert is_focused(page.get_by_role("link", name="Zum Inhalt springen"))
    tab_to(page, page.get_by_label("E-Mail-Adresse"))
    page.keyboard.type(LINDNER)
    tab_to(page, page.get_by_label("Passwort"))
    page.keyboard.type(known_of(records, LINDNER)["password"])
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_label("Code aus der App"))
    page.keyboard.type(code_of(known_of(records, LINDNER)["totp_secret"]))
    page.keyboard.press("Enter")
    page.wait_for_url("**/uebersicht")


def press(page: Page, target: Locator) -> None:
    """Go to a link or button by Tab, see that it shows its focus, and press Enter."""
    tab_to(page, target)
    assert target.evaluate(SHOWS_FOCUS)
    page.keyboard.press("Enter")


def tab_to(page: Page, target: Locator) -> None:
    """Press Tab until the element has the focus."""
    expect(target).to_be_attached()
    for _stop in range(MOST_STOPS):
        if is_focused(target):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"Tab never reaches {target}")


def is_focused(target: Locator) -> bool:
    """Say whether the element has the focus."""
    return bool(target.evaluate(IS_FOCUSED))


def known_of(records: Records, email: str) -> dict[str, str]:
    """Return what the demo prints about this account."""
    accounts = json.loads((records.folder / "accounts.json").read_text(encoding="utf-8"))
    return next(account for account in accounts if account["email"] == email)

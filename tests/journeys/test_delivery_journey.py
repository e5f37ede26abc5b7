"""The administrator brings a delivery in: preview, unknown firms, taking over, history; with a script and without."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.visitor import Visitors

pytestmark = pytest.mark.journey

SAMPLE = Path(__file__).parents[1] / "exchange" / "data" / "kranken_020_synthetisch.gdv"
FIRM = "4711000"
PAGE = "/verwaltung/datenaustausch"
ADMINISTRATOR = "Uwe Lange"
MINUTES = 60_000


def test_a_delivery_waits_as_a_preview_and_unknown_firms_are_not_lost(visitors: Visitors) -> None:
    visitor = visitors.at_desk()
    visitor.sign_in(ADMINISTRATOR)
    page = visitor.page

    send(page)
    expect(page.get_by_text("Noch ist nichts übernommen.")).to_be_visible(timeout=MINUTES)
    expect(page.get_by_role("main")).to_contain_text("6 Verträge sind geparkt")
    expect(page.get_by_role("complementary", name="Auf einen Blick")).to_contain_text("158")
    page.get_by_role("button", name="Übernehmen").click()
    expect(page.get_by_text("Die Lieferung ist übernommen")).to_be_visible(timeout=MINUTES)

    enter_the_firm(page)
    page.goto(f"{PAGE}/geparkt")
    take = page.get_by_role("button", name="Jetzt übernehmen")
    if take.count():  # the worker looks once a minute and may have been faster
        take.click()
    until_taken(page)

    send(page)
    expect(page.get_by_text("Diese Lieferung ändert nichts")).to_be_visible(timeout=MINUTES)
    page.get_by_role("button", name="Verwerfen").click()
    expect(page.get_by_text("Die Lieferung ist verworfen.")).to_be_visible()


def test_without_a_script_a_form_and_a_link_do_the_same(visitors: Visitors) -> None:
    visitor = visitors.on_phone(java_script_enabled=False)
    visitor.tolerate(422)
    visitor.sign_in(ADMINISTRATOR)
    page = visitor.page

    page.goto(PAGE)
    page.get_by_role("button", name="Hochladen").click()
    expect(page.get_by_role("alert")).to_contain_text("Bitte wählen Sie eine Datei.")
    page.locator("#id_datei").set_input_files(SAMPLE)
    page.get_by_role("button", name="Hochladen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Lieferung")
    for _look in range(60):
        if not refreshes(page) and page.get_by_role("button", name="Verwerfen").count():
            break
        page.wait_for_timeout(500)
    page.get_by_role("button", name="Verwerfen").click()
    expect(page.get_by_role("main")).to_contain_text("Diese Lieferung ist verworfen")


def send(page: Page) -> None:
    """Choose the file; the script sends it at once."""
    page.goto(PAGE)
    page.locator("#id_datei").set_input_files(SAMPLE)
    page.wait_for_url(f"**{PAGE}/*-*")


def enter_the_firm(page: Page) -> None:
    """Follow the link beside the parked firm into the register."""
    page.goto(f"{PAGE}/geparkt")
    page.get_by_role("link", name="Partner anlegen").click()
    expect(page.get_by_label("Vermittlernummer")).to_have_value(FIRM)
    page.get_by_label("Name der Firma").fill("Testmakler GmbH")
    page.get_by_label("Straße und Hausnummer").fill("Testweg 1")
    page.get_by_label("Postleitzahl").fill("53229")
    page.get_by_label("Ort", exact=True).fill("Bonn")
    page.get_by_role("button", name="Speichern").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Testmakler GmbH")


def until_taken(page: Page) -> None:
    """Look at the history until what was parked is taken over."""
    taken = page.get_by_role("row").filter(has_text="geparkte Verträge").filter(has_text="Übernommen")
    for _look in range(120):
        page.goto(PAGE)
        if taken.count():
            return
        page.wait_for_timeout(500)
    expect(taken).to_be_visible()


def refreshes(page: Page) -> bool:
    """Use the link of the page while it is still watched."""
    link = page.get_by_role("link", name="Aktualisieren")
    if link.count():
        link.click()
        return True
    return False

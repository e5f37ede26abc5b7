"""Walk through the five steps of a claim as a broker does: by what stands on the page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TypedDict

from playwright.sync_api import Locator, Page, expect

from tests.journeys.records import Insured

NUMBER = re.compile(r"EA-\d{4}-\d{6}-\d")


class Payload(TypedDict):
    """A file as Playwright hands it to a page."""

    name: str
    mimeType: str
    buffer: bytes


def file(name: str, data: bytes, media_type: str = "application/octet-stream") -> Payload:
    """Return a file to choose in a page."""
    return {"name": name, "mimeType": media_type, "buffer": data}


@dataclass(frozen=True)
class Bill:
    """What a broker reads off an invoice."""

    provider: str
    issued_on: date
    amount: str


def begin(page: Page, insured: Insured) -> None:
    """Find the contract by its number, begin a claim there, choose the person and record the consents."""
    page.goto("/vertraege")
    search = page.get_by_role("main").get_by_role("searchbox")
    search.fill(insured.policy_number)
    search.press("Enter")
    page.get_by_role("main").get_by_role("table").get_by_role("link").first.click()
    page.get_by_role("link", name="Erstattung einreichen").first.click()
    choose_contract_and_person(page, insured)
    give_consents(page)


def choose_contract_and_person(page: Page, insured: Insured) -> None:
    """Take the contract that stands first, then the person."""
    expect(page.get_by_role("radio", name=insured.policy_number)).to_be_checked()
    go_on(page, "Weiter")
    tick(page.get_by_role("radio", name=insured.name))
    go_on(page, "Weiter")


def give_consents(page: Page) -> None:
    """Record both declarations; neither is ticked beforehand."""
    expect(page.get_by_role("heading", level=1)).to_contain_text("Einwilligung von")
    boxes = page.get_by_role("checkbox")
    expect(boxes).to_have_count(2)
    for box in boxes.all():
        expect(box).not_to_be_checked()
        tick(box)
    tick(page.get_by_role("radio", name="Unterschrieben auf Papier"))
    fill_day(page.get_by_role("main"), date(2026, 1, 14))
    go_on(page, "Festhalten und weiter")


def invoice(page: Page, position: int = 0) -> Locator:
    """Return the part of the page for one invoice."""
    return page.locator("section.card", has=page.locator("[data-drop]")).nth(position)


def fill_invoice(part: Locator, bill: Bill) -> None:
    """Type what stands on the invoice."""
    part.get_by_label("Rechnungssteller").fill(bill.provider)
    fill_day(part, bill.issued_on)
    part.get_by_label("Rechnungsbetrag").fill(bill.amount)


def fill_day(part: Locator, day: date) -> None:
    """Type a date into its three fields."""
    for label, number in (("Tag", day.day), ("Monat", day.month), ("Jahr", day.year)):
        part.get_by_label(label, exact=True).fill(str(number))


def upload(part: Locator, *files: Payload) -> None:
    """Choose files and wait until each is ready."""
    ready = part.get_by_text("Bereit", exact=True)
    before = ready.count()
    part.locator("input[type=file][multiple]").set_input_files(list(files))
    expect(ready).to_have_count(before + len(files))


def pay_elsewhere(page: Page, *, holder: str, iban: str) -> None:
    """Name another account and have its IBAN checked."""
    tick(page.get_by_role("radio", name="Ein anderes Konto"))
    page.get_by_label("Kontoinhaber").fill(holder)
    page.get_by_label("IBAN", exact=True).fill(iban)
    page.get_by_role("button", name="IBAN prüfen").click()
    expect(page.get_by_text("IBAN geprüft")).to_be_visible()
    go_on(page, "Weiter zum Prüfen")


def send(page: Page) -> str:
    """Send the claim and return its number."""
    go_on(page, "Antrag senden")
    expect(page.get_by_role("heading", level=1)).to_have_text("Ihr Antrag ist angekommen")
    found = NUMBER.search(page.get_by_role("main").inner_text())
    assert found is not None
    return found[0]


def go_on(page: Page, button: str) -> None:
    """Press a button that leads to another page."""
    with page.expect_navigation():
        page.get_by_role("button", name=button, exact=True).click()


def tick(choice: Locator) -> None:
    """Choose a radio button or box; its label lies over it and takes the click."""
    choice.check(force=True)

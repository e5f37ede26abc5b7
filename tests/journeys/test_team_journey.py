"""An owner invites a member of staff with one right: the person comes in by the link and sees exactly that."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from tests.config.demo_process import wait_until
from tests.journeys import wizard
from tests.journeys.records import Records
from tests.journeys.visitor import Visitor, Visitors

pytestmark = pytest.mark.journey

PASSWORD = "Regenschirm trinkt Kaffee 1905"
WITHOUT_RIGHT = ("/vertraege", "/team", "/verwaltung/")
OWNERS = "Katrin Lindner"


def test_invited_staff_without_statements_sees_only_what_was_given(
    visitors: Visitors, records: Records
) -> None:
    email = f"jule.{uuid4().hex[:8]}@lindner-voss.example"
    owner, newcomer = visitors.at_desk(), visitors.on_phone()
    owner.sign_in(OWNERS)
    invite(owner.page, email)

    accept(newcomer, link_in_mail(records, email), email)
    sign_in(newcomer.page, email)
    sees_claims_only(newcomer)

    take_the_right_away(owner.page)
    newcomer.tolerate(403)
    newcomer.page.goto("/erstattungen")
    expect(newcomer.page.get_by_role("heading", level=1)).to_have_text("Dafür haben Sie keine Berechtigung")
    says_nothing(records, email)


def invite(page: Page, email: str) -> None:
    page.goto("/team")
    page.get_by_role("link", name="Person einladen").click()
    page.get_by_label("E-Mail-Adresse").fill(email)
    wizard.tick(page.get_by_label("Erstattungsanträge ansehen und einreichen"))
    page.get_by_role("button", name="Einladung senden").click()
    expect(page.get_by_text("Die Einladung ist unterwegs.")).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text(email)


def accept(newcomer: Visitor, path: str, email: str) -> None:
    """Look at the invitation, forget something first, then fill in everything."""
    page = newcomer.page
    newcomer.tolerate(422)
    page.goto(path)
    expect(page.get_by_role("main")).to_contain_text(OWNERS)
    expect(page.get_by_role("main")).to_contain_text("Lindner & Voss")
    page.get_by_label("Vorname").fill("Jule")
    page.get_by_label("Neues Passwort").fill(PASSWORD)
    page.get_by_role("button", name="Zugang anlegen").click()
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_label("Vorname")).to_have_value("Jule")
    page.get_by_label("Nachname").fill("Krämer")
    for label, text in (("Tag", "3"), ("Monat", "5"), ("Jahr", "1991")):
        page.get_by_label(label, exact=True).fill(text)
    page.get_by_label("Straße und Hausnummer").fill("Domstraße 12")
    page.get_by_label("Postleitzahl").fill("50668")
    page.get_by_label("Ort", exact=True).fill("Köln")
    page.get_by_label("Neues Passwort").fill(PASSWORD)
    wizard.tick(page.get_by_label("Nutzungsbedingungen gelesen"))
    wizard.tick(page.get_by_label("Datenschutzerklärung zur Kenntnis"))
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("button", name="Zugang anlegen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ihr Zugang ist angelegt")


def sign_in(page: Page, email: str) -> None:
    page.get_by_role("link", name="Anmelden").click()
    page.get_by_label("E-Mail-Adresse").fill(email)
    page.get_by_label("Passwort", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Anmelden", exact=True).click()
    page.wait_for_url("**/uebersicht")


def sees_claims_only(newcomer: Visitor) -> None:
    page = newcomer.page
    page.goto("/erstattungen")
    expect(page.get_by_role("heading", level=1)).to_have_text("Erstattungen")
    hrefs = page.evaluate("[...document.querySelectorAll('a[href]')].map(a => a.getAttribute('href'))")
    assert not [href for href in hrefs if href.startswith(WITHOUT_RIGHT) or "abrechnung" in href]
    newcomer.tolerate(403)
    for path in WITHOUT_RIGHT:
        page.goto(path)
        expect(page.get_by_role("heading", level=1)).to_have_text("Dafür haben Sie keine Berechtigung")


def take_the_right_away(page: Page) -> None:
    page.goto("/team")
    page.get_by_role("link", name="Jule Krämer").click()
    page.get_by_label("Erstattungsanträge ansehen und einreichen").uncheck(force=True)
    page.get_by_role("button", name="Rechte speichern").click()
    expect(page.get_by_text("Die Rechte sind geändert.")).to_be_visible()


def link_in_mail(records: Records, email: str) -> str:
    found: list[str] = []

    def is_there() -> bool:
        for mail in records.mails():
            if mail["To"] == email:
                found.extend(re.findall(r"https?://\S+?(/einladung/\S+)", mail.get_content()))
        return bool(found)

    assert wait_until(is_there, seconds=30)
    return found[0]


def says_nothing(records: Records, email: str) -> None:
    for mail in records.mails():
        if mail["To"] == email:
            assert not re.search(r"Jule|Krämer|Lindner|Voss|jule\.", mail["Subject"] + mail.get_content())

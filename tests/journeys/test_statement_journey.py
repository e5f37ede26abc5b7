"""A statement is closed, its partner unfolds it, takes all five files and asks; staff without the right see nothing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.records import Records
from tests.journeys.visitor import Visitor, Visitors

pytestmark = pytest.mark.journey

CLERK, OWNER, STAFF = "Jana Sommer", "Katrin Lindner", "Henrik Voss"
QUESTION = "Ist das der Beitrag nach der Erhöhung vom Frühjahr?"
ANSWER = "Ja, die Erhöhung ist darin schon enthalten."
BEGINNINGS = {
    "PDF": b"%PDF-",
    "CSV": b"\xef\xbb\xbf",
    "Excel": b"PK",
    "JSON": b"{",
    "GDV": b"0001",
}
_OPEN = """
SELECT s.number FROM statements_statement s JOIN partners_partner p ON p.id = s.partner_id
 WHERE s.state = 'open' AND p.name = %(name)s
"""


def test_a_statement_is_closed_read_taken_along_and_asked_about(
    visitors: Visitors, records: Records, tmp_path: Path
) -> None:
    clerk, owner, staff = visitors.at_desk(), visitors.at_desk(), visitors.on_phone()
    ((number,),) = records.rows(_OPEN, name="Lindner & Voss Makler")
    clerk.sign_in(CLERK)
    owner.sign_in(OWNER)

    is_not_there_yet(owner, number)
    total = close(clerk.page, number)
    unfold(owner.page, number, total)
    take_all_files(owner, number, tmp_path)
    owner.tolerate(403, 422)
    ask(owner.page, number)
    answer(clerk.page)
    read_the_answer(owner.page)
    sees_nothing_of_it(staff, number)


def is_not_there_yet(owner: Visitor, number: str) -> None:
    owner.page.goto("/abrechnungen")
    expect(owner.page.get_by_role("main")).not_to_contain_text(number)


def close(page: Page, number: str) -> str:
    """Check, close, and return the total as the page shows it."""
    page.goto("/eingang")
    page.get_by_role("navigation").get_by_role("link", name="Abrechnungen").click()
    page.get_by_role("row").filter(has_text=number).get_by_role("link").click()
    total = page.get_by_role("heading", level=1).inner_text().partition(", ")[2]
    page.get_by_role("link", name="Prüfen und abschließen").click()
    expect(page.get_by_role("main")).to_contain_text(total)
    expect(page.get_by_text("Danach ändert sich nichts mehr")).to_be_visible()
    page.get_by_role("button", name="Abschließen").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(total)
    expect(page.get_by_role("main")).to_contain_text("Abgeschlossen")
    expect(page.get_by_role("link", name="Prüfen und abschließen")).to_have_count(0)
    return total


def unfold(page: Page, number: str, total: str) -> None:
    """Open the newest month by keyboard, and its first line: contract, basis, rate and earlier lines."""
    page.goto("/abrechnungen")
    row = page.get_by_role("row").filter(has_text=number)
    expect(row).to_contain_text(total)
    row.get_by_role("link").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Unterschied zum Vormonat")).to_be_visible()
    line = page.locator(".lines details").first
    expect(line.get_by_text("Bemessungsgrundlage")).to_be_hidden()
    line.locator("summary").focus()
    page.keyboard.press("Enter")
    for words in ("Bemessungsgrundlage", "Satz", "Früher zu diesem Vertrag gebucht:"):
        expect(line.get_by_text(words, exact=True)).to_be_visible()
    expect(line.locator("a[href^='/vertraege/']")).to_be_visible()


def take_all_files(owner: Visitor, number: str, folder: Path) -> None:
    """Take along the five files; GDV is a service one switches on first."""
    page = owner.page
    owner.tolerate(403)
    for name in ("PDF", "CSV", "Excel", "JSON"):
        page.goto(f"/abrechnungen/{number}")
        with page.expect_download() as started:
            page.get_by_role("button", name=name, exact=True).click()
        is_the_file(started.value.path(), name)
    page.get_by_role("link", name="GDV", exact=True).click()
    page.goto("/services")
    service = page.get_by_role("region", name="Abrechnungen als GDV-Datei")
    service.get_by_role("button", name="Einwilligen und einschalten").click()
    page.goto(f"/abrechnungen/{number}")
    page.get_by_role("link", name="GDV", exact=True).click()
    with page.expect_download() as started:
        page.get_by_role("button", name=re.compile("herunterladen")).click()
    is_the_file(started.value.path(), "GDV")


def is_the_file(path: Path, name: str) -> None:
    assert path.read_bytes().startswith(BEGINNINGS[name]), name


def ask(page: Page, number: str) -> None:
    page.goto(f"/abrechnungen/{number}")
    line = page.locator(".lines details").first
    line.locator("summary").click()
    line.get_by_role("link", name="Unstimmigkeit melden").click()
    page.get_by_role("button", name="Frage senden").click()
    expect(page.get_by_role("alert")).to_be_focused()
    page.get_by_label("Was stimmt nicht?").fill(QUESTION)
    page.get_by_role("button", name="Frage senden").click()
    expect(page.get_by_role("main")).to_contain_text(QUESTION)
    expect(page.get_by_role("main")).to_contain_text("Offen")


def answer(page: Page) -> None:
    page.get_by_role("navigation", name="Hauptnavigation").get_by_role("link", name="Nachrichten").click()
    page.get_by_role("main").get_by_role("link", name="Offen").click()
    page.get_by_role("row").filter(has_text="Lindner & Voss").first.get_by_role("link").click()
    expect(page.get_by_role("main")).to_contain_text(QUESTION)
    page.get_by_label("Ihre Nachricht").fill(ANSWER)
    page.get_by_role("button", name="Nachricht senden").click()
    expect(page.get_by_role("main")).to_contain_text(ANSWER)


def read_the_answer(page: Page) -> None:
    page.get_by_role("navigation", name="Hauptnavigation").get_by_role("link", name="Nachrichten").click()
    newest = page.get_by_role("row").filter(has_text="Beantwortet").first
    newest.get_by_role("link").click()
    expect(page.get_by_role("main")).to_contain_text(ANSWER)
    page.get_by_role("button", name="Als erledigt markieren").click()
    expect(page.get_by_role("main")).to_contain_text("Erledigt")


def sees_nothing_of_it(staff: Visitor, number: str) -> None:
    """Look for it in navigation, menu, search and by address."""
    page = staff.page
    staff.tolerate(403)
    staff.sign_in(STAFF)
    assert page.locator("a[href^='/abrechnungen'], a[href^='/nachrichten']").count() == 0
    page.get_by_role("searchbox").first.fill(number)
    page.keyboard.press("Enter")
    expect(page.get_by_text("Kein Vertrag gefunden")).to_be_visible()
    for path in (
        "/abrechnungen",
        f"/abrechnungen/{number}",
        f"/abrechnungen/{number}/datei/csv",
        "/nachrichten",
    ):
        page.goto(path)
        expect(page.get_by_role("heading", level=1)).to_have_text("Dafür haben Sie keine Berechtigung")

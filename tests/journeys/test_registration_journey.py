"""From a registration on a phone to the first claim: confirmed, compared, approved, let in by the owner."""

from __future__ import annotations

import re
from datetime import date, timedelta
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from tests.config.demo_process import wait_until
from tests.documents.samples import pdf
from tests.journeys import wizard
from tests.journeys.records import Records
from tests.journeys.sweep import examine, markup
from tests.journeys.visitor import Visitor, Visitors
from tests.journeys.wizard import Bill, file

pytestmark = pytest.mark.journey

MAIL_SECONDS = 40
PASSWORD = "Neun Reiher hinter Rantum 1911"
QUESTION, ANSWER = "Seit wann arbeiten Sie bei Lindner & Voss?", "Seit dem 1. September."
TODAY = date.today()  # noqa: DTZ011 - what a person would type
BILL = Bill("Praxis Dr. Hallig Niebüll", TODAY - timedelta(days=12), "218,40")


def test_from_the_registration_to_the_first_claim(visitors: Visitors, records: Records) -> None:
    email = f"jette.{uuid4().hex[:8]}@lindner-voss.example"
    applicant, administrator, owner = visitors.on_phone(), visitors.at_desk(), visitors.at_desk()

    register(applicant, email)
    applicant.page.goto(link_in_mail(records, email, "registrieren/bestaetigen"))
    press(applicant.page, "Adresse bestätigen", "E-Mail-Adresse bestätigt")

    administrator.sign_in("Uwe Lange")
    compare_and_ask(administrator.page)
    applicant.page.goto(link_in_mail(records, email, "registrieren/antwort"))
    expect(applicant.page.get_by_role("main")).to_contain_text(QUESTION)
    applicant.page.get_by_label("Ihre Antwort").fill(ANSWER)
    press(applicant.page, "Antwort senden", "Antwort angekommen")
    approve(administrator.page)

    owner.sign_in("Katrin Lindner")
    let_in(owner.page)
    choose_password(applicant.page, link_in_mail(records, email, "passwort-setzen"))
    sign_in(applicant, email)
    number = submit_first_claim(applicant.page, records)
    assert records.rows("SELECT author_id FROM claims_claim WHERE number = %s", number) == records.rows(
        "SELECT id FROM accounts_account WHERE email = %s", email
    )
    assert_mails_say_nothing(records, email)


def register(applicant: Visitor, email: str) -> None:
    """Go through the task list on a phone, with one mistake on the way."""
    page = applicant.page
    applicant.tolerate(422)
    page.goto("/registrieren")
    page.get_by_role("link", name="Jetzt beginnen").click()
    for label, text in {
        "Vorname": "Jette",
        "Nachname": "Brodersen",
        "E-Mail-Adresse": email,
        "Straße und Hausnummer": "Domstr. 12",
        "Postleitzahl": "50668",
        "Ort": "Koeln",
    }.items():
        page.get_by_label(label).fill(text)
    wizard.fill_day(page.get_by_role("main"), date(1992, 4, 30))
    page.get_by_label("Monat").fill("14")
    wizard.go_on(page, "Speichern und weiter")
    expect(page.get_by_role("alert")).to_contain_text("Diesen Tag gibt es im Kalender nicht")
    expect(page.get_by_label("Nachname")).to_have_value("Brodersen")
    assert flaws(page) == []
    page.get_by_label("Monat").fill("4")
    wizard.go_on(page, "Speichern und weiter")
    page.get_by_label("Vermittlernummer").fill("4711 000001")
    wizard.go_on(page, "Speichern und weiter")
    for box in page.get_by_role("checkbox").all():
        expect(box).not_to_be_checked()
        wizard.tick(box)
    wizard.go_on(page, "Speichern und weiter")
    expect(page.get_by_role("main")).to_contain_text("30. April 1992")
    assert flaws(page) == []
    wizard.go_on(page, "Registrierung absenden")
    expect(page.get_by_role("heading", level=1)).to_have_text("Registrierung eingegangen")


def compare_and_ask(page: Page) -> None:
    """Find the newcomer, see what agrees with the register, and ask back."""
    open_case(page)
    main = page.get_by_role("main")
    for words in ("Lindner & Voss Makler", "andere Schreibweise", "Gleich"):
        expect(main).to_contain_text(words)
    page.get_by_text("Rückfrage stellen").click()
    page.get_by_label("Ihre Frage").fill(QUESTION)
    wizard.go_on(page, "Rückfrage senden")
    expect(main).to_contain_text("Noch keine Antwort.")


def approve(page: Page) -> None:
    """Read the answer and assign the person to the firm; the owner has to agree."""
    open_case(page)
    expect(page.get_by_role("main")).to_contain_text(ANSWER)
    wizard.tick(page.get_by_role("radio", name="Lindner & Voss Makler"))
    wizard.go_on(page, "Freigeben")
    expect(page.get_by_role("main")).to_contain_text("Zugeordneter Partner")


def open_case(page: Page) -> None:
    page.goto("/verwaltung/registrierungen?zeige=zu-pruefen")
    page.get_by_role("link", name="Jette Brodersen").click()


def let_in(page: Page) -> None:
    """Give the new colleague claims and contracts, but no statements."""
    page.goto("/team/registrierungen")
    page.get_by_role("link", name="Jette Brodersen").click()
    for name in ("Erstattungen sehen und einreichen", "Verträge sehen"):
        wizard.tick(page.get_by_label(name))
    wizard.go_on(page, "Aufnehmen")
    expect(page.get_by_role("main")).to_contain_text("Passwort steht noch aus")


def choose_password(page: Page, link: str) -> None:
    """Choose the first password; that opens the account."""
    page.goto(link)
    page.get_by_label("Passwort", exact=False).first.fill(PASSWORD)
    wizard.go_on(page, "Passwort speichern")


def sign_in(applicant: Visitor, email: str) -> None:
    """Sign in for the first time: terms and notice were read at the registration, so the overview opens."""
    page = applicant.page
    page.goto("/anmelden")
    page.get_by_label("E-Mail-Adresse").fill(email)
    page.get_by_label("Passwort", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Anmelden", exact=True).click()
    expect(page.locator("[data-sign-out]")).to_be_attached()
    assert applicant.path() == "/uebersicht"


def submit_first_claim(page: Page, records: Records) -> str:
    """Send a claim as anybody of the firm does."""
    insured = records.untouched()
    wizard.begin(page, insured)
    first = wizard.invoice(page)
    wizard.upload(first, file("Rechnung Niebüll.pdf", pdf(1), "application/pdf"))
    wizard.fill_invoice(first, BILL)
    wizard.go_on(page, "Weiter zur Bankverbindung")
    wizard.go_on(page, "Weiter zum Prüfen")
    return wizard.send(page)


def press(page: Page, button: str, heading: str) -> None:
    """Press the one button of a page and wait for the answer."""
    assert flaws(page) == []
    page.get_by_role("button", name=button, exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)


def link_in_mail(records: Records, email: str, part: str) -> str:
    """Wait for the mail whose link has this part in its address, and return the path of the link."""
    pattern = re.compile(rf"/{part}/\S+")

    def links() -> list[str]:
        texts = [str(mail.get_content()) for mail in records.mails() if mail["To"] == email]
        return [found[0] for text in texts if (found := pattern.search(text))]

    assert wait_until(lambda: bool(links()), MAIL_SECONDS)
    return links()[0]


def assert_mails_say_nothing(records: Records, email: str) -> None:
    """Look for anything personal in what was sent to the applicant, the administrator and the owner."""
    for mail in records.mails():
        text = str(mail.get_content())
        for word in ("Jette", "Brodersen", "Lindner", email, QUESTION, ANSWER, "1992"):
            assert word not in text


def flaws(page: Page) -> list[str]:
    """Return what a checker finds on the page shown, and give the window its size back."""
    size = page.viewport_size
    found = [*markup(page.content()), *examine(page)]
    if size:
        page.set_viewport_size(size)
    page.emulate_media(color_scheme="light")
    return found

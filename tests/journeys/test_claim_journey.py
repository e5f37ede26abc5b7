"""A claim from the broker's desk to the decision, and what is left of it afterwards."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.config.demo_process import Demo, wait_until
from tests.documents.samples import pdf, phone_heic, phone_jpeg
from tests.journeys import wizard
from tests.journeys.records import LINDNER, Insured, Records, worker_asleep
from tests.journeys.visitor import Visitor, Visitors
from tests.journeys.wizard import Bill, file

pytestmark = pytest.mark.journey

TODAY = date.today()  # noqa: DTZ011 - what a person would type
HOSPITAL = Bill("Klinik am Lindenhain Traunreut", TODAY - timedelta(days=40), "1.847,31")
CHEMIST = Bill("Einhorn-Apotheke Oberaudorf", TODAY - timedelta(days=33), "96,43")
FILES = [
    file("Klinikrechnung Traunreut.pdf", pdf(12), "application/pdf"),
    file("IMG_20260914_0815.jpg", phone_jpeg(), "image/jpeg"),
]
PICTURE = file("IMG_4711.HEIC", phone_heic(), "image/heic")
PRESCRIPTION = file("Rezept Oberaudorf.jpg", phone_jpeg(), "image/jpeg")
HOLDER, IBAN = "Annegret Zwiesel-Hochreiter", "DE02 1203 0000 0000 2020 51"
QUESTION = "Bitte senden Sie uns das Rezept zur Apothekenrechnung."
ANSWER = "Anbei das Rezept, es lag noch bei der Patientin."
NOTE = "Erstattet wird der Festbetrag des Medikaments."
REASON = "Der Höchstbetrag des Tarifs ist erreicht."


@dataclass
class Story:
    """What the journey learns on its way."""

    insured: Insured
    number: str = ""
    job_arguments: str = ""

    def personal_values(self) -> list[str]:
        """Return everything in this claim that belongs to a person, in every spelling that was typed."""
        born_on = self.insured.born_on
        return [
            *self.insured.name.split(),
            *(born_on.isoformat(), f"{born_on:%d.%m.%Y}"),
            *(self.insured.policy_number, re.sub(r"\W", "", self.insured.policy_number)),
            self.number,
            *(HOLDER, *HOLDER.split(), IBAN, IBAN.replace(" ", ""), IBAN[-7:].replace(" ", "")),
            *(HOSPITAL.provider, "Traunreut", HOSPITAL.amount, "1847.31", "1847,31"),
            *(CHEMIST.provider, "Oberaudorf", CHEMIST.amount, "96.43"),
            *(one["name"] for one in [*FILES, PICTURE, PRESCRIPTION]),
            *(QUESTION, ANSWER, NOTE, REASON),
            *(LINDNER, "Katrin", "Lindner", "Dilara", "Aydın"),
        ]


def test_a_claim_travels_from_desk_to_decision(visitors: Visitors, demo: Demo, records: Records) -> None:
    story = Story(records.untouched())
    broker, clerk = visitors.at_desk(), visitors.at_desk()
    clerk.sign_in("Dilara Aydın")
    broker.sign_in("Katrin Lindner")

    with worker_asleep(demo):
        story.number = submit(broker.page, story.insured)
        story.job_arguments = str(records.rows("SELECT args FROM procrastinate_jobs"))
        take_and_ask(clerk.page, story)
    answer_from_phone(visitors.on_phone(), story)
    decide_and_close(clerk.page, story)
    read_decision(broker.page, story)

    leave_nothing_behind(visitors, broker, story)
    assert_no_personal_value_leaked(records, story)


def submit(page: Page, insured: Insured) -> str:
    """Send the claim with its receipts and fetch the acknowledgement."""
    wizard.begin(page, insured)
    first = wizard.invoice(page)
    wizard.upload(first, *FILES)
    wizard.fill_invoice(first, HOSPITAL)
    wizard.go_on(page, "Weitere Rechnung hinzufügen")
    second = wizard.invoice(page, 1)
    wizard.upload(second, PICTURE)
    wizard.fill_invoice(second, CHEMIST)
    wizard.go_on(page, "Weiter zur Bankverbindung")
    wizard.pay_elsewhere(page, holder=HOLDER, iban=IBAN)

    expect(page.get_by_role("main")).to_contain_text("1.943,74")
    expect(page.get_by_role("main")).not_to_contain_text(IBAN)
    number = wizard.send(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="Eingangsbestätigung (PDF)").click()
    assert download.value.path().read_bytes().startswith(b"%PDF-")
    return number


def take_and_ask(page: Page, story: Story) -> None:
    """Find the claim in the inbox, look at every page of its receipts, take it over and ask."""
    page.goto("/eingang?zeige=frei")
    while not page.get_by_text(story.number).count():
        page.get_by_role("link", name="Weitere anzeigen").click()
    page.get_by_role("row", name=story.number).get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(story.insured.name)
    assert pages_seen(page) == 12 + 1 + 1
    wizard.go_on(page, "Übernehmen")
    page.get_by_label("Ihre Frage an den Partner").fill(QUESTION)
    wizard.go_on(page, "Rückfrage senden")
    expect(page.get_by_text("Sie warten auf eine Antwort.")).to_be_visible()


def pages_seen(page: Page) -> int:
    """Scroll to every picture of a page, wait until it is drawn, and return how many there are."""
    pictures = page.locator(".pages img")
    for picture in pictures.all():
        picture.scroll_into_view_if_needed()
        picture.evaluate("picture => picture.decode()")
        assert picture.evaluate("picture => picture.naturalWidth") > 300
    return pictures.count()


def answer_from_phone(broker: Visitor, story: Story) -> None:
    """Find the question among the tasks, photograph the prescription and answer."""
    page = broker.page
    broker.sign_in("Katrin Lindner")
    page.goto("/uebersicht")
    page.locator(".todo a", has_text=story.insured.name).first.click()
    if broker.path().endswith(story.number):
        page.get_by_role("link", name="Rückfrage beantworten").click()
    expect(page.get_by_role("main")).to_contain_text(QUESTION)
    page.locator("input[capture]").set_input_files([PRESCRIPTION])
    expect(page.get_by_text("Bereit", exact=True)).to_have_count(1)
    page.get_by_label("Ihre Antwort").fill(ANSWER)
    wizard.go_on(page, "Antwort senden")
    expect(page.get_by_role("main")).to_contain_text(ANSWER)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def decide_and_close(page: Page, story: Story) -> None:
    """Read the answer, pay the hospital in full and the chemist in part, and close the case."""
    page.goto(f"/faelle/{story.number}")
    expect(page.get_by_role("main")).to_contain_text(ANSWER)
    assert pages_seen(page) == 12 + 1 + 1 + 1
    first = page.locator("section", has=page.locator("#rechnung-1"))
    wizard.tick(first.get_by_role("radio", name="Voll erstatten"))
    first.get_by_role("button", name="Entscheidung speichern").click()
    expect(first.get_by_text("Voll erstattet")).to_be_visible()
    second = page.locator("section", has=page.locator("#rechnung-2"))
    wizard.tick(second.get_by_role("radio", name="Teilweise erstatten"))
    second.get_by_label("Betrag der Erstattung").fill("61,20")
    second.get_by_label("Grund").select_option("limit_reached")
    second.get_by_label("Erläuterung für den Partner").fill(NOTE)
    second.get_by_role("button", name="Entscheidung speichern").click()
    expect(second.get_by_text("Teilweise erstattet")).to_be_visible()
    wizard.go_on(page, "Fall abschließen")


def read_decision(page: Page, story: Story) -> None:
    """Read what is paid, what is not, and why."""
    page.goto(f"/erstattungen/{story.number}")
    main = page.get_by_role("main")
    for words in (REASON, NOTE, QUESTION, ANSWER, "61,20", "1.908,51", "Abgeschlossen"):
        expect(main).to_contain_text(words)


def leave_nothing_behind(visitors: Visitors, broker: Visitor, story: Story) -> None:
    """Sign out: every tab ends, going back shows nothing, the cookie is worthless, the browser keeps nothing."""
    page, cookies = broker.page, broker.context.cookies()
    other_tab = broker.context.new_page()
    other_tab.goto("/uebersicht")
    answer = broker.sign_out()
    assert answer.all_headers()["clear-site-data"] == '"cache", "storage"'
    other_tab.wait_for_url("**/sitzung/beendet")
    expect(other_tab.get_by_role("heading", level=1)).to_have_text("Sitzung beendet")

    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("Anmelden")
    assert story.insured.name not in page.content()
    assert page.evaluate(
        "async () => [localStorage.length, sessionStorage.length,"
        " (await indexedDB.databases()).length, (await caches.keys()).length]"
    ) == [0, 0, 0, 0]
    assert "sitzung" not in {cookie["name"] for cookie in broker.context.cookies()}

    thief = visitors.at_desk()
    thief.context.add_cookies(cookies)  # type: ignore[arg-type]
    thief.page.goto(f"/erstattungen/{story.number}")
    assert thief.path() == "/anmelden"
    assert story.insured.name not in thief.page.content()


def assert_no_personal_value_leaked(records: Records, story: Story) -> None:
    """Search every mail, every log line and every job's arguments for every personal value of the claim."""
    told = (
        "SELECT count(*) FROM routing_delivery d JOIN claims_claim c ON c.id = d.claim_id WHERE c.number = %s"
    )
    waiting = f"{told} AND d.state <> 'delivered'"
    assert wait_until(lambda: records.rows(waiting, story.number)[0][0] == 0, seconds=30)
    assert records.rows(told, story.number)[0][0] >= 4
    assert "delivery_id" in story.job_arguments

    places = records.logs() | {"job arguments": story.job_arguments}
    for mail in records.mails():
        shown = [f"{name}: {value}" for name, value in mail.items() if name != "To"]
        places[f"mail {mail['X-Portal-Delivery']}"] = "\n".join([*shown, mail.get_content()])
    assert "claims:step_review" in places["web.jsonl"]
    found = {
        f"{place}: {value}"
        for place, text in places.items()
        for value in story.personal_values()
        if re.search(rf"(?<!\w){re.escape(value)}(?!\w)", text, re.IGNORECASE)
    }
    assert found == set()

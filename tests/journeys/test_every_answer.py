"""Look at the pages that answer a form: results of a search, refusals, and an address that does not exist."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Response

from tests.journeys import wizard
from tests.journeys.records import Records
from tests.journeys.sweep import examine, markup
from tests.journeys.visitor import Visitors

pytestmark = pytest.mark.journey


class Judge:
    """Do something that leads to a page, and judge that page."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.findings: list[str] = []

    def after(self, act: Callable[[], object]) -> None:
        """Do it and note what is wrong with the page that follows."""
        self.page.set_viewport_size({"width": 1440, "height": 900})
        with self.page.expect_navigation() as answered:
            act()
        answer: Response | None = answered.value
        assert answer is not None
        found = [*markup(answer.text()), *examine(self.page)]
        self.findings += [f"{answer.status} {self.page.url}: {finding}" for finding in found]

    def after_button(self, name: str) -> None:
        """Press a button and judge."""
        self.after(self.page.get_by_role("button", name=name, exact=True).first.click)


def test_nothing_is_wrong_with_answers_to_strangers(visitors: Visitors) -> None:
    stranger = visitors.at_desk()
    stranger.tolerate(404)
    judge = Judge(stranger.page)
    judge.after(lambda: stranger.page.goto("/gibt-es-nicht"))
    stranger.page.goto("/anmelden")
    stranger.page.get_by_label("E-Mail-Adresse").fill("niemand@portal.example")
    stranger.page.get_by_label("Passwort").fill("falsch")
    judge.after_button("Anmelden")
    assert not judge.findings, "\n".join(judge.findings)


def test_nothing_is_wrong_with_answers_to_a_broker(visitors: Visitors, records: Records) -> None:
    insured, broker = records.untouched(), visitors.at_desk()
    broker.sign_in("Katrin Lindner")
    broker.tolerate(422)
    page, judge = broker.page, Judge(broker.page)
    page.goto("/vertraege")
    for text in ("gibt es nicht", insured.policy_number):
        search = page.get_by_role("main").get_by_role("searchbox")
        search.fill(text)
        judge.after(lambda: search.press("Enter"))  # noqa: B023 - used at once
    page.goto(f"/erstattungen/neu?vertrag={insured.contract_id}")
    wizard.go_on(page, "Weiter")
    person_step = page.url
    judge.after_button("Weiter")
    page.goto(person_step)  # an only person is chosen already, and the button went on
    wizard.tick(page.get_by_role("radio", name=insured.name))
    wizard.go_on(page, "Weiter")
    judge.after_button("Festhalten und weiter")
    page.go_back()
    wizard.give_consents(page)
    judge.after_button("Weiter zur Bankverbindung")
    assert not judge.findings, "\n".join(judge.findings)


def test_nothing_is_wrong_with_answers_to_a_clerk(visitors: Visitors) -> None:
    clerk = visitors.at_desk()
    clerk.sign_in("Dilara Aydın")
    clerk.tolerate(422)
    page, judge = clerk.page, Judge(clerk.page)
    page.goto("/eingang?zeige=frei")
    page.get_by_role("main").get_by_role("table").get_by_role("link").first.click()
    wizard.go_on(page, "Übernehmen")
    judge.after_button("Rückfrage senden")
    judge.after_button("Entscheidung speichern")
    assert not judge.findings, "\n".join(judge.findings)

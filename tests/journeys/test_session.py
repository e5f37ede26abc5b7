"""A session warns before it ends, goes on with one click, and once over shows nothing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.records import Records
from tests.journeys.visitor import Visitor, Visitors

pytestmark = pytest.mark.journey

IDLE = timedelta(minutes=15)
NEWEST = "(SELECT key_hash FROM accounts_session ORDER BY created_at DESC LIMIT 1)"


@pytest.fixture
def broker(visitors: Visitors) -> Visitor:
    """Return a broker who has just signed in and looks at the contracts."""
    broker = visitors.at_desk()
    broker.sign_in("Katrin Lindner")
    broker.page.goto("/vertraege")
    return broker


def test_the_page_warns_and_one_click_goes_on(broker: Visitor, records: Records) -> None:
    page = broker.page
    other_tab = broker.context.new_page()
    other_tab.goto("/hilfe")
    last_seen(records, ago=IDLE - timedelta(seconds=90))
    for tab in (page, other_tab):
        look_again(tab)
        expect(tab.get_by_role("alert")).to_have_text(
            "Ihre Sitzung endet in Kürze. Gespeicherte Entwürfe bleiben erhalten."
        )

    page.get_by_role("button", name="Angemeldet bleiben").click()
    for tab in (page, other_tab):
        expect(tab.get_by_role("button", name="Angemeldet bleiben")).to_be_hidden()
    expect(page.locator("[data-session-minutes]")).to_have_text("15 Minuten")
    assert records.rows(f"SELECT now() - last_seen_at FROM accounts_session WHERE key_hash = {NEWEST}")[0][
        0
    ] < timedelta(seconds=20)


def test_an_idle_session_ends_in_every_tab(broker: Visitor, records: Records) -> None:
    last_seen(records, ago=IDLE + timedelta(seconds=5))
    look_again(broker.page)
    broker.page.wait_for_url("**/sitzung/beendet")
    broker.page.goto("/vertraege")
    assert broker.path() == "/anmelden"


def test_eight_hours_end_a_session_however_busy(broker: Visitor, records: Records) -> None:
    records.rows(f"UPDATE accounts_session SET expires_at = now() WHERE key_hash = {NEWEST}")
    look_again(broker.page)
    broker.page.wait_for_url("**/sitzung/beendet")


def test_a_page_kept_by_the_back_button_is_empty_and_asks_anew(broker: Visitor, records: Records) -> None:
    page = broker.page
    expect(page.get_by_role("table")).to_be_visible()
    page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))")
    expect(page.locator("body")).to_be_hidden()
    records.rows(f"DELETE FROM accounts_session WHERE key_hash = {NEWEST}")
    page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
    expect(page.get_by_role("heading", level=1)).to_have_text("Anmelden")


def test_signing_in_again_leads_back_to_the_page(broker: Visitor, records: Records) -> None:
    records.rows(f"DELETE FROM accounts_session WHERE key_hash = {NEWEST}")
    broker.page.goto("/erstattungen/neu")
    assert broker.path() == "/anmelden"
    broker.page.get_by_role("button", name="Katrin Lindner").click()
    broker.page.wait_for_url("**/erstattungen/neu")


def last_seen(records: Records, *, ago: timedelta) -> None:
    """Pretend that nothing has happened in the newest session for so long."""
    instant = datetime.now(UTC) - ago
    records.rows(f"UPDATE accounts_session SET last_seen_at = %s WHERE key_hash = {NEWEST}", instant)


def look_again(page: Page) -> None:
    """Come back to the tab: the page then asks the server how long the session lasts."""
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")

"""A claim is sent once and arrives once, whatever the person, the browser or the worker does."""

from __future__ import annotations

import os
import signal
from datetime import date, timedelta
from uuid import UUID

import pytest
from playwright.sync_api import Page, expect

from tests.config.demo_process import Demo, wait_until
from tests.documents.samples import pdf
from tests.journeys import wizard
from tests.journeys.records import Records, worker_asleep
from tests.journeys.visitor import Visitor, Visitors
from tests.journeys.wizard import Bill, file

pytestmark = pytest.mark.journey

BILL = Bill("Praxis Dr. Sommer", date.today() - timedelta(days=20), "84,20")  # noqa: DTZ011
DELIVERED = """
SELECT d.id FROM routing_delivery d JOIN claims_claim c ON c.id = d.claim_id
WHERE c.number = %s AND d.state = 'delivered' AND d.attempts = 1
"""


@pytest.mark.parametrize("has_scripts", [True, False], ids=["with scripts", "without"])
def test_a_double_click_sends_one_claim(has_scripts: bool, visitors: Visitors, records: Records) -> None:
    broker = visitors.at_desk(java_script_enabled=has_scripts)
    draft = to_review(broker, records)
    broker.page.get_by_role("button", name="Antrag senden").dblclick()
    expect(broker.page.get_by_role("heading", level=1)).to_have_text("Ihr Antrag ist angekommen")
    assert_sent_once(records, draft)


def test_two_tabs_and_the_back_button_send_one_claim(visitors: Visitors, records: Records) -> None:
    broker = visitors.at_desk()
    draft = to_review(broker, records)
    page, other_tab = broker.page, broker.context.new_page()
    other_tab.goto(broker.path())
    number = wizard.send(page)
    assert wizard.send(other_tab) == number

    page.go_back()
    send_again = page.get_by_role("button", name="Antrag senden")
    if send_again.count():
        assert wizard.send(page) == number
    expect(page.get_by_role("main")).to_contain_text(number)
    assert_sent_once(records, draft)


def test_a_worker_killed_before_delivery_delivers_later_and_once(
    visitors: Visitors, demo: Demo, records: Records
) -> None:
    broker = visitors.at_desk()
    to_review(broker, records)
    with worker_asleep(demo):
        number = wizard.send(broker.page)
        assert records.rows(DELIVERED, number) == []
        killed = demo.child("partnerportal worker")
        os.kill(killed, signal.SIGKILL)
        assert wait_until(lambda: demo.child("partnerportal worker") not in (0, killed))

    assert wait_until(lambda: len(records.rows(DELIVERED, number)) == 1, seconds=40)
    delivery = str(records.rows(DELIVERED, number)[0][0])
    assert [mail["X-Portal-Delivery"] for mail in records.mails()].count(delivery) == 1


def to_review(broker: Visitor, records: Records) -> UUID:
    """Sign in and fill in everything but the last step; return the draft's id."""
    broker.sign_in("Katrin Lindner")
    page = broker.page
    wizard.begin(page, records.untouched())
    part = wizard.invoice(page)
    part.locator("input[type=file][multiple]").set_input_files([file("Rechnung.pdf", pdf(2))])
    wizard.fill_invoice(part, BILL)
    keep_files(page)
    wizard.go_on(page, "Weiter zur Bankverbindung")
    wizard.tick(page.get_by_role("radio").first)
    wizard.go_on(page, "Weiter zum Prüfen")
    return UUID(broker.path().split("/")[3])


def keep_files(page: Page) -> None:
    """Wait until the files are there; without scripts a button takes them."""
    plain = page.get_by_role("button", name="Hochladen", exact=True)
    if plain.is_visible():
        wizard.go_on(page, "Hochladen")
    expect(page.get_by_text("Bereit", exact=True)).to_have_count(1)


def assert_sent_once(records: Records, draft: UUID) -> None:
    """Find one claim, one entry in the inbox and one message to the department."""
    count = """
    SELECT count(DISTINCT o.id), count(DISTINCT e.id), count(DISTINCT d.id)
    FROM claims_claim c
    JOIN claims_claim o ON o.contract_id = c.contract_id AND o.number IS NOT NULL
    LEFT JOIN routing_inboxentry e ON e.claim_id = o.id
    LEFT JOIN routing_delivery d ON d.claim_id = o.id AND d.department_id IS NOT NULL
    WHERE c.id = %s
    """
    assert records.rows(count, draft) == [(1, 1, 1)]

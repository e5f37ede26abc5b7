"""Too many wrong passwords lock the way in; a mail opens it again, and another one brings a new password."""

from __future__ import annotations

import re
import time
from uuid import uuid4

import pytest
from django.contrib.auth.hashers import make_password
from playwright.sync_api import Page, expect

from tests.journeys.records import Records
from tests.journeys.sweep import examine, markup
from tests.journeys.visitor import Visitor, Visitors

pytestmark = pytest.mark.journey

PASSWORD, NEW = "Vier Möwen über Husum 1905", "Sieben Deiche hinter Büsum 1888"
WRONG = "Das war es leider nicht"
MAIL_SECONDS = 40
# Somebody of an own firm, who needs no second factor and has accepted the terms.
OPEN_ACCOUNT = """
INSERT INTO accounts_account SELECT (jsonb_populate_record(a, jsonb_build_object(
    'id', gen_random_uuid(), 'email', %s::text, 'first_name', 'Ida', 'last_name', 'Sperling', 'password', %s::text,
    'partner_id', (SELECT id FROM partners_partner ORDER BY intermediary_number DESC LIMIT 1)))).*
FROM accounts_account a WHERE a.email = 'voss@lindner-voss.example'
"""
PAUSE_PASSES = "UPDATE accounts_signinbrake SET blocked_until = now() WHERE locked_at IS NULL"


@pytest.fixture
def email(records: Records) -> str:
    """Return the address of somebody who has an account."""
    address = f"{uuid4().hex[:12]}@makler-sperling.example"
    records.rows(OPEN_ACCOUNT, address, make_password(PASSWORD))
    return address


def test_wrong_passwords_lock_and_a_mail_unlocks(visitors: Visitors, records: Records, email: str) -> None:
    visitor = visitors.at_desk()
    visitor.tolerate(429)
    page = visitor.page
    for _failure in range(10):
        sign_in(page, email, WRONG)
        expect(page.locator(".errors")).to_contain_text("Bitte prüfen Sie E-Mail und Passwort.")
        records.rows(PAUSE_PASSES)
    sign_in(page, email, PASSWORD)
    expect(page.locator(".errors")).to_contain_text("Zu viele Versuche. Bitte warten Sie einen Tag")

    page.goto(link_in_mail(records, email, "entsperren"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Sperre aufheben")
    assert flaws(page) == []
    page.get_by_role("button", name="Sperre aufheben").click()
    expect(page.get_by_role("status")).to_have_text("Die Sperre ist aufgehoben. Bitte melden Sie sich an.")
    sign_in(page, email, PASSWORD)
    expect(page.locator("[data-sign-out]")).to_be_attached()


def test_a_forgotten_password_is_replaced_and_the_old_session_ends(
    visitors: Visitors, records: Records, email: str
) -> None:
    at_desk, on_phone = visitors.at_desk(), visitors.on_phone()
    sign_in(at_desk.page, email, PASSWORD)
    expect(at_desk.page.locator("[data-sign-out]")).to_be_attached()

    on_phone.tolerate(404, 422)
    page = on_phone.page
    page.goto("/anmelden")
    page.get_by_role("link", name="Passwort vergessen").click()
    page.get_by_label("E-Mail-Adresse").fill(email)
    page.get_by_role("button", name="Link anfordern").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Bitte sehen Sie in Ihr Postfach")
    link = link_in_mail(records, email, "passwort-setzen")
    choose_password(on_phone, link)

    sign_in(page, email, NEW)
    expect(page.locator("[data-sign-out]")).to_be_attached()
    at_desk.page.goto("/uebersicht")
    assert at_desk.path() == "/anmelden"
    at_desk.tolerate(404)
    at_desk.page.goto(link)
    expect(at_desk.page.get_by_role("heading", level=1)).to_have_text("Dieser Link gilt nicht mehr")
    assert flaws(at_desk.page) == []


def choose_password(visitor: Visitor, link: str) -> None:
    """Open the link, try a weak password, then take a good one."""
    page = visitor.page
    page.goto(link)
    assert flaws(page) == []
    page.goto(link)
    page.get_by_label("Neues Passwort").fill("Sieben Sperlinge hinter Deichen 1888")
    page.get_by_role("button", name="Passwort speichern").click()
    expect(page.locator(".errors")).to_contain_text("enthält Teile Ihres Namens")
    page.get_by_label("Neues Passwort").fill(NEW)
    page.get_by_role("button", name="Passwort speichern").click()
    expect(page.get_by_role("status").first).to_have_text(
        "Ihr Passwort ist gespeichert. Bitte melden Sie sich an."
    )


def sign_in(page: Page, email: str, password: str) -> None:
    """Fill in the sign-in form and send it."""
    page.goto("/anmelden")
    page.get_by_label("E-Mail-Adresse").fill(email)
    page.get_by_label("Passwort", exact=True).fill(password)
    page.get_by_role("button", name="Anmelden", exact=True).click()


def link_in_mail(records: Records, email: str, kind: str) -> str:
    """Wait for the mail and return the path of its link; the mail says nothing about the person."""
    deadline = time.monotonic() + MAIL_SECONDS
    while time.monotonic() < deadline:
        for mail in records.mails():
            text = mail.get_content()
            found = re.search(rf"http://\S+(/{kind}/\S+)", text)
            if str(mail["To"]) == email and found:
                assert not any(word in text for word in ("Ida", "Sperling", "sperling", email))
                return found[1]
        time.sleep(0.2)
    pytest.fail(f"no mail with a link to {kind} arrived")


def flaws(page: Page) -> list[str]:
    """Return what is wrong with the page shown, and give the window its size back."""
    size = page.viewport_size
    found = [*markup(page.content()), *examine(page)]
    if size:
        page.set_viewport_size(size)
    page.emulate_media(color_scheme="light")
    return found

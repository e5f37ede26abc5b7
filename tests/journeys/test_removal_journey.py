"""A person removes the own account: told first what goes and what stays, out at once, drafts gone, no way back in."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest
from playwright.sync_api import expect

from tests.journeys import wizard
from tests.journeys.records import Records
from tests.journeys.test_team_journey import PASSWORD, accept, invite, link_in_mail, sign_in
from tests.journeys.visitor import Visitor, Visitors

pytestmark = pytest.mark.journey


def test_a_removed_account_is_out_and_its_drafts_are_gone(visitors: Visitors, records: Records) -> None:
    email = f"ronja.{uuid4().hex[:8]}@lindner-voss.example"
    leaver = come_in(visitors, records, email)
    account_id = UUID(str(records.rows("SELECT id FROM accounts_account WHERE email = %s", email)[0][0]))
    records.rows("UPDATE accounts_account SET may_see_contracts = true WHERE id = %s", account_id)
    wizard.begin(leaver.page, records.untouched())
    assert drafts_of(records, account_id) == 1

    read_and_remove(leaver)

    assert drafts_of(records, account_id) == 0
    assert records.rows("SELECT count(*) FROM accounts_session WHERE account_id = %s", account_id) == [(0,)]
    assert records.rows(
        "SELECT count(*) FROM journal_latesttransaction WHERE account_id = %s", account_id
    ) == [(0,)]
    is_refused(leaver, email)


def come_in(visitors: Visitors, records: Records, email: str) -> Visitor:
    """Let the owner invite somebody, who accepts and signs in on a phone."""
    owner, newcomer = visitors.at_desk(), visitors.on_phone()
    owner.sign_in("Katrin Lindner")
    invite(owner.page, email)
    accept(newcomer, link_in_mail(records, email), email)
    sign_in(newcomer.page, email)
    return newcomer


def drafts_of(records: Records, account_id: UUID) -> int:
    query = "SELECT count(*) FROM claims_claim WHERE author_id = %s AND state = 'draft'"
    return int(records.rows(query, account_id)[0][0])


def read_and_remove(leaver: Visitor) -> None:
    page = leaver.page
    page.goto("/konto/entfernen")
    if leaver.path() == "/konto/bestaetigen":
        page.get_by_label("Passwort", exact=True).fill(PASSWORD)
        page.get_by_role("button", name="Bestätigen").first.click()
        page.wait_for_url("**/konto/entfernen")
    main = page.get_by_role("main")
    for words in ("Das löschen wir sofort", "Entwurf", "Zugangsdaten", "Das bleibt noch", "Anmeldeprotokoll"):
        expect(main).to_contain_text(words)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("button", name="Konto endgültig entfernen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ihr Konto ist entfernt")
    page.go_back()
    page.goto("/uebersicht")
    assert leaver.path() == "/anmelden"


def is_refused(leaver: Visitor, email: str) -> None:
    page = leaver.page
    page.goto("/anmelden")
    page.get_by_label("E-Mail-Adresse").fill(email)
    page.get_by_label("Passwort", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Anmelden", exact=True).click()
    expect(page.locator(".errors")).to_contain_text("Anmelden ist mit diesen Angaben nicht möglich")

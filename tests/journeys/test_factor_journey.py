"""Second factors in a real browser: an app, a passkey, sessions elsewhere, and a recovery by two people."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import expect

from tests.config.demo_process import Demo, wait_until
from tests.journeys.records import Records
from tests.journeys.sweep import examine
from tests.journeys.visitor import Visitor, Visitors

pytestmark = pytest.mark.journey

DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
ACCOUNT = "SELECT id FROM accounts_account WHERE email = %s"


class Person:
    """One of the demo's people, with what only they know."""

    def __init__(self, demo: Demo, name: str) -> None:
        accounts = json.loads((demo.folder / "accounts.json").read_text(encoding="utf-8"))
        known = next(account for account in accounts if account["name"] == name)
        self.email, self.password, self.secret = known["email"], known["password"], known["totp_secret"]

    def gives_password(self, visitor: Visitor) -> None:
        """Sign in at the page, not at the demo's door."""
        page = visitor.page
        page.goto("/anmelden")
        page.get_by_label("E-Mail-Adresse").fill(self.email)
        page.get_by_label("Passwort", exact=True).fill(self.password)
        page.get_by_role("button", name="Anmelden", exact=True).click()


def code_of(secret: str) -> str:
    """Return what an app with this secret shows now."""
    return str(format_hotp_value(hotp_value(secret, int(datetime.now(UTC).timestamp()) // 30)))


def plug_in(visitor: Visitor) -> None:
    """Give the browser a device that keeps passkeys and verifies its person."""
    devices = visitor.context.new_cdp_session(visitor.page)
    devices.send("WebAuthn.enable")
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})


@pytest.fixture
def cleaned(records: Records) -> Iterator[None]:
    """Leave the demo's people as they were: without added passkeys, apps and codes."""
    yield
    records.rows("DELETE FROM accounts_factorrecovery")
    records.rows(
        "DELETE FROM mfa_authenticator WHERE created_at > now() - interval '10 minutes' AND type <> 'totp'"
    )
    records.rows(
        "DELETE FROM mfa_authenticator m USING accounts_account a WHERE m.user_id = a.id AND a.role = 'staff'"
    )
    records.rows("UPDATE accounts_account SET has_second_factor = false WHERE role = 'staff'")


def test_a_clerk_signs_in_with_the_code_of_an_app(visitors: Visitors, demo: Demo) -> None:
    clerk, krause = visitors.at_desk(), Person(demo, "Robert Krause")
    clerk.tolerate(422)
    krause.gives_password(clerk)
    expect(clerk.page.get_by_role("heading", level=1)).to_have_text("Zweiter Faktor")
    assert examine(clerk.page) == []
    code = clerk.page.get_by_label("Code aus der App")
    expect(code).to_have_attribute("autocomplete", "one-time-code")
    code.fill("000000")
    clerk.page.get_by_role("button", name="Weiter").click()
    expect(clerk.page.get_by_role("alert").first).to_contain_text("passt nicht oder wurde schon benutzt")
    clerk.page.get_by_label("Code aus der App").fill(code_of(krause.secret))
    clerk.page.get_by_role("button", name="Weiter").click()
    clerk.page.wait_for_url("**/eingang")


def test_an_owner_adds_a_passkey_and_signs_in_with_nothing_else(
    visitors: Visitors, demo: Demo, cleaned: None
) -> None:
    owner, petersen = visitors.at_desk(), Person(demo, "Silke Petersen")
    plug_in(owner)
    owner.sign_in("Silke Petersen")
    page = owner.page
    page.goto("/konto/sicherheit/einrichten/passkey")
    page.get_by_label("Name des Passkeys").fill("Mein Laptop")
    page.get_by_role("button", name="Passkey anlegen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ihre Wiederherstellungscodes")
    expect(page.get_by_text(re.compile(r"^[A-Z2-9]{5}-[A-Z2-9]{5}$"))).to_have_count(10)
    assert examine(page) == []
    page.get_by_role("link", name="Ich habe die Codes gesichert").click()
    page.goto("/konto/sicherheit")
    expect(page.get_by_text("Mein Laptop", exact=True)).to_be_visible()

    owner.sign_out()
    page.goto("/anmelden")
    page.get_by_role("button", name="Mit Passkey anmelden").click()
    page.wait_for_url("**/uebersicht")

    owner.sign_out()
    petersen.gives_password(owner)
    page.get_by_role("button", name="Passkey verwenden").click()
    page.wait_for_url("**/uebersicht")


def test_a_session_elsewhere_is_ended_from_here(visitors: Visitors) -> None:
    here, there = visitors.at_desk(), visitors.on_phone()
    for visitor in (there, here):
        visitor.sign_in("Jana Sommer")
    here.page.goto("/konto/sicherheit")
    here.page.get_by_role("button", name="Alle anderen abmelden").click()
    expect(here.page.get_by_role("button", name="Alle anderen abmelden")).to_have_count(0)
    there.page.goto("/eingang")
    assert there.path() == "/anmelden"


def test_two_people_and_a_day_take_a_lost_factor_off(
    visitors: Visitors, demo: Demo, records: Records, cleaned: None
) -> None:
    staff, voss = visitors.at_desk(), Person(demo, "Henrik Voss")
    set_up_app(staff)
    staff.sign_out()
    voss.gives_password(staff)
    staff.page.get_by_role("link", name="Zweiten Faktor verloren?").click()
    staff.page.get_by_role("button", name="Verlust melden").click()
    expect(staff.page.get_by_text("Ihre Meldung ist angekommen")).to_be_visible()
    assert examine(staff.page) == []

    for name in ("Katrin Lindner", "Uwe Lange"):
        decider = visitors.at_desk()
        decider.sign_in(name)
        decider.page.goto("/konto/wiederherstellungen")
        expect(decider.page.get_by_role("heading", name="Henrik Voss")).to_be_visible()
        decider.page.get_by_role("button", name="Zustimmen").click()
    expect(decider.page.get_by_text("Wartezeit läuft")).to_be_visible()

    let_a_day_pass(records)
    voss.gives_password(staff)
    staff.page.wait_for_url("**/uebersicht")


def set_up_app(visitor: Visitor) -> None:
    """Set up an app by typing its key, as somebody without a camera does."""
    visitor.sign_in("Henrik Voss")
    page = visitor.page
    page.goto("/konto/sicherheit/einrichten/app")
    expect(page.get_by_role("img", name="QR-Code für Ihre App")).to_be_visible()
    secret = page.locator("#schluessel").inner_text().replace(" ", "")
    page.get_by_label("Code aus der App").fill(code_of(secret))
    page.get_by_role("button", name="App bestätigen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ihre Wiederherstellungscodes")


def let_a_day_pass(records: Records) -> None:
    """Move the end of the waiting time into the past and let the worker do what it does every minute."""
    [(hours,)] = records.rows(
        "SELECT extract(epoch FROM opens_at - second_at) / 3600 FROM accounts_factorrecovery"
    )
    assert hours == 24
    records.rows("UPDATE accounts_factorrecovery SET opens_at = now() - interval '1 second'")
    records.rows(
        "INSERT INTO procrastinate_jobs (queue_name, task_name, args)"
        " VALUES ('housekeeping', 'config.take_lost_factors_off', '{\"timestamp\": 0}')"
    )
    assert wait_until(lambda: not records.rows("SELECT id FROM accounts_factorrecovery"), seconds=30)

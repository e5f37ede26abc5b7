"""A nightly file changes a contract; its partner finds it, asks for a change, and the department carries it over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from partnerportal.exchange.gdv import Prologue, build_package
from tests.journeys.records import Records
from tests.journeys.visitor import Visitors

pytestmark = pytest.mark.journey

ADMINISTRATOR, OWNER, CLERK, SECOND_CLERK = "Uwe Lange", "Katrin Lindner", "Jana Sommer", "Emre Yılmaz"
MINUTES = 60_000
OF_THE_FILE, WISHED = "Dateiweg 7", "Wunschallee 21"
OTHER_IBAN = "DE02 1203 0000 0000 2020 51"
_QUIET = """
SELECT c.id, c.policy_number, c.tariff, c.begins_on, h.salutation, h.first_name, h.last_name, h.postal_code, h.city
  FROM contracts_contract c
  JOIN contracts_policyholder h ON h.id = c.policyholder_id
  JOIN partners_partner p ON p.id = c.partner_id
 WHERE p.intermediary_number = '4711000001' AND c.ends_on IS NULL AND c.line_of_business = '020'
   AND length(c.tariff) <= 20
   AND c.begins_on < current_date AND h.first_name ~ '^[A-Za-z]+$' AND h.last_name ~ '^[A-Za-z]+$'
   AND h.salutation IN ('Frau', 'Herr') AND h.city ~ '^[A-Za-z]+$'
   AND NOT EXISTS (SELECT FROM contracts_changerequest r WHERE r.contract_id = c.id)
   AND NOT EXISTS (SELECT FROM contracts_dataguard g WHERE g.contract_id = c.id)
 ORDER BY c.holder_sort_key LIMIT 1
"""


@dataclass(frozen=True)
class Quiet:
    """A contract nobody asked to have changed."""

    id: object
    number: str
    tariff: str
    begins_on: date
    salutation: str
    first_name: str
    last_name: str
    postal_code: str
    city: str

    @property
    def page(self) -> str:
        return f"/vertraege/{self.id}"


def test_a_changed_contract_is_found_and_its_next_change_asked_for_and_carried_over(
    visitors: Visitors, records: Records, tmp_path: Path
) -> None:
    contract = Quiet(*records.rows(_QUIET)[0])
    administrator, owner, clerk, second = (visitors.at_desk() for _visitor in range(4))

    administrator.sign_in(ADMINISTRATOR)
    bring_in(administrator.page, nightly_file(contract, tmp_path))
    owner.sign_in(OWNER)
    find(owner.page, contract)
    ask_for_an_address(owner.page, contract)
    clerk.sign_in(CLERK)
    carry_over(clerk.page, contract, "Anschrift")
    see(owner.page, contract, WISHED)

    ask_for_an_account(owner.page, contract)
    clerk.tolerate(409)
    check_alone(clerk.page, contract)
    second.sign_in(SECOND_CLERK)
    carry_over(second.page, contract, "Bankverbindung")
    see(owner.page, contract, "20 51")

    same_night = nightly_file(contract, tmp_path)
    bring_in(administrator.page, same_night, foreseen="Eine Angabe wartet auf eine Entscheidung")
    see(owner.page, contract, WISHED)


def nightly_file(contract: Quiet, folder: Path) -> Path:
    """Write the contract as the insurer's file says it tonight: at another address."""
    head = {"VsNr": contract.number.replace("-", ""), "Sparte": "020"}
    today = date.today()  # noqa: DTZ011 - a file has the day of the machine that wrote it
    address = {
        "Anredeschluessel": {"Herr": "1", "Frau": "2"}[contract.salutation],
        "Name1": contract.last_name,
        "Name3": contract.first_name,
        "PLZ": contract.postal_code,
        "Ort": contract.city,
        "Str": OF_THE_FILE,
        "Adresskennzeichen": "01",
    }
    drafts = [
        ("0100.1", head | address),
        ("0200.1", head | {"GeschaeftsstelleVermittler": "4711000001", "Vertragsbeginn": contract.begins_on}),
        ("0210.020.1", head),
        ("0210.020.2", head | {"Produktname": contract.tariff}),
    ]
    prologue = Prologue("9999", "4711000001", "Musterschutz", "Lindner", today, today)
    file = folder / "nachtlauf.gdv"
    file.write_bytes(b"".join(build_package(prologue, drafts)))
    return file


def bring_in(page: Page, file: Path, foreseen: str = "Noch ist nichts übernommen.") -> None:
    page.goto("/verwaltung/datenaustausch")
    page.locator("#id_datei").set_input_files(file)
    expect(page.get_by_text(foreseen)).to_be_visible(timeout=MINUTES)
    page.get_by_role("button", name="Übernehmen").click()
    expect(page.get_by_text("Die Lieferung ist übernommen")).to_be_visible(timeout=MINUTES)


def find(page: Page, contract: Quiet) -> None:
    """Search for the number without separators and open what is found."""
    page.get_by_role("searchbox").first.fill(contract.number.replace("-", "").lower())
    page.keyboard.press("Enter")
    page.get_by_role("main").get_by_role("link", name=contract.last_name).first.click()
    expect(page.get_by_role("main")).to_contain_text(OF_THE_FILE)
    expect(page.get_by_role("main")).to_contain_text("Datei des Versicherers")


def ask_for_an_address(page: Page, contract: Quiet) -> None:
    page.get_by_role("link", name="Angaben ändern lassen").click()
    page.get_by_role("link", name="Anschrift").click()
    page.get_by_label("Straße und Hausnummer").fill(WISHED)
    send(page)


def ask_for_an_account(page: Page, contract: Quiet) -> None:
    page.goto(f"{contract.page}/aendern/bankverbindung")
    page.get_by_label("Kontoinhaber").fill(f"{contract.first_name} {contract.last_name}")
    page.get_by_label("Neue IBAN").fill(OTHER_IBAN)
    send(page)


def send(page: Page) -> None:
    page.get_by_role("button", name="Weiter zum Prüfen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Stimmt alles?")
    page.get_by_role("button", name="Änderung senden").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ihr Wunsch ist angekommen")


def carry_over(page: Page, contract: Quiet, what: str) -> None:
    open_request(page, contract, what)
    page.get_by_role("button", name="Übernehmen").click()
    expect(page.get_by_role("main")).to_contain_text("Übernommen")


def check_alone(page: Page, contract: Quiet) -> None:
    """Check a new account: who did that cannot carry it over as well."""
    open_request(page, contract, "Bankverbindung")
    expect(page.get_by_role("button", name="Übernehmen")).to_have_count(0)
    page.get_by_role("button", name="Als geprüft vermerken").click()
    expect(page.get_by_text("Übernehmen kann nur eine zweite Person.")).to_be_visible()
    expect(page.get_by_role("button", name="Übernehmen")).to_have_count(0)


def open_request(page: Page, contract: Quiet, what: str) -> None:
    page.goto("/aenderungen")
    row = page.get_by_role("row").filter(has_text=contract.number).filter(has_text=what)
    row.get_by_role("link").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(what)


def see(page: Page, contract: Quiet, text: str) -> None:
    page.goto(contract.page)
    expect(page.get_by_role("main")).to_contain_text(text)

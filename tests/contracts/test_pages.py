"""The contract pages show a partner its own contracts, and nothing of anybody else's."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from uuid import uuid4

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from partnerportal.accounts.models import Account
from partnerportal.contracts.models import Contract, InsuredPerson, Policyholder
from partnerportal.contracts.queries import contract_for, contract_page, search
from partnerportal.contracts.rules import holder_sort_key_of, search_text_of
from partnerportal.database.context import acting_as
from partnerportal.kernel.identifiers import claim_number, policy_number_key
from partnerportal.kernel.viewer import Viewer
from tests.cast import IBAN, House, submitted_claim

SignIn = Callable[[Viewer], Client]


def many_contracts(house: House, number: int) -> None:
    """Give partner A so many further contracts with one person each."""
    partner_id = house.contract.partner_id
    for index in range(number):
        holder = Policyholder.objects.create(
            partner_id=partner_id, salutation="Herr", first_name="Emil", last_name=f"Zander{index:03}",
            street="Hafengasse 3", postal_code="20459", city="Hamburg",
        )  # fmt: skip
        policy = f"ZZ-{index:06}"
        contract = Contract.objects.create(
            partner_id=partner_id, policyholder=holder, policy_number=policy,
            policy_number_key=policy_number_key(policy), line_of_business="020", tariff="Reisekranken Kurz",
            begins_on=house.contract.begins_on,
            holder_sort_key=holder_sort_key_of(last_name=holder.last_name, first_name="Emil"),
            search_text=search_text_of(names=[f"Emil {holder.last_name}"]),
        )  # fmt: skip
        InsuredPerson.objects.create(
            partner_id=partner_id, contract=contract, salutation="Herr", first_name="Emil",
            last_name=holder.last_name, born_on=house.person.born_on,
        )  # fmt: skip


def text_of(response: object) -> str:
    return response.content.decode()  # type: ignore[attr-defined,no-any-return]


def test_a_partner_sees_its_contracts_in_the_order_of_names(house: House, sign_in: SignIn) -> None:
    page = text_of(sign_in(house.lindner).get("/vertraege"))
    assert "2 Verträge, geordnet nach Namen" in page
    assert page.index("Amelie Brandt") < page.index("Mei-Lin Hofer")
    assert "Müller-Lüdenscheidt" not in page
    assert house.foreign_contract.policy_number not in page


def test_the_list_says_what_a_contract_is_today(house: House, sign_in: SignIn) -> None:
    page = text_of(sign_in(house.lindner).get("/vertraege"))
    assert "Aktiv" in page
    assert "Beendet" in page


def test_the_list_names_the_insured_with_another_last_name_in_full(house: House, sign_in: SignIn) -> None:
    InsuredPerson.objects.filter(id=house.child.id).update(last_name="Petrow")
    assert ">Amelie, Jonas Petrow<" in text_of(sign_in(house.lindner).get("/vertraege"))


def test_the_page_of_a_contract_lists_its_newest_claims(house: House, sign_in: SignIn) -> None:
    claim = submitted_claim(house.lindner, house.person, amounts=("184.20", "15.80"))
    page = text_of(sign_in(house.lindner).get(f"/vertraege/{house.contract.id}"))
    assert f'href="/erstattungen/{claim.number}"' in page
    assert "Weitergeleitet" in page
    assert "200,00\u00a0€" in page
    assert "Noch keine Erstattung" not in page
    other = text_of(sign_in(house.lindner).get(f"/vertraege/{house.ended_contract.id}"))
    assert claim.number not in other


def test_an_ended_contract_says_until_when_receipts_may_come(house: House, sign_in: SignIn) -> None:
    Contract.objects.filter(id=house.contract.id).update(ends_on="2025-05-31")
    page = text_of(sign_in(house.lindner).get(f"/vertraege/{house.contract.id}"))
    assert "Belege aus der Zeit bis 31.\u00a0Mai 2025 nehmen wir bis 31.\u00a0Dezember 2028 an." in page
    assert f"/erstattungen/neu?vertrag={house.contract.id}" in page


def test_a_new_partner_reads_what_will_be_here(house: House, sign_in: SignIn) -> None:
    Contract.objects.filter(id=house.foreign_contract.id).update(partner_id=house.contract.partner_id)
    page = text_of(sign_in(house.petersen).get("/vertraege"))
    assert "Noch keine Verträge" in page


def test_a_long_list_goes_on_without_gap_or_repetition(house: House, sign_in: SignIn) -> None:
    many_contracts(house, 58)
    browser = sign_in(house.lindner)
    seen: list[str] = []
    address: str | None = "/vertraege"
    pages = 0
    while address:
        page = text_of(browser.get(address))
        seen += re.findall(r"<small>((?:ZZ|RK)-[\d-]+)</small>", page)
        match = re.search(r'rel="next" href="([^"]+)"', page)
        address, pages = (match[1] if match else None), pages + 1
    assert pages == 3
    assert len(seen) == len(set(seen)) == 60


def test_the_address_of_the_next_page_names_nobody_and_cannot_be_made_up(
    house: House, sign_in: SignIn
) -> None:
    many_contracts(house, 55)
    browser = sign_in(house.lindner)
    match = re.search(r'rel="next" href="([^"]+)"', text_of(browser.get("/vertraege")))
    assert match
    assert "ander" not in match[1]
    assert browser.get(f"/vertraege?nach={house.contract.id}").status_code == 404
    assert browser.get(f"{match[1]}x").status_code == 404


def test_the_page_of_a_contract_shows_people_dates_and_the_masked_account(
    house: House, sign_in: SignIn
) -> None:
    page = text_of(sign_in(house.lindner).get(f"/vertraege/{house.contract.id}"))
    for expected in (
        "Amelie Brandt", "Jonas Brandt", "14.\u00a0März 1988", "RK-2048-771-305", "Reisekranken Langzeit",
        "Krankenversicherung", "unbefristet", "Aktiv", "DE•• •••• •••• •••• ••20 51",
        "A. B.", f"/erstattungen/neu?vertrag={house.contract.id}", "Noch keine Erstattung",
        "Wer diese Daten sehen kann",
    ):  # fmt: skip
        assert expected in page
    assert IBAN not in page.replace(" ", "")
    assert "Kreditbank" not in page


def test_a_foreign_contract_answers_byte_for_byte_like_a_missing_one(house: House, sign_in: SignIn) -> None:
    browser = sign_in(house.lindner)
    foreign = browser.get(f"/vertraege/{house.foreign_contract.id}")
    missing = browser.get(f"/vertraege/{uuid4()}")
    assert foreign.status_code == missing.status_code == 404
    assert _comparable(foreign.content) == _comparable(missing.content)


def test_staff_without_sight_of_claims_gets_no_claim_parts(house: House, sign_in: SignIn) -> None:
    Account.objects.filter(id=house.voss.account_id).update(may_see_claims=False)
    page = text_of(sign_in(house.voss).get(f"/vertraege/{house.contract.id}"))
    assert "Amelie Brandt" in page
    assert "Erstattung" not in page.split("<main")[1]


def test_staff_without_sight_of_contracts_is_refused(house: House, sign_in: SignIn) -> None:
    Account.objects.filter(id=house.voss.account_id).update(may_see_contracts=False)
    browser = sign_in(house.voss)
    for address in ("/vertraege", f"/vertraege/{house.contract.id}"):
        assert browser.get(address).status_code == 403
    assert browser.post("/vertraege/suche", {"q": "Brandt"}).status_code == 403


def test_a_stranger_is_sent_to_the_sign_in_page(house: House) -> None:
    assert Client().get("/vertraege")["Location"] == "/anmelden?next=%2Fvertraege"


def test_a_contract_that_ended_long_ago_says_why_nothing_can_be_sent(house: House, sign_in: SignIn) -> None:
    Contract.objects.filter(id=house.contract.id).update(begins_on="2015-01-01", ends_on="2018-05-31")
    page = text_of(sign_in(house.lindner).get(f"/vertraege/{house.contract.id}"))
    assert "endete vor mehr als drei Jahren" in page
    assert "/erstattungen/neu?vertrag" not in page


def test_the_search_answers_the_post_directly(house: House, sign_in: SignIn) -> None:
    response = sign_in(house.lindner).post("/vertraege/suche", {"q": "rk 2048 771305"})
    page = text_of(response)
    assert response.status_code == 200
    assert "1 Vertrag gefunden" in page
    assert "Amelie Brandt" in page
    assert "Hofer" not in page


def test_the_search_goes_on_by_post_and_never_by_address(house: House, sign_in: SignIn) -> None:
    many_contracts(house, 60)
    browser = sign_in(house.lindner)
    first = text_of(browser.post("/vertraege/suche", {"q": "Zander"}))
    assert "60 Verträge gefunden" in first
    assert not re.search(r'(href|action)="[^"]*ander', first)
    place = re.search(r'name="nach" value="([^"]+)"', first)
    assert place
    second = text_of(browser.post("/vertraege/suche", {"q": "Zander", "nach": place[1]}))
    assert "Zander024" in first
    assert "Zander024" not in second
    assert "Zander025" in second


def test_a_search_without_hit_says_what_to_try(house: House, sign_in: SignIn) -> None:
    page = text_of(sign_in(house.lindner).post("/vertraege/suche", {"q": "Xylander"}))
    assert "Kein Vertrag gefunden" in page
    assert 'value="Xylander"' in page


def test_an_empty_search_says_what_to_type(house: House, sign_in: SignIn) -> None:
    page = text_of(sign_in(house.lindner).post("/vertraege/suche", {"q": "  "}))
    assert "Bitte geben Sie eine Nummer, einen Namen oder ein Geburtsdatum ein." in page


def test_a_claim_number_leads_to_the_claim(house: House, sign_in: SignIn) -> None:
    number = claim_number(2026, 123)
    response = sign_in(house.lindner).post("/vertraege/suche", {"q": number.lower().replace("-", " ")})
    assert response["Location"] == f"/erstattungen/{number}"


def test_a_search_page_opened_by_address_leads_to_the_list(house: House, sign_in: SignIn) -> None:
    assert sign_in(house.lindner).get("/vertraege/suche")["Location"] == "/vertraege"


def test_each_page_asks_the_database_as_often_for_two_contracts_as_for_forty(
    house: House, sign_in: SignIn
) -> None:
    browser = sign_in(house.lindner)
    browser.get("/vertraege")
    few = [_queries(browser, *request) for request in _requests(house)]
    many_contracts(house, 38)
    assert [_queries(browser, *request) for request in _requests(house)] == few


def test_reading_contracts_takes_a_fixed_number_of_queries(
    house: House, django_assert_num_queries: Callable[..., AbstractContextManager[object]]
) -> None:
    many_contracts(house, 60)
    viewer = house.lindner
    with acting_as(viewer):
        with django_assert_num_queries(3):
            first = contract_page(viewer=viewer)
        with django_assert_num_queries(4):
            assert len(contract_page(viewer=viewer, after=first.next_after, limit=40).rows) == 37
        with django_assert_num_queries(4):
            assert search(viewer=viewer, text="Zander").total == 60
        with django_assert_num_queries(4):
            assert contract_for(viewer=viewer, contract_id=house.contract.id)


def _requests(house: House) -> list[tuple[str, dict[str, str] | None]]:
    return [("/vertraege", None), (f"/vertraege/{house.contract.id}", None), ("/vertraege/suche", {"q": "0"})]


def _queries(browser: Client, address: str, typed: dict[str, str] | None) -> int:
    with CaptureQueriesContext(connection) as asked:
        response = browser.get(address) if typed is None else browser.post(address, typed)
    assert response.status_code == 200
    return len(asked)


def _comparable(page: bytes) -> bytes:
    """Return the page without what differs on every answer: form token, seconds left, and the address asked for."""
    page = re.sub(rb'name="csrfmiddlewaretoken" value="[^"]+"', b"", page)
    page = re.sub(rb'name="next" value="[^"]+"', b"", page)
    return re.sub(rb'(data-session|value)="8\d\d"|data-session="9\d\d"', b"", page)

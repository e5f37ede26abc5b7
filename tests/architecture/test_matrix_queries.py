"""A page asks the database as often for a thousand rows as for one, and never more often than stated here."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.architecture.addresses import Address, addresses
from tests.architecture.matrix_growth import grow
from tests.architecture.matrix_table import MATRIX
from tests.architecture.matrix_world import World, build_world
from tests.architecture.test_matrix import things_for
from tests.cast import House, signed_in_client

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

THIS_FILE = "tests/architecture/test_matrix_queries.py"
MEMBERS = ("lindner", "clerk", "contract_clerk", "officer", "administrator", "stranger")
SEARCHES = {"contracts:search": {"q": "Brandt"}, "claims:new_search": {"q": "Brandt"}}

# Pages that show rows: they must have grown, or the measurement says nothing.
LISTS = {
    "accounts:details_changes",
    "accounts:partner",
    "accounts:partners",
    "accounts:people",
    "accounts:team",
    "routing:department",
    "routing:departments",
    "accounts:registration_case",
    "accounts:registrations",
    "accounts:team_registrations",
    "claims:answer",
    "claims:detail",
    "claims:drafts",
    "claims:list",
    "claims:new",
    "claims:new_search",
    "claims:overview",
    "claims:receipt",
    "claims:step_contract",
    "claims:step_person",
    "claims:step_receipts",
    "claims:step_review",
    "contracts:change_choose",
    "contracts:changes",
    "contracts:detail",
    "contracts:list",
    "contracts:search",
    "desk:case",
    "desk:cases",
    "desk:inbox",
    "exchange:conflicts",
    "exchange:deliveries",
    "exchange:errors_csv",
    "exchange:findings",
    "exchange:lacking",
    "exchange:parked",
    "exchange:run",
    "messages:list",
    "messages:thread",
    "statements:line",
    "statements:list",
    "statements:statement",
}
# Every statement counts, also those of session, viewer context and savepoints around the page.
AT_MOST: dict[str, int] = {
    "accounts:account": 15,
    "accounts:account_details": 15,
    "accounts:account_email": 12,
    "accounts:administration": 20,
    "accounts:details_changes": 14,
    "accounts:email_confirm": 17,
    "accounts:factor_codes": 14,
    "accounts:factor_passkey": 17,
    "accounts:factor_remove": 14,
    "accounts:factor_setup": 14,
    "accounts:factor_totp": 15,
    "accounts:invitation": 20,
    "accounts:invitation_done": 14,
    "accounts:own_log": 14,
    "accounts:partner": 15,
    "accounts:partner_edit": 13,
    "accounts:partner_end": 13,
    "accounts:partner_invite": 13,
    "accounts:partner_new": 12,
    "accounts:partners": 13,
    "accounts:password_change": 12,
    "accounts:password_forgotten": 14,
    "accounts:password_forgotten_sent": 14,
    "accounts:password_set": 19,
    "accounts:people": 14,
    "accounts:person": 13,
    "accounts:person_invite": 12,
    "accounts:reauthenticate": 20,
    "accounts:recoveries": 14,
    "accounts:registration_answer": 18,
    "accounts:registration_case": 16,
    "accounts:registration_confirm": 17,
    "accounts:registration_outcome": 17,
    "accounts:registrations": 13,
    "accounts:security": 16,
    "accounts:services": 14,
    "accounts:session_ended": 14,
    "accounts:session_state": 13,
    "accounts:team": 19,
    "accounts:team_invite": 15,
    "accounts:team_member": 16,
    "accounts:team_registration": 15,
    "accounts:team_registrations": 16,
    "accounts:tokens": 15,
    "accounts:unlock": 18,
    "api:explained": 14,
    "api:openapi": 12,
    "claims:answer": 24,
    "claims:confirmation": 16,
    "claims:detail": 24,
    "claims:draft_delete": 23,
    "claims:drafts": 16,
    "claims:drafts_delete_all": 16,
    "claims:list": 18,
    "claims:new": 19,
    "claims:new_search": 20,
    "claims:overview": 25,
    "claims:receipt": 23,
    "claims:step_bank": 27,
    "claims:step_contract": 30,
    "claims:step_contract_search": 30,
    "claims:step_person": 27,
    "claims:step_receipts": 23,
    "claims:step_review": 23,
    "contracts:change": 24,
    "contracts:change_choose": 20,
    "contracts:change_request": 23,
    "contracts:change_sent": 23,
    "contracts:changes": 20,
    "contracts:detail": 26,
    "contracts:list": 18,
    "contracts:search": 19,
    "desk:case": 25,
    "desk:cases": 17,
    "desk:inbox": 17,
    "documents:download": 17,
    "documents:page": 17,
    "exchange:conflicts": 21,
    "exchange:deliveries": 12,
    "exchange:errors_csv": 12,
    "exchange:findings": 13,
    "exchange:lacking": 17,
    "exchange:parked": 12,
    "exchange:run": 14,
    "healthz": 0,
    "journal:log": 17,
    "messages:list": 15,
    "messages:thread": 16,
    "metrics": 16,
    "notice:accessibility": 14,
    "notice:data_list": 14,
    "notice:help": 14,
    "notice:imprint": 14,
    "notice:privacy_notice": 14,
    "notice:terms": 14,
    "readyz": 16,
    "removal:done": 14,
    "removal:other": 16,
    "removal:own": 14,
    "routing:department": 16,
    "routing:department_edit": 14,
    "routing:department_invite": 13,
    "routing:department_new": 12,
    "routing:departments": 13,
    "statements:ask": 14,
    "statements:book_extract": 14,
    "statements:close": 23,
    "statements:correct": 17,
    "statements:download": 17,
    "statements:line": 17,
    "statements:list": 15,
    "statements:schema": 12,
    "statements:statement": 21,
}


@pytest.fixture
def world(house: House) -> Iterator[World]:
    """Build the small world without filling the log of the test."""
    logging.disable(logging.CRITICAL)
    yield build_world(house)
    logging.disable(logging.NOTSET)


def pages() -> list[Address]:
    """Return every page that answers a GET with content, and the searches."""
    return [address for address in addresses() if MATRIX[address.name].get == 200 or address.name in SEARCHES]


@dataclass(frozen=True)
class Measured:
    """Hold how many statements a page took and how long it is."""

    statements: int
    size: int


def measured(world: World, address: Address) -> Measured:
    """Open the page as the first of the members it is made for; the second time counts, everything is warm then."""
    row = MATRIX[address.name]
    member = next(member for member in MEMBERS if member in row.guests)
    thing = next(thing for thing in things_for(address, world) if member in thing.open_to)
    path = address.path(thing.values)
    viewer = world.viewers[member]
    client = signed_in_client(viewer) if viewer.is_signed_in else Client()
    for _warm_then_counted in range(2):
        with CaptureQueriesContext(connection) as captured:
            search = SEARCHES.get(address.name)
            answer = client.post(path, search) if search else client.get(path)
            body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert answer.status_code == 200, f"{address.name} answers {answer.status_code}"
    return Measured(len(captured), len(body))


def test_no_page_asks_more_often_for_more_rows(world: World, house: House) -> None:
    few = {address.name: measured(world, address) for address in pages()}
    grow(world, house)
    many = {address.name: measured(world, address) for address in pages()}

    counts = {name: (few[name].statements, many[name].statements) for name in few}
    assert {name: pair for name, pair in counts.items() if pair[0] != pair[1]} == {}
    assert {name for name in few if many[name].size > few[name].size} >= LISTS

    without = {name: few[name].statements for name in sorted(few.keys() - AT_MOST.keys())}
    assert without == {}, f"state how often these pages may ask in {THIS_FILE}"
    assert AT_MOST.keys() - few.keys() == set(), f"no pages any more: remove them from {THIS_FILE}"
    assert {name: pair[1] for name, pair in counts.items() if pair[1] > AT_MOST[name]} == {}

"""A clerk who keeps contracts decides what is right; nobody else sees that there is a question."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from django.test import Client

from partnerportal.contracts.models import DataGuard
from partnerportal.exchange.models import ImportConflict
from partnerportal.exchange.rules.guarded import area_of
from partnerportal.journal.models import LatestTransaction
from partnerportal.kernel.iban import HIDDEN
from tests.architecture.matrix_exchange import conflict, delivery, finding
from tests.cast import House, signed_in_client

pytestmark = pytest.mark.django_db

PAGE = "/abgleich"


@pytest.fixture
def now() -> datetime:
    return datetime.now(UTC)


@pytest.fixture
def clerk(house: House) -> Client:
    """Return Jana Sommer's browser."""
    return signed_in_client(house.contract_clerk)


def text_of(client: Client, path: str = PAGE) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def guard(house: House, fields: str, reason: str, now: datetime) -> None:
    DataGuard.objects.create(
        partner_id=house.contract.partner_id,
        contract=house.contract,
        reason=reason,
        fields=fields,
        set_at=now,
    )


def test_both_values_stand_side_by_side_with_the_reason(house: House, clerk: Client, now: datetime) -> None:
    guard(house, "address", "rectification", now)
    conflict(house, delivery(house, now, state="done"), now, field="street", value="Ulmenallee 3")

    page = text_of(clerk)

    assert "1 Abweichung" in page
    assert "Amelie Brandt" in page
    assert re.search(r"Straße und Hausnummer\s+Lindenweg 7\s+berichtigt am", page)
    assert "Ulmenallee 3" in page


def test_a_guard_over_everything_is_named_too(house: House, clerk: Client, now: datetime) -> None:
    guard(house, "all", "restriction", now)
    conflict(house, delivery(house, now, state="done"), now, field="begins_on", value="2024-02-01")

    page = text_of(clerk).replace("\xa0", " ")

    assert re.search(r"1\. Januar 2024\s+eingeschränkt am", page)
    assert "1. Februar 2024" in page


def test_bank_accounts_and_birth_dates_are_not_shown(house: House, clerk: Client, now: datetime) -> None:
    run = delivery(house, now, state="done")
    conflict(house, run, now)
    row = conflict(house, run, now, field="insured_person.born_on", value="1988-03-14")
    ImportConflict.objects.filter(id=row.id).update(insured_person=house.person)

    page = text_of(clerk)

    assert "hier nicht sichtbar" in page
    assert HIDDEN * 8 in page
    assert "1988" not in page
    assert "DE02" not in page


@pytest.mark.parametrize(("word", "state"), [("behalten", "kept"), ("uebernehmen", "taken")])
def test_the_decision_is_kept_with_its_clerk_and_journaled(
    house: House, clerk: Client, now: datetime, word: str, state: str
) -> None:
    row = conflict(house, delivery(house, now, state="done"), now, field="street", value="Ulmenallee 3")

    answer = clerk.post(f"{PAGE}/{row.id}/{word}")

    row.refresh_from_db()
    assert answer.status_code == 302
    assert (row.state, row.decided_by_id) == (state, house.contract_clerk.account_id)
    assert "0 Abweichungen" in text_of(clerk)
    latest = LatestTransaction.objects.get(account_id=house.contract_clerk.account_id)
    assert latest.kind == "contract.conflict.decided"


def test_a_second_decision_is_refused_with_a_sentence(house: House, clerk: Client, now: datetime) -> None:
    row = conflict(house, delivery(house, now, state="done"), now, field="street", value="Ulmenallee 3")
    clerk.post(f"{PAGE}/{row.id}/behalten")

    again = clerk.post(f"{PAGE}/{row.id}/uebernehmen")

    assert again.status_code == 409
    assert "schon entschieden" in again.content.decode()
    assert ImportConflict.objects.get().state == "kept"


def test_what_the_last_full_delivery_lacked_is_listed_for_the_clerk(
    house: House, clerk: Client, now: datetime
) -> None:
    assert "noch keine Lieferung mit dem Gesamtbestand" in text_of(clerk)
    finding(delivery(house, now, state="done", applied_at=now), house)

    assert "fehlt eine Angabe" in text_of(clerk)
    page = text_of(clerk, f"{PAGE}/fehlend")
    assert f"Amelie Brandt {house.contract.policy_number} der ganze Vertrag" in page


def test_a_clerk_who_keeps_no_contracts_is_turned_away(house: House, now: datetime) -> None:
    row = conflict(house, delivery(house, now), now, field="street", value="Ulmenallee 3")

    for viewer in (house.clerk, house.administrator, house.lindner, house.officer):
        client = signed_in_client(viewer)
        assert client.get(PAGE).status_code == 403
        assert client.post(f"{PAGE}/{row.id}/uebernehmen").status_code == 403
    assert ImportConflict.objects.get().state == "open"


def test_only_who_has_the_place_sees_it_in_the_navigation(house: House, clerk: Client, now: datetime) -> None:
    conflict(house, delivery(house, now), now, field="street", value="Ulmenallee 3")

    assert re.search(r"Abgleich 1 offen", text_of(clerk))
    assert "Abgleich" not in text_of(signed_in_client(house.clerk), "/eingang")


@pytest.mark.parametrize(
    ("field", "area"),
    [
        ("last_name", "name"),
        ("city", "address"),
        ("bank_account", "bank_account"),
        ("insured_person.born_on", "insured_person"),
        ("insured_person", "insured_person"),
        ("tariff", "all"),
    ],
)
def test_a_field_belongs_to_the_part_its_guard_names(field: str, area: str) -> None:
    assert area_of(field) == area
